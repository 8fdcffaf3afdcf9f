/* The ciphers of files: 64-byte blocks, each for itself, so that any of them can be read and written alone. */
#ifndef CRYPT_H
#define CRYPT_H

#include "evm.h"

#define CRYPT_BLOCK 64
#define CRYPT_KEY 64

enum cipher { CIPHER_NONE, CIPHER_3DES, CIPHER_AES }; /* by the numbers of the portal */

/* FALSE for a cipher that is not known. `portable` forbids the processor's own AES, which is the same but faster. */
BOOL crypt_key(BYTE cipher, const BYTE key[CRYPT_KEY], BOOL portable);
void crypt_block(const BYTE salt[16], ULONGLONG number, BYTE block[CRYPT_BLOCK], BOOL encrypt);

/* aes.c: one block of 16 bytes; `keys` are the 15 of AES-256 */
void aes_expand(const BYTE key[32], BYTE keys[15][16]);
void aes_encrypt(const BYTE keys[15][16], BYTE block[16]);
void aes_decrypt(const BYTE keys[15][16], BYTE block[16]);
BOOL aes_fast(void);
void aes_fast_turn(const BYTE keys[15][16], BYTE turned[15][16]); /* keys for aes_fast_decrypt */
void aes_fast_encrypt(const BYTE keys[15][16], BYTE block[16]);
void aes_fast_decrypt(const BYTE turned[15][16], BYTE block[16]);

/* des.c: a block of 8 bytes as a number whose first byte is the highest */
void des_expand(ULONGLONG key, ULONGLONG keys[16]);
ULONGLONG des3_encrypt(ULONGLONG keys[3][16], ULONGLONG block);
ULONGLONG des3_decrypt(ULONGLONG keys[3][16], ULONGLONG block);

#endif
