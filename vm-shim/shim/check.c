/*
 * check.exe VECTORS: the ciphers against vectors of another implementation (OpenSSL's), with the processor's own AES
 * and without. A line has the cipher's number, key, salt, the block's number, the plain block and the encrypted one.
 */
#include <stdio.h>

#include "crypt.h"

struct vector {
  unsigned cipher;
  BYTE key[CRYPT_KEY], salt[16], plain[CRYPT_BLOCK], secret[CRYPT_BLOCK];
  unsigned long long number;
};

static BOOL hex_read(FILE *file, BYTE *bytes, int count) {
  unsigned value;
  for (int i = 0; i < count; i++) {
    if (fscanf(file, "%2x", &value) != 1) return FALSE;
    bytes[i] = (BYTE)value;
  }
  return TRUE;
}

static BOOL vector_read(FILE *file, struct vector *vector) {
  return fscanf(file, "%u", &vector->cipher) == 1 && hex_read(file, vector->key, CRYPT_KEY) &&
         hex_read(file, vector->salt, 16) && fscanf(file, "%llu", &vector->number) == 1 &&
         hex_read(file, vector->plain, CRYPT_BLOCK) && hex_read(file, vector->secret, CRYPT_BLOCK);
}

static BOOL holds(const struct vector *vector, BOOL portable) {
  BYTE block[CRYPT_BLOCK];
  if (!crypt_key((BYTE)vector->cipher, vector->key, portable)) return FALSE;
  memcpy(block, vector->plain, CRYPT_BLOCK);
  crypt_block(vector->salt, vector->number, block, TRUE);
  if (memcmp(block, vector->secret, CRYPT_BLOCK)) return FALSE;
  crypt_block(vector->salt, vector->number, block, FALSE);
  return memcmp(block, vector->plain, CRYPT_BLOCK) == 0;
}

int main(int count, char **words) {
  struct vector vector;
  int checked = 0, failed = 0;
  FILE *file = count == 2 ? fopen(words[1], "r") : NULL;
  if (!file) {
    fputs("check: expected a file of vectors\n", stderr);
    return 2;
  }
  for (; vector_read(file, &vector); checked++)
    if (!holds(&vector, FALSE) || !holds(&vector, TRUE)) failed++;
  BOOL whole = feof(file);
  fclose(file);
  printf("%d vectors, %d failed%s\n", checked, failed, whole ? "" : ", and the file has a line that is none");
  return checked == 0 || failed || !whole;
}
