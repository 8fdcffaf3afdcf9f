// ends: C0000005
#include "claim.h"

/* Nobody is asked whether to look for a debugger, and the controller is told where it was. */
int main(void) {
  CLAIM("a crash ends the program with the fault's own code", TRUE);
  *(volatile int *)8 = 1;
  CLAIM("and nothing runs after it", FALSE);
  return 0;
}
