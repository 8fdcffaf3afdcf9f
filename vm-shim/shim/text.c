#include "evm.h"

/* The compiler itself calls these three, whatever the options say. */
void *memcpy(void *to, const void *from, size_t count) {
  void *at = to;
  __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(count) : : "memory");
  return to;
}

void *memset(void *to, int value, size_t count) {
  void *at = to;
  __asm__ volatile("rep stosb" : "+D"(at), "+c"(count) : "a"(value) : "memory");
  return to;
}

int memcmp(const void *left, const void *right, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int difference = ((const BYTE *)left)[i] - ((const BYTE *)right)[i];
    if (difference) return difference;
  }
  return 0;
}

USHORT text_length(const WCHAR *text) {
  USHORT units = 0;
  while (text[units]) units++;
  return units;
}

/* Without regard to case, by the system's own table: the file system compares names so. */
BOOL text_same(const WCHAR *left, const WCHAR *right, USHORT units) {
  for (USHORT i = 0; i < units; i++)
    if (RtlUpcaseUnicodeChar(left[i]) != RtlUpcaseUnicodeChar(right[i])) return FALSE;
  return TRUE;
}

BOOL text_number(const char *text, size_t count, ULONGLONG *number) {
  if (count == 0 || count > 18) return FALSE;
  *number = 0;
  for (size_t i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return FALSE;
    *number = *number * 10 + (ULONGLONG)(text[i] - '0');
  }
  return TRUE;
}

BOOL path_same(const struct path *left, const struct path *right) {
  return left->length == right->length && text_same(left->text, right->text, left->length);
}

BOOL path_append(struct path *path, const WCHAR *text, USHORT units) {
  if (units > EVM_PATH - path->length) return FALSE;
  memcpy(path->text + path->length, text, units * sizeof(WCHAR));
  path->length += units;
  return TRUE;
}

BOOL text_wide(const char *text, size_t count, struct path *path) {
  ULONG bytes;
  if (RtlUTF8ToUnicodeN(path->text, sizeof path->text, &bytes, text, (ULONG)count)) return FALSE;
  path->length = (USHORT)(bytes / sizeof(WCHAR));
  return TRUE;
}

/* UTF-8 such as C:\windows to the name NT knows it by, without a backslash at the end. */
BOOL text_path(const char *text, size_t count, struct path *path) {
  ULONG bytes;
  if (count < 2 || text[1] != ':' || count > EVM_PATH) return FALSE;
  path->length = 0;
  path_append(path, L"\\??\\", 4);
  if (RtlUTF8ToUnicodeN(path->text + 4, (EVM_PATH - 4) * sizeof(WCHAR), &bytes, text, (ULONG)count)) return FALSE;
  path->length += (USHORT)(bytes / sizeof(WCHAR));
  while (path->text[path->length - 1] == '\\') path->length--;
  return TRUE;
}
