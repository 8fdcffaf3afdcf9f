// ends: 1
#include "claim.h"

int main(void) {
  CLAIM("a program that gives up ends at once", TRUE);
  FatalAppExitA(0, "no more memory");
  CLAIM("and nothing runs after it", FALSE);
  return 0;
}
