#include "crypt.h"

#include <wmmintrin.h>

/* Eight chunks at once: the processor begins a round of one while those of the others are still under way. */
#define WIDE 8
#define FAST __attribute__((target("aes,sse2")))
#define INLINE FAST inline __attribute__((always_inline))
#define EACH _Pragma("GCC unroll 8") for (int i = 0; i < WIDE; i++)

BOOL fast_is_there(void) {
  unsigned a = 1, b, c = 0, d;
  __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  return c >> 25 & 1;
}

static INLINE __m128i load(const BYTE bytes[16]) { return _mm_loadu_si128((const __m128i *)bytes); }

static INLINE void store(BYTE bytes[16], __m128i value) { _mm_storeu_si128((__m128i *)bytes, value); }

FAST void fast_turn(struct aes *aes) {
  for (int round = 0; round <= aes->rounds; round++) {
    __m128i key = load(aes->keys[aes->rounds - round]);
    store(aes->turned[round], round == 0 || round == aes->rounds ? key : _mm_aesimc_si128(key));
  }
}

static INLINE void encrypt(const struct aes *aes, __m128i values[WIDE]) {
  __m128i key = load(aes->keys[0]);
  EACH values[i] = _mm_xor_si128(values[i], key);
  for (int round = 1; round < aes->rounds; round++) {
    key = load(aes->keys[round]);
    EACH values[i] = _mm_aesenc_si128(values[i], key);
  }
  key = load(aes->keys[aes->rounds]);
  EACH values[i] = _mm_aesenclast_si128(values[i], key);
}

static INLINE void decrypt(const struct aes *aes, __m128i values[WIDE]) {
  __m128i key = load(aes->turned[0]);
  EACH values[i] = _mm_xor_si128(values[i], key);
  for (int round = 1; round < aes->rounds; round++) {
    key = load(aes->turned[round]);
    EACH values[i] = _mm_aesdec_si128(values[i], key);
  }
  key = load(aes->turned[aes->rounds]);
  EACH values[i] = _mm_aesdeclast_si128(values[i], key);
}

/* Times x in the field of XTS. */
static INLINE __m128i twice(__m128i value) {
  __m128i carry = _mm_srai_epi32(_mm_shuffle_epi32(value, 0x13), 31);
  return _mm_xor_si128(_mm_add_epi64(value, value), _mm_and_si128(carry, _mm_set_epi32(0, 1, 0, 0x87)));
}

/* The tweaks of the next eight blocks; those that are not needed cost no more. */
static INLINE void tweaks_make(const struct tweaked *with, ULONG block, __m128i tweaks[WIDE]) {
  ULONGLONG low, high;
  memcpy(&low, with->first, 8);
  memcpy(&high, with->first + 8, 8);
  EACH {
    ULONGLONG sum = low + block + (ULONG)i;
    tweaks[i] = _mm_set_epi64x((long long)(high + (sum < low)), (long long)sum);
  }
  encrypt(with->tweak, tweaks);
}

/* What the chunks of two blocks are masked with. */
static INLINE void masks_make(const __m128i tweaks[2], __m128i masks[WIDE]) {
  masks[0] = tweaks[0];
  masks[4] = tweaks[1];
  for (int i = 1; i < 4; i++) {
    masks[i] = twice(masks[i - 1]);
    masks[i + 4] = twice(masks[i + 3]);
  }
}

static INLINE void pair(const struct tweaked *with, const __m128i tweaks[2], BYTE *blocks, BOOL forwards) {
  __m128i masks[WIDE], values[WIDE];
  masks_make(tweaks, masks);
  EACH values[i] = _mm_xor_si128(load(blocks + 16 * i), masks[i]);
  if (forwards) encrypt(with->data, values);
  else decrypt(with->data, values);
  EACH store(blocks + 16 * i, _mm_xor_si128(values[i], masks[i]));
}

static INLINE void run(const struct tweaked *with, BYTE *blocks, ULONG count, BOOL forwards) {
  __m128i tweaks[WIDE];
  for (ULONG block = 0; block < count; block += WIDE) {
    tweaks_make(with, block, tweaks);
    ULONG here = min(count - block, WIDE);
    BYTE *at = blocks + (size_t)block * CRYPT_BLOCK;
    for (ULONG i = 0; i + 1 < here; i += 2) pair(with, tweaks + i, at + i * CRYPT_BLOCK, forwards);
    if (here % 2 == 0) continue;
    BYTE two[2 * CRYPT_BLOCK];
    memcpy(two, at + (here - 1) * CRYPT_BLOCK, CRYPT_BLOCK);
    memset(two + CRYPT_BLOCK, 0, CRYPT_BLOCK);
    __m128i last[2] = {tweaks[here - 1], tweaks[here - 1]};
    pair(with, last, two, forwards);
    memcpy(at + (here - 1) * CRYPT_BLOCK, two, CRYPT_BLOCK);
  }
}

FAST void fast_encrypt(const struct tweaked *with, BYTE *blocks, ULONG count) { run(with, blocks, count, TRUE); }

FAST void fast_decrypt(const struct tweaked *with, BYTE *blocks, ULONG count) { run(with, blocks, count, FALSE); }

/* The half of a pair that is a hole, or is not there, counts for nothing. */
static INLINE __m128i pair_sum(const struct tweaked *with, const __m128i tweaks[2], const BYTE *blocks, int from,
    int to) {
  __m128i masks[WIDE], values[WIDE], sum = _mm_setzero_si128();
  masks_make(tweaks, masks);
  EACH values[i] = i >= from && i < to ? _mm_xor_si128(load(blocks + 16 * i), masks[i]) : masks[i];
  encrypt(with->data, values);
  EACH if (i >= from && i < to) sum = _mm_xor_si128(sum, values[i]);
  return sum;
}

static INLINE int is_hole(const BYTE *block) {
  __m128i any = _mm_or_si128(
      _mm_or_si128(load(block), load(block + 16)), _mm_or_si128(load(block + 32), load(block + 48)));
  return _mm_movemask_epi8(_mm_cmpeq_epi8(any, _mm_setzero_si128())) == 0xFFFF;
}

FAST void fast_sum(const struct tweaked *with, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]) {
  __m128i tweaks[WIDE], all = load(sum);
  for (ULONG block = 0; block < count; block += WIDE) {
    tweaks_make(with, block, tweaks);
    ULONG here = min(count - block, WIDE);
    const BYTE *at = blocks + (size_t)block * CRYPT_BLOCK;
    for (ULONG i = 0; i < here; i += 2, at += 2 * CRYPT_BLOCK) {
      BOOL left = !is_hole(at), right = i + 1 < here && !is_hole(at + CRYPT_BLOCK);
      if (left && right) all = _mm_xor_si128(all, pair_sum(with, tweaks + i, at, 0, 8));
      else if (left || right) all = _mm_xor_si128(all, pair_sum(with, tweaks + i, at, left ? 0 : 4, left ? 4 : 8));
    }
  }
  store(sum, all);
}
