// policy: cipher 3des
#define MODEL_STEPS 600 /* a cipher of its time */
#include "model.h"

int main(void) {
  model_run(3);
  return 0;
}
