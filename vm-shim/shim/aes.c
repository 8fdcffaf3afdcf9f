#include "crypt.h"

#include <wmmintrin.h>

#define ROUNDS 14

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

void aes_expand(const BYTE key[32], BYTE keys[15][16]) {
  BYTE *words = keys[0], constant = 1;
  boxes_make();
  memcpy(words, key, 32);
  for (int i = 32; i < 15 * 16; i += 4) {
    BYTE last[4];
    memcpy(last, words + i - 4, 4);
    if (i % 32 == 0) {
      BYTE first = last[0];
      last[0] = box[last[1]] ^ constant;
      last[1] = box[last[2]];
      last[2] = box[last[3]];
      last[3] = box[first];
      constant = twice(constant);
    } else if (i % 32 == 16) {
      for (int k = 0; k < 4; k++) last[k] = box[last[k]];
    }
    for (int k = 0; k < 4; k++) words[i + k] = words[i + k - 32] ^ last[k];
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

void aes_encrypt(const BYTE keys[15][16], BYTE block[16]) {
  add(block, keys[0]);
  for (int round = 1; round <= ROUNDS; round++) {
    shift_rows(block, box, 1);
    for (int i = 0; i < 16 && round < ROUNDS; i += 4) mix(block + i);
    add(block, keys[round]);
  }
}

void aes_decrypt(const BYTE keys[15][16], BYTE block[16]) {
  for (int round = ROUNDS; round > 0; round--) {
    add(block, keys[round]);
    for (int i = 0; i < 16 && round < ROUNDS; i += 4) unmix(block + i);
    shift_rows(block, unbox, -1);
  }
  add(block, keys[0]);
}

BOOL aes_fast(void) {
  unsigned a = 1, b, c = 0, d;
  __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  return c >> 25 & 1;
}

#define FAST __attribute__((target("aes,sse2")))

static FAST __m128i load(const BYTE bytes[16]) { return _mm_loadu_si128((const __m128i *)bytes); }

static FAST void store(BYTE bytes[16], __m128i value) { _mm_storeu_si128((__m128i *)bytes, value); }

FAST void aes_fast_turn(const BYTE keys[15][16], BYTE turned[15][16]) {
  for (int round = 0; round <= ROUNDS; round++) {
    __m128i key = load(keys[ROUNDS - round]);
    store(turned[round], round == 0 || round == ROUNDS ? key : _mm_aesimc_si128(key));
  }
}

FAST void aes_fast_encrypt(const BYTE keys[15][16], BYTE block[16]) {
  __m128i value = _mm_xor_si128(load(block), load(keys[0]));
  for (int round = 1; round < ROUNDS; round++) value = _mm_aesenc_si128(value, load(keys[round]));
  store(block, _mm_aesenclast_si128(value, load(keys[ROUNDS])));
}

FAST void aes_fast_decrypt(const BYTE turned[15][16], BYTE block[16]) {
  __m128i value = _mm_xor_si128(load(block), load(turned[0]));
  for (int round = 1; round < ROUNDS; round++) value = _mm_aesdec_si128(value, load(turned[round]));
  store(block, _mm_aesdeclast_si128(value, load(turned[ROUNDS])));
}
