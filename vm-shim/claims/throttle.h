/* What a task's share of the disk holds back, in whatever way the disk is used. */
#ifndef THROTTLE_H
#define THROTTLE_H

#include "claim.h"

static char throttle_bytes[3000000];

static DWORD throttle_took(HANDLE file, BOOL write, DWORD step) {
  DWORD done, begun = GetTickCount();
  for (DWORD at = 0; at < sizeof throttle_bytes; at += step)
    if (!(write ? WriteFile(file, throttle_bytes, step, &done, NULL)
                : ReadFile(file, throttle_bytes, step, &done, NULL)))
      return 0;
  return GetTickCount() - begun;
}

/* How long one byte has to wait. */
static DWORD throttle_waits(HANDLE file) {
  DWORD done, begun = GetTickCount();
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  return ReadFile(file, throttle_bytes, 1, &done, NULL) ? GetTickCount() - begun + 1 : 0;
}

static void throttle_run(void) {
  DWORD done, begun;
  HANDLE file = CreateFileA("C:\\work\\large", GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  CLAIM("three times the share takes more than an interval to write", throttle_took(file, TRUE, 100000) >= 190);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  CLAIM("and to read", throttle_took(file, FALSE, 100000) >= 190);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  WriteFile(file, throttle_bytes, sizeof throttle_bytes, &done, NULL);
  begun = GetTickCount();
  WriteFile(file, throttle_bytes, 1, &done, NULL);
  CLAIM("what one call took beyond it the next one waits for", GetTickCount() - begun >= 350);
  throttle_waits(file);
  begun = GetTickCount();
  char *view = MapViewOfFile(CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL), FILE_MAP_WRITE, 0, 0, 0);
  CLAIM("what is mapped counts as read", view && throttle_waits(file) && GetTickCount() - begun >= 350);
  memset(view, 'x', sizeof throttle_bytes);
  FlushViewOfFile(view, 0);
  CLAIM("what is flushed counts as written", throttle_waits(file) >= 350);
  memset(view, 'y', sizeof throttle_bytes);
  UnmapViewOfFile(view);
  CLAIM("and what is unmapped", throttle_waits(file) >= 350);
  CloseHandle(file);
}

#endif
