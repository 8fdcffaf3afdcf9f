/*
 * check.exe VECTORS: the ciphers against vectors of another implementation (OpenSSL's), with the processor's own AES
 * and without. A line has the cipher's number, key, salt, the block's number, the plain block and the encrypted one;
 * after these, lines that begin with `file` have the cipher's number, key, salt, the text or -, the file, and its tag.
 */
#include <stdio.h>

#include "crypt.h"

struct vector {
  unsigned cipher;
  BYTE key[CRYPT_KEY], salt[16], plain[CRYPT_BLOCK], secret[CRYPT_BLOCK];
  unsigned long long number;
};

/* A whole file: what it says, how it lies on the disk, and its tag. */
struct whole {
  unsigned cipher;
  BYTE key[CRYPT_KEY], salt[16], plain[4096], disk[4096], tag[CRYPT_TAG];
  int size, length;
};

static BOOL hex_read(FILE *file, BYTE *bytes, int count) {
  unsigned value;
  for (int i = 0; i < count; i++) {
    if (fscanf(file, "%2x", &value) != 1) return FALSE;
    bytes[i] = (BYTE)value;
  }
  return TRUE;
}

static int word_read(FILE *file, BYTE *bytes, int most) {
  char word[8193];
  unsigned value;
  int count = 0;
  if (fscanf(file, "%8192s", word) != 1) return -1;
  while (count < most && sscanf(word + 2 * count, "%2x", &value) == 1) bytes[count++] = (BYTE)value;
  return count;
}

static BOOL vector_read(FILE *file, struct vector *vector) {
  return fscanf(file, "%u", &vector->cipher) == 1 && hex_read(file, vector->key, CRYPT_KEY) &&
         hex_read(file, vector->salt, 16) && fscanf(file, "%llu", &vector->number) == 1 &&
         hex_read(file, vector->plain, CRYPT_BLOCK) && hex_read(file, vector->secret, CRYPT_BLOCK);
}

static BOOL whole_read(FILE *file, struct whole *whole) {
  return fscanf(file, " file %u", &whole->cipher) == 1 && hex_read(file, whole->key, CRYPT_KEY) &&
         hex_read(file, whole->salt, 16) && (whole->size = word_read(file, whole->plain, 4096)) >= 0 &&
         (whole->length = word_read(file, whole->disk, 4096)) > 0 && hex_read(file, whole->tag, CRYPT_TAG);
}

static BOOL holds(const struct vector *vector, enum way_of_aes way) {
  BYTE block[CRYPT_BLOCK];
  if (!crypt_key((BYTE)vector->cipher, vector->key, way)) return FALSE;
  memcpy(block, vector->plain, CRYPT_BLOCK);
  crypt_encrypt(vector->salt, vector->number, block, block, 1);
  if (memcmp(block, vector->secret, CRYPT_BLOCK)) return FALSE;
  crypt_decrypt(vector->salt, vector->number, block, 1);
  return memcmp(block, vector->plain, CRYPT_BLOCK) == 0;
}

/* Holes are left alone by whoever decrypts, and nobody has to make them: only a file without one is made again. */
static BOOL whole_holds(const struct whole *whole, enum way_of_aes way) {
  BYTE text[4096], sum[CRYPT_TAG] = {0}, tag[CRYPT_TAG];
  ULONG blocks = ((ULONG)whole->size + CRYPT_BLOCK - 1) / CRYPT_BLOCK;
  ULONGLONG size;
  struct head head;
  if (!crypt_key((BYTE)whole->cipher, whole->key, way)) return FALSE;
  memcpy(&head, whole->disk, sizeof head);
  memcpy(text, whole->disk + CRYPT_BLOCK, blocks * CRYPT_BLOCK);
  crypt_decrypt(head.salt, 1, text, blocks);
  crypt_sum(0, whole->disk, blocks + 1, sum);
  crypt_tag(sum, tag);
  if (!crypt_head_read(&head, &size) || (int)size != whole->size || memcmp(head.salt, whole->salt, 16)) return FALSE;
  if (memcmp(text, whole->plain, whole->size) || memcmp(tag, whole->tag, CRYPT_TAG)) return FALSE;
  for (ULONG i = 1; i <= blocks; i++)
    if (crypt_is_hole(whole->disk + i * CRYPT_BLOCK)) return TRUE;
  BYTE disk[4096];
  crypt_encrypt(head.salt, 1, text, disk, blocks);
  return memcmp(disk, whole->disk + CRYPT_BLOCK, blocks * CRYPT_BLOCK) == 0;
}

int main(int count, char **words) {
  struct vector vector;
  struct whole whole;
  int checked = 0, failed = 0;
  FILE *file = count == 2 ? fopen(words[1], "r") : NULL;
  if (!file) {
    fputs("check: expected a file of vectors\n", stderr);
    return 2;
  }
  for (; vector_read(file, &vector); checked++)
    if (!holds(&vector, AES_PORTABLE) || !holds(&vector, AES_FAST)) failed++;
  for (; whole_read(file, &whole); checked++)
    for (enum way_of_aes way = AES_PORTABLE; way <= AES_FASTEST; way++)
      if (!whole_holds(&whole, way)) {
        failed++;
        break;
      }
  BOOL all = feof(file);
  fclose(file);
  printf("%d vectors, %d failed%s\n", checked, failed, all ? "" : ", and the file has a line that is none");
  return checked == 0 || failed || !all;
}
