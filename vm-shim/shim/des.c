#include "crypt.h"

/* The tables of FIPS 46-3; bits are counted from 1, the highest first. */
static const BYTE first_choice[56] = {57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27,
    19, 11, 3, 60, 52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21,
    13, 5, 28, 20, 12, 4};
static const BYTE second_choice[48] = {14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20,
    13, 2, 41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32};
static const BYTE spread[32] = {16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9,
    19, 13, 30, 6, 22, 11, 4, 25};
static const BYTE starts[8] = {58, 60, 62, 64, 57, 59, 61, 63};
static const char *const boxes[8] = {
    "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
    "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
    "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
    "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
    "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
    "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
    "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
    "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
};

static ULONG combined[8][64]; /* a box and the spread behind it */

static ULONGLONG choose(ULONGLONG from, int width, const BYTE *bits, int count) {
  ULONGLONG chosen = 0;
  for (int i = 0; i < count; i++) chosen = chosen << 1 | (from >> (width - bits[i]) & 1);
  return chosen;
}

static void combine(void) {
  if (combined[0][0] | combined[0][1]) return;
  for (int box = 0; box < 8; box++)
    for (int in = 0; in < 64; in++) {
      char hex = boxes[box][((in >> 4 & 2) | (in & 1)) * 16 + (in >> 1 & 15)];
      ULONG out = (ULONG)(hex <= '9' ? hex - '0' : hex - 'a' + 10) << (28 - 4 * box);
      combined[box][in] = (ULONG)choose(out, 32, spread, 32);
    }
}

static ULONG rotate28(ULONG half, int bits) { return (half << bits | half >> (28 - bits)) & 0xFFFFFFF; }

void des_expand(ULONGLONG key, ULONGLONG keys[16]) {
  combine();
  ULONGLONG chosen = choose(key, 64, first_choice, 56);
  ULONG left = (ULONG)(chosen >> 28), right = (ULONG)chosen & 0xFFFFFFF;
  for (int round = 0; round < 16; round++) {
    int bits = round < 2 || round == 8 || round == 15 ? 1 : 2;
    left = rotate28(left, bits);
    right = rotate28(right, bits);
    keys[round] = choose((ULONGLONG)left << 28 | right, 56, second_choice, 48);
  }
}

static ULONG mangle(ULONG half, ULONGLONG key) {
  ULONGLONG wide = (ULONGLONG)(half & 1) << 33 | (ULONGLONG)half << 1 | half >> 31;
  ULONG out = 0;
  for (int box = 0; box < 8; box++) out ^= combined[box][(wide >> (28 - 4 * box) ^ key >> (42 - 6 * box)) & 63];
  return out;
}

static ULONGLONG rounds(const ULONGLONG keys[16], ULONGLONG block, BOOL encrypt) {
  ULONG left = (ULONG)(block >> 32), right = (ULONG)block;
  for (int round = 0; round < 16; round++) {
    ULONG next = left ^ mangle(right, keys[encrypt ? round : 15 - round]);
    left = right;
    right = next;
  }
  return (ULONGLONG)right << 32 | left;
}

static BYTE place(int bit) { return (BYTE)(starts[bit / 8] - bit % 8 * 8); }

static ULONGLONG enter(ULONGLONG block) {
  ULONGLONG out = 0;
  for (int bit = 0; bit < 64; bit++) out = out << 1 | (block >> (64 - place(bit)) & 1);
  return out;
}

static ULONGLONG leave(ULONGLONG block) {
  ULONGLONG out = 0;
  for (int bit = 0; bit < 64; bit++) out |= (block >> (63 - bit) & 1) << (64 - place(bit));
  return out;
}

/* Between the three passes leaving and entering would undo each other. */
ULONGLONG des3_encrypt(ULONGLONG keys[3][16], ULONGLONG block) {
  return leave(rounds(keys[2], rounds(keys[1], rounds(keys[0], enter(block), TRUE), FALSE), TRUE));
}

ULONGLONG des3_decrypt(ULONGLONG keys[3][16], ULONGLONG block) {
  return leave(rounds(keys[0], rounds(keys[1], rounds(keys[2], enter(block), FALSE), TRUE), FALSE));
}
