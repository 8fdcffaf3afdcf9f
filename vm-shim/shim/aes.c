#include "crypt.h"

static BYTE box[256], unbox[256];

static BYTE twice(BYTE value) { return (BYTE)(value << 1 ^ (value >> 7) * 0x1B); }

static BYTE turn(BYTE value, int bits) { return (BYTE)(value << bits | value >> (8 - bits)); }

/* The substitution table from its definition: the inverse in the field, then an affine map. */
static void boxes_make(void) {
  BYTE power = 1, inverse = 1;
  if (box[0]) return;
  do {
    power ^= twice(power); /* by 3, which generates the field */
    inverse ^= (BYTE)(inverse << 1);
    inverse ^= (BYTE)(inverse << 2);
    inverse ^= (BYTE)(inverse << 4);
    if (inverse & 0x80) inverse ^= 0x09; /* by the inverse of 3 */
    box[power] = inverse ^ turn(inverse, 1) ^ turn(inverse, 2) ^ turn(inverse, 3) ^ turn(inverse, 4) ^ 0x63;
  } while (power != 1);
  box[0] = 0x63;
  for (int i = 0; i < 256; i++) unbox[box[i]] = (BYTE)i;
}

void aes_expand(struct aes *aes, const BYTE *key, int bytes) {
  BYTE *words = aes->keys[0], constant = 1;
  boxes_make();
  aes->rounds = bytes / 4 + 6;
  memcpy(words, key, bytes);
  for (int i = bytes; i < (aes->rounds + 1) * 16; i += 4) {
    BYTE last[4];
    memcpy(last, words + i - 4, 4);
    if (i % bytes == 0) {
      BYTE first = last[0];
      last[0] = box[last[1]] ^ constant;
      last[1] = box[last[2]];
      last[2] = box[last[3]];
      last[3] = box[first];
      constant = twice(constant);
    } else if (bytes == 32 && i % 32 == 16) {
      for (int k = 0; k < 4; k++) last[k] = box[last[k]];
    }
    for (int k = 0; k < 4; k++) words[i + k] = words[i + k - bytes] ^ last[k];
  }
}

static void add(BYTE block[16], const BYTE key[16]) {
  for (int i = 0; i < 16; i++) block[i] ^= key[i];
}

static void shift_rows(BYTE block[16], const BYTE table[256], int direction) {
  BYTE from[16];
  memcpy(from, block, 16);
  for (int column = 0; column < 4; column++)
    for (int row = 0; row < 4; row++)
      block[4 * column + row] = table[from[4 * ((column + direction * row + 4) % 4) + row]];
}

static void mix(BYTE column[4]) {
  BYTE all = column[0] ^ column[1] ^ column[2] ^ column[3], first = column[0];
  for (int i = 0; i < 4; i++) column[i] ^= all ^ twice(column[i] ^ (i < 3 ? column[i + 1] : first));
}

/* The inverse is the same after the two halves of a column are spread over each other. */
static void unmix(BYTE column[4]) {
  BYTE even = twice(twice(column[0] ^ column[2])), odd = twice(twice(column[1] ^ column[3]));
  for (int i = 0; i < 4; i++) column[i] ^= i % 2 ? odd : even;
  mix(column);
}

void aes_encrypt(const struct aes *aes, BYTE block[16]) {
  add(block, aes->keys[0]);
  for (int round = 1; round <= aes->rounds; round++) {
    shift_rows(block, box, 1);
    for (int i = 0; i < 16 && round < aes->rounds; i += 4) mix(block + i);
    add(block, aes->keys[round]);
  }
}

void aes_decrypt(const struct aes *aes, BYTE block[16]) {
  for (int round = aes->rounds; round > 0; round--) {
    add(block, aes->keys[round]);
    for (int i = 0; i < 16 && round < aes->rounds; i += 4) unmix(block + i);
    shift_rows(block, unbox, -1);
  }
  add(block, aes->keys[0]);
}
