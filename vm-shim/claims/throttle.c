// policy: io.bytes 1000000
// policy: io.interval 200
#include "claim.h"

static char bytes[3000000];

static DWORD took(HANDLE file, BOOL write, DWORD step) {
  DWORD done, begun = GetTickCount();
  for (DWORD at = 0; at < sizeof bytes; at += step)
    if (!(write ? WriteFile(file, bytes, step, &done, NULL) : ReadFile(file, bytes, step, &done, NULL))) return 0;
  return GetTickCount() - begun;
}

int main(void) {
  DWORD done, begun;
  HANDLE file = CreateFileA("C:\\work\\large", GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  CLAIM("three times the share takes more than an interval to write", took(file, TRUE, 100000) >= 190);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  CLAIM("and to read", took(file, FALSE, 100000) >= 190);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  WriteFile(file, bytes, sizeof bytes, &done, NULL);
  begun = GetTickCount();
  WriteFile(file, bytes, 1, &done, NULL);
  CLAIM("what one call took beyond it the next one waits for", GetTickCount() - begun >= 350);
  CloseHandle(file);
  return 0;
}
