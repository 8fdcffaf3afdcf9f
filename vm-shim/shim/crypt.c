#include "crypt.h"

static struct {
  BYTE cipher;
  BOOL fast;
  BYTE data[15][16], turned[15][16], tweak[15][16];
  ULONGLONG des[3][16];
} with;

static ULONGLONG big(const BYTE bytes[8]) {
  ULONGLONG value = 0;
  for (int i = 0; i < 8; i++) value = value << 8 | bytes[i];
  return value;
}

static void big_put(BYTE bytes[8], ULONGLONG value) {
  for (int i = 7; i >= 0; i--, value >>= 8) bytes[i] = (BYTE)value;
}

BOOL crypt_key(BYTE cipher, const BYTE key[CRYPT_KEY], BOOL portable) {
  with.cipher = cipher;
  if (cipher == CIPHER_3DES)
    for (int i = 0; i < 3; i++) des_expand(big(key + 8 * i), with.des[i]);
  if (cipher == CIPHER_AES) {
    aes_expand(key, with.data);
    aes_expand(key + 32, with.tweak);
    with.fast = !portable && aes_fast();
    if (with.fast) aes_fast_turn(with.data, with.turned);
  }
  return cipher <= CIPHER_AES;
}

static void aes(const BYTE keys[15][16], BYTE part[16], BOOL encrypt) {
  if (with.fast && encrypt) aes_fast_encrypt(keys, part);
  else if (with.fast) aes_fast_decrypt(with.turned, part);
  else if (encrypt) aes_encrypt(keys, part);
  else aes_decrypt(keys, part);
}

/* The tweak of IEEE 1619 for the data unit whose number is the block's added to the salt. */
static void tweak_begin(BYTE tweak[16], const BYTE salt[16], ULONGLONG number) {
  ULONGLONG low, high;
  memcpy(&low, salt, 8);
  memcpy(&high, salt + 8, 8);
  low += number;
  high += low < number;
  memcpy(tweak, &low, 8);
  memcpy(tweak + 8, &high, 8);
  aes(with.tweak, tweak, TRUE);
}

static void tweak_next(BYTE tweak[16]) {
  BYTE carry = 0;
  for (int i = 0; i < 16; i++) {
    BYTE next = tweak[i] >> 7;
    tweak[i] = (BYTE)(tweak[i] << 1 | carry);
    carry = next;
  }
  if (carry) tweak[0] ^= 0x87;
}

static void xts(const BYTE salt[16], ULONGLONG number, BYTE block[CRYPT_BLOCK], BOOL encrypt) {
  BYTE tweak[16];
  tweak_begin(tweak, salt, number);
  for (BYTE *part = block; part < block + CRYPT_BLOCK; part += 16) {
    for (int i = 0; i < 16; i++) part[i] ^= tweak[i];
    aes(with.data, part, encrypt);
    for (int i = 0; i < 16; i++) part[i] ^= tweak[i];
    tweak_next(tweak);
  }
}

/* Chained within the block alone, from a start that the salt and the block's number hide. */
static void des(const BYTE salt[16], ULONGLONG number, BYTE block[CRYPT_BLOCK], BOOL encrypt) {
  BYTE start[8];
  for (int i = 0; i < 8; i++) start[i] = salt[i] ^ (BYTE)(number >> 8 * i);
  ULONGLONG before = des3_encrypt(with.des, big(start));
  for (BYTE *part = block; part < block + CRYPT_BLOCK; part += 8) {
    ULONGLONG in = big(part), out;
    out = encrypt ? des3_encrypt(with.des, in ^ before) : des3_decrypt(with.des, in) ^ before;
    before = encrypt ? out : in;
    big_put(part, out);
  }
}

void crypt_block(const BYTE salt[16], ULONGLONG number, BYTE block[CRYPT_BLOCK], BOOL encrypt) {
  if (with.cipher == CIPHER_AES) xts(salt, number, block, encrypt);
  if (with.cipher == CIPHER_3DES) des(salt, number, block, encrypt);
}
