#include "crypt.h"

static const char magic[8] = {'I', 'D', 'L', 'E', 'E', 'V', 'M', '1'};

static struct {
  BYTE cipher;
  BOOL fast, fastest;
  struct aes data, tweak, chunks, offsets, tags, salts;
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

static void key_derive(const BYTE key[CRYPT_KEY], BYTE number, struct aes *derived) {
  BYTE label[16] = {'i', 'd', 'l', 'e', 'w', 'i', 'l', 'd', '-', 'm', 'a', 'c', number};
  struct aes from;
  aes_expand(&from, key + 32, 32);
  aes_encrypt(&from, label);
  aes_expand(derived, label, 16);
  SecureZeroMemory(&from, sizeof from);
  SecureZeroMemory(label, sizeof label);
}

BOOL crypt_key(BYTE cipher, const BYTE key[CRYPT_KEY], enum way_of_aes most) {
  with.cipher = cipher;
  with.fast = most >= AES_FAST && fast_is_there();
  with.fastest = with.fast && most == AES_FASTEST && vast_is_there();
  for (int i = 0; i < 3; i++) des_expand(big(key + 8 * i), with.des[i]);
  aes_expand(&with.data, key, 32);
  aes_expand(&with.tweak, key + 32, 32);
  if (with.fast) fast_turn(&with.data);
  key_derive(key, 0, &with.chunks);
  key_derive(key, 1, &with.offsets);
  key_derive(key, 2, &with.tags);
  key_derive(key, 3, &with.salts);
  return cipher <= CIPHER_AES;
}

static void add(BYTE to[16], const BYTE value[16]) {
  for (int i = 0; i < 16; i++) to[i] ^= value[i];
}

/* The tweak's input of IEEE 1619 for the data unit whose number is the block's added to the salt. */
static void number_add(BYTE to[16], const BYTE salt[16], ULONGLONG number) {
  ULONGLONG low, high;
  memcpy(&low, salt, 8);
  memcpy(&high, salt + 8, 8);
  low += number;
  high += low < number;
  memcpy(to, &low, 8);
  memcpy(to + 8, &high, 8);
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

static void xts(const BYTE salt[16], ULONGLONG number, BYTE *bytes, ULONG count, BOOL encrypt) {
  BYTE tweak[16];
  number_add(tweak, salt, number);
  aes_encrypt(&with.tweak, tweak);
  for (BYTE *part = bytes; part < bytes + count; part += 16) {
    add(part, tweak);
    if (encrypt) aes_encrypt(&with.data, part);
    else aes_decrypt(&with.data, part);
    add(part, tweak);
    tweak_next(tweak);
  }
}

/* Chained within the block alone, from a start that the salt and the block's number hide. */
static void des(const BYTE salt[16], ULONGLONG number, BYTE *bytes, ULONG count, BOOL encrypt) {
  BYTE start[8];
  for (int i = 0; i < 8; i++) start[i] = salt[i] ^ (BYTE)(number >> 8 * i);
  ULONGLONG before = des3_encrypt(with.des, big(start));
  for (BYTE *part = bytes; part < bytes + count; part += 8) {
    ULONGLONG in = big(part), out;
    out = encrypt ? des3_encrypt(with.des, in ^ before) : des3_decrypt(with.des, in) ^ before;
    before = encrypt ? out : in;
    big_put(part, out);
  }
}

static void unit(const BYTE salt[16], ULONGLONG number, BYTE *bytes, ULONG count, BOOL encrypt) {
  if (with.cipher == CIPHER_AES) xts(salt, number, bytes, count, encrypt);
  if (with.cipher == CIPHER_3DES) des(salt, number, bytes, count, encrypt);
}

static struct tweaked tweaked(const BYTE salt[16], ULONGLONG number) {
  struct tweaked all = {.data = &with.data, .tweak = &with.tweak};
  number_add(all.first, salt, number);
  return all;
}

static void portable(const BYTE salt[16], ULONGLONG number, BYTE *blocks, ULONG count, BOOL encrypt) {
  for (ULONG i = 0; i < count; i++) unit(salt, number + i, blocks + (size_t)i * CRYPT_BLOCK, CRYPT_BLOCK, encrypt);
}

void crypt_encrypt(const BYTE salt[16], ULONGLONG number, const BYTE *from, BYTE *to, ULONG count) {
  struct tweaked all = tweaked(salt, number);
  BOOL aes = with.fast && with.cipher == CIPHER_AES;
  ULONG done = aes && with.fastest ? vast_encrypt(&all, from, to, count) : 0;
  size_t offset = (size_t)done * CRYPT_BLOCK;
  if (from != to) memcpy(to + offset, from + offset, (size_t)(count - done) * CRYPT_BLOCK);
  number_add(all.first, all.first, done);
  if (aes) fast_encrypt(&all, to + offset, count - done);
  else portable(salt, number, to, count, TRUE);
}

BOOL crypt_is_hole(const BYTE block[CRYPT_BLOCK]) {
  ULONGLONG any = 0, word;
  for (int i = 0; i < CRYPT_BLOCK && !any; i += 8, any |= word) __builtin_memcpy(&word, block + i, 8);
  return !any;
}

/* As many as are holes, or as many as are none, at the beginning of the blocks. */
static ULONG stretch(const BYTE *blocks, ULONG count, BOOL hole) {
  ULONG same = 0;
  while (same < count && crypt_is_hole(blocks + (size_t)same * CRYPT_BLOCK) == hole) same++;
  return same;
}

void crypt_decrypt(const BYTE salt[16], ULONGLONG number, BYTE *blocks, ULONG count) {
  struct tweaked all = tweaked(salt, number);
  BOOL aes = with.fast && with.cipher == CIPHER_AES;
  ULONG step = aes && with.fastest ? vast_decrypt(&all, blocks, count) : 0;
  for (;;) {
    blocks += (size_t)step * CRYPT_BLOCK;
    number += step;
    count -= step;
    if (count == 0) return;
    ULONG data = stretch(blocks, count, FALSE);
    all = tweaked(salt, number);
    if (aes) fast_decrypt(&all, blocks, data);
    else portable(salt, number, blocks, data, FALSE);
    step = data + stretch(blocks + (size_t)data * CRYPT_BLOCK, count - data, TRUE);
  }
}

static void block_sum(ULONGLONG number, const BYTE *block, BYTE sum[CRYPT_TAG]) {
  static const BYTE zero[16];
  BYTE offset[16];
  number_add(offset, zero, number);
  aes_encrypt(&with.offsets, offset);
  for (int i = 0; i < CRYPT_BLOCK; i += 16) {
    BYTE chunk[16];
    memcpy(chunk, block + i, 16);
    add(chunk, offset);
    aes_encrypt(&with.chunks, chunk);
    add(sum, chunk);
    tweak_next(offset);
  }
}

void crypt_sum(ULONGLONG number, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]) {
  struct tweaked all = {.data = &with.chunks, .tweak = &with.offsets};
  memcpy(all.first, &number, sizeof number);
  if (with.fast) {
    ULONG done = with.fastest ? vast_sum(&all, blocks, count, sum) : 0;
    number_add(all.first, all.first, done);
    fast_sum(&all, blocks + (size_t)done * CRYPT_BLOCK, count - done, sum);
    return;
  }
  for (ULONG i = 0; i < count; i++, blocks += CRYPT_BLOCK)
    if (!crypt_is_hole(blocks)) block_sum(number + i, blocks, sum);
}

void crypt_tag(const BYTE sum[CRYPT_TAG], BYTE tag[CRYPT_TAG]) {
  memcpy(tag, sum, CRYPT_TAG);
  aes_encrypt(&with.tags, tag);
}

void crypt_salt(const BYTE once[16], BYTE salt[16]) {
  memcpy(salt, once, 16);
  aes_encrypt(&with.salts, salt);
}

void crypt_head(struct head *head, const BYTE salt[16], ULONGLONG size) {
  BYTE kept[16]; /* it may be the head's own */
  memcpy(kept, salt, sizeof kept);
  memset(head, 0, sizeof *head);
  memcpy(head->magic, magic, sizeof magic);
  head->cipher = with.cipher;
  memcpy(head->salt, kept, sizeof kept);
  memcpy(head->secret, &size, sizeof size);
  unit(head->salt, 0, head->secret, sizeof head->secret, TRUE);
}

BOOL crypt_head_read(const struct head *head, ULONGLONG *size) {
  struct head made;
  BYTE secret[32];
  memcpy(secret, head->secret, sizeof secret);
  unit(head->salt, 0, secret, sizeof secret, FALSE);
  memcpy(size, secret, sizeof *size);
  crypt_head(&made, head->salt, *size);
  return *size < 1ULL << 62 && memcmp(&made, head, sizeof made) == 0;
}
