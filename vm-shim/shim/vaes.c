#include "crypt.h"

#include <immintrin.h>

/* As aesni.c, on processors whose registers hold a whole block: four blocks at once, and their four tweaks in one. */
#define WIDE 4
#define FAST __attribute__((target("avx512f,avx512dq,vaes")))
#define INLINE FAST inline __attribute__((always_inline))
#define EACH _Pragma("GCC unroll 4") for (int i = 0; i < WIDE; i++)

#define FEATURES_B (1u << 16 | 1u << 17) /* AVX512F, AVX512DQ */
#define FEATURE_C (1u << 9)              /* VAES */
#define STATE 0xE6                       /* the system keeps all of these registers */

static void ask(unsigned leaf, unsigned *b, unsigned *c) {
  unsigned a = leaf, d;
  *c = 0;
  __asm__ volatile("cpuid" : "+a"(a), "=b"(*b), "+c"(*c), "=d"(d));
}

BOOL vast_is_there(void) {
  unsigned most = 0, b, c, state, high;
  __asm__ volatile("cpuid" : "+a"(most), "=b"(b), "=c"(c) : : "edx");
  if (most < 7) return FALSE;
  ask(1, &b, &c);
  if (!(c >> 27 & 1)) return FALSE; /* the state cannot be asked for */
  __asm__ volatile("xgetbv" : "=a"(state), "=d"(high) : "c"(0));
  ask(7, &b, &c);
  return (state & STATE) == STATE && (b & FEATURES_B) == FEATURES_B && (c & FEATURE_C);
}

static INLINE __m512i key_of(const BYTE key[16]) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)key));
}

static INLINE void encrypt(const struct aes *aes, __m512i values[WIDE]) {
  __m512i key = key_of(aes->keys[0]);
  EACH values[i] = _mm512_xor_si512(values[i], key);
  for (int round = 1; round < aes->rounds; round++) {
    key = key_of(aes->keys[round]);
    EACH values[i] = _mm512_aesenc_epi128(values[i], key);
  }
  key = key_of(aes->keys[aes->rounds]);
  EACH values[i] = _mm512_aesenclast_epi128(values[i], key);
}

static INLINE void decrypt(const struct aes *aes, __m512i values[WIDE]) {
  __m512i key = key_of(aes->turned[0]);
  EACH values[i] = _mm512_xor_si512(values[i], key);
  for (int round = 1; round < aes->rounds; round++) {
    key = key_of(aes->turned[round]);
    EACH values[i] = _mm512_aesdec_epi128(values[i], key);
  }
  key = key_of(aes->turned[aes->rounds]);
  EACH values[i] = _mm512_aesdeclast_epi128(values[i], key);
}

/* The tweaks of sixteen blocks from `block` on, four in each. */
static INLINE void tweaks_make(const struct tweaked *with, ULONG block, __m512i tweaks[WIDE]) {
  __m512i first = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)with->first));
  EACH {
    long long at = (long long)block + 4 * i;
    __m512i sum = _mm512_add_epi64(first, _mm512_set_epi64(0, at + 3, 0, at + 2, 0, at + 1, 0, at));
    __mmask8 carry = _mm512_cmplt_epu64_mask(sum, first);
    tweaks[i] = _mm512_mask_add_epi64(sum, (__mmask8)(carry << 1), sum, _mm512_set1_epi64(1));
  }
  encrypt(with->tweak, tweaks);
}

/* One tweak, times 1, x, x^2 and x^3: the carries go up, and those that fall out come back by 0x87. */
static INLINE __m512i mask_make(__m512i tweak) {
  __m512i up = _mm512_set_epi64(3, 3, 2, 2, 1, 1, 0, 0), down = _mm512_set_epi64(61, 61, 62, 62, 63, 63, 64, 64);
  __m512i carry = _mm512_shuffle_epi32(_mm512_srlv_epi64(tweak, down), _MM_PERM_BADC);
  __m512i back = _mm512_xor_si512(_mm512_xor_si512(_mm512_slli_epi64(carry, 1), _mm512_slli_epi64(carry, 2)),
      _mm512_slli_epi64(carry, 7));
  carry = _mm512_mask_xor_epi64(carry, 0x55, carry, back);
  return _mm512_xor_si512(_mm512_sllv_epi64(tweak, up), carry);
}

static INLINE void masks_make(__m512i tweaks, __m512i masks[WIDE]) {
  masks[0] = mask_make(_mm512_shuffle_i64x2(tweaks, tweaks, 0x00));
  masks[1] = mask_make(_mm512_shuffle_i64x2(tweaks, tweaks, 0x55));
  masks[2] = mask_make(_mm512_shuffle_i64x2(tweaks, tweaks, 0xAA));
  masks[3] = mask_make(_mm512_shuffle_i64x2(tweaks, tweaks, 0xFF));
}

static INLINE void four_encrypt(const struct tweaked *with, __m512i tweaks, const BYTE *from, BYTE *to) {
  __m512i masks[WIDE], values[WIDE];
  masks_make(tweaks, masks);
  EACH values[i] = _mm512_xor_si512(_mm512_loadu_si512(from + CRYPT_BLOCK * i), masks[i]);
  encrypt(with->data, values);
  EACH _mm512_storeu_si512(to + CRYPT_BLOCK * i, _mm512_xor_si512(values[i], masks[i]));
}

/* A hole stays one. */
static INLINE void four_decrypt(const struct tweaked *with, __m512i tweaks, BYTE *blocks) {
  __m512i masks[WIDE], values[WIDE];
  __mmask8 data[WIDE];
  masks_make(tweaks, masks);
  EACH {
    values[i] = _mm512_loadu_si512(blocks + CRYPT_BLOCK * i);
    data[i] = _mm512_test_epi64_mask(values[i], values[i]) ? 0xFF : 0;
    values[i] = _mm512_xor_si512(values[i], masks[i]);
  }
  decrypt(with->data, values);
  EACH _mm512_storeu_si512(blocks + CRYPT_BLOCK * i, _mm512_maskz_xor_epi64(data[i], values[i], masks[i]));
}

FAST ULONG vast_encrypt(const struct tweaked *with, const BYTE *from, BYTE *to, ULONG count) {
  ULONG block = 0;
  for (; block + 16 <= count; block += 16, from += 16 * CRYPT_BLOCK, to += 16 * CRYPT_BLOCK) {
    __m512i tweaks[WIDE];
    tweaks_make(with, block, tweaks);
    EACH four_encrypt(with, tweaks[i], from + 4 * CRYPT_BLOCK * i, to + 4 * CRYPT_BLOCK * i);
  }
  return block;
}

FAST ULONG vast_decrypt(const struct tweaked *with, BYTE *blocks, ULONG count) {
  ULONG block = 0;
  for (; block + 16 <= count; block += 16, blocks += 16 * CRYPT_BLOCK) {
    __m512i tweaks[WIDE];
    tweaks_make(with, block, tweaks);
    EACH four_decrypt(with, tweaks[i], blocks + 4 * CRYPT_BLOCK * i);
  }
  return block;
}

static INLINE __m512i four_sum(const struct tweaked *with, __m512i tweaks, const BYTE *blocks) {
  __m512i masks[WIDE], values[WIDE], sum = _mm512_setzero_si512();
  __mmask8 data[WIDE];
  masks_make(tweaks, masks);
  EACH {
    values[i] = _mm512_loadu_si512(blocks + CRYPT_BLOCK * i);
    data[i] = _mm512_test_epi64_mask(values[i], values[i]) ? 0xFF : 0; /* or a hole */
    values[i] = _mm512_xor_si512(values[i], masks[i]);
  }
  encrypt(with->data, values);
  EACH sum = _mm512_mask_xor_epi64(sum, data[i], sum, values[i]);
  return sum;
}

FAST ULONG vast_sum(const struct tweaked *with, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]) {
  __m512i all = _mm512_setzero_si512();
  ULONG block = 0;
  for (; block + 16 <= count; block += 16) {
    __m512i tweaks[WIDE];
    tweaks_make(with, block, tweaks);
    EACH all = _mm512_xor_si512(all, four_sum(with, tweaks[i], blocks + (size_t)(block + 4 * (ULONG)i) * CRYPT_BLOCK));
  }
  __m128i half = _mm_xor_si128(_mm512_extracti32x4_epi32(all, 0), _mm512_extracti32x4_epi32(all, 1));
  half = _mm_xor_si128(half, _mm_xor_si128(_mm512_extracti32x4_epi32(all, 2), _mm512_extracti32x4_epi32(all, 3)));
  _mm_storeu_si128((__m128i *)sum, _mm_xor_si128(half, _mm_loadu_si128((const __m128i *)sum)));
  return block;
}
