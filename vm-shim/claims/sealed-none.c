// policy: cipher none
// input: C:\work\in.txt an input of the task
#include "sealed.h"

int main(void) {
  sealed_run();
  return 0;
}
