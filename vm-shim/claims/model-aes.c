// policy: cipher aes
#include "model.h"

int main(void) {
  model_run(1);
  model_run(20);
  return 0;
}
