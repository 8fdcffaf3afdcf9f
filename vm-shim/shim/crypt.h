/*
 * The ciphers of files: 64-byte blocks, each for itself, so that any of them can be read and written alone, and a sum
 * over the encrypted blocks, to which a write adds what it changes. Block 0 is the file's head.
 *
 * From the 64 bytes K of key material come
 *   AES      AES-256-XTS by K[0..32) for data and K[32..64) for tweaks; the tweak's input is salt + block number
 *   3DES     by K[0..24); chained within a block from the encrypted salt[0..8) xor block number
 *   the sum  S_j = AES-256 by K[32..64) of "idlewild-mac" and the 32-bit j: AES-128 keys for chunks (0), offsets (1)
 *            and the tag (2); and the salts' (3)
 *
 * The sum is the XOR scheme of Bellare, Guerin and Rogaway with the offsets of PMAC: the xor, over all blocks and
 * their four chunks c_t, of AES(chunks, c_t ^ x^t * AES(offsets, block number)). The tag is its encryption, because
 * bare sums of several files could be added up to that of another. A block of zeros on the disk is a hole: it reads
 * as zeros and is no part of the sum, so that a file can be extended without writing.
 */
#ifndef CRYPT_H
#define CRYPT_H

#include "evm.h"

#define CRYPT_BLOCK 64
#define CRYPT_KEY 64
#define CRYPT_TAG 16

enum cipher { CIPHER_NONE, CIPHER_3DES, CIPHER_AES }; /* by the numbers of the portal */

struct head {
  char magic[8];
  BYTE cipher, zero[7];
  BYTE salt[16];
  BYTE secret[32]; /* the size and 24 zeros */
};

/* FALSE for a cipher that is not known. All ways give the same; one that the processor has not is not taken. */
enum way_of_aes { AES_PORTABLE, AES_FAST, AES_FASTEST };
BOOL crypt_key(BYTE cipher, const BYTE key[CRYPT_KEY], enum way_of_aes most);
void crypt_encrypt(const BYTE salt[16], ULONGLONG number, const BYTE *from, BYTE *to, ULONG count);
void crypt_decrypt(const BYTE salt[16], ULONGLONG number, BYTE *blocks, ULONG count);
void crypt_sum(ULONGLONG number, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]); /* in or, again, out */
void crypt_tag(const BYTE sum[CRYPT_TAG], BYTE tag[CRYPT_TAG]);
void crypt_head(struct head *head, const BYTE salt[16], ULONGLONG size);
BOOL crypt_head_read(const struct head *head, ULONGLONG *size);
void crypt_salt(const BYTE once[16], BYTE salt[16]); /* never the same for two different inputs */
BOOL crypt_is_hole(const BYTE block[CRYPT_BLOCK]);

/* aes.c: keys of 16 or 32 bytes */
struct aes {
  int rounds;
  BYTE keys[15][16], turned[15][16]; /* turned: for the processor's decryption */
};
void aes_expand(struct aes *aes, const BYTE *key, int bytes);
void aes_encrypt(const struct aes *aes, BYTE block[16]);
void aes_decrypt(const struct aes *aes, BYTE block[16]);

/* aesni.c: the same by the processor, several at once */
struct tweaked {
  const struct aes *data, *tweak;
  BYTE first[16]; /* the tweak's input for the first block */
};
BOOL fast_is_there(void);
void fast_turn(struct aes *aes);
void fast_encrypt(const struct tweaked *with, BYTE *blocks, ULONG count);
void fast_decrypt(const struct tweaked *with, BYTE *blocks, ULONG count);
void fast_sum(const struct tweaked *with, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]);

/* vaes.c: the same by still wider registers, for the first blocks; how many, is returned */
BOOL vast_is_there(void);
ULONG vast_encrypt(const struct tweaked *with, const BYTE *from, BYTE *to, ULONG count);
ULONG vast_decrypt(const struct tweaked *with, BYTE *blocks, ULONG count);
ULONG vast_sum(const struct tweaked *with, const BYTE *blocks, ULONG count, BYTE sum[CRYPT_TAG]);

/* des.c: a block of 8 bytes as a number whose first byte is the highest */
void des_expand(ULONGLONG key, ULONGLONG keys[16]);
ULONGLONG des3_encrypt(ULONGLONG keys[3][16], ULONGLONG block);
ULONGLONG des3_decrypt(ULONGLONG keys[3][16], ULONGLONG block);

#endif
