// policy: io.bytes 1000000
// policy: io.interval 200
// policy: cipher aes
#include "throttle.h"

int main(void) {
  throttle_run();
  return 0;
}
