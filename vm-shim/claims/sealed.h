/* Ways to reach a file that have to meet the text and never what lies on the disk. */
#ifndef SEALED_H
#define SEALED_H

#include <stdlib.h>

#include "claim.h"

#define SEALED_PATH "C:\\work\\sealed.bin"

static volatile DWORD sealed_called;

static void CALLBACK sealed_call(DWORD error, DWORD count, OVERLAPPED *place) {
  (void)place;
  sealed_called = error ? 0 : count;
}

static HANDLE sealed_open(DWORD access, DWORD share, DWORD how, DWORD flags) {
  return CreateFileA(SEALED_PATH, access, share, NULL, how, flags, NULL);
}

static void sealed_overlapped(void) {
  char read[16] = {0};
  DWORD done = 0;
  ULONG_PTR key = 0;
  OVERLAPPED place = {.Offset = 100, .hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)}, *came = NULL;
  HANDLE file = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, CREATE_ALWAYS, FILE_FLAG_OVERLAPPED);
  BOOL written = WriteFile(file, "overlapped", 10, NULL, &place) || GetLastError() == ERROR_IO_PENDING;
  CLAIM("an overlapped write is done", written && GetOverlappedResult(file, &place, &done, TRUE) && done == 10);
  CLAIM("its event is set", WaitForSingleObject(place.hEvent, 0) == WAIT_OBJECT_0);
  ReadFile(file, read, 10, NULL, &place);
  CLAIM("an overlapped read finds it", GetOverlappedResult(file, &place, &done, TRUE) &&
      !memcmp(read, "overlapped", 10));
  memset(read, 0, sizeof read);
  CLAIM("a read with a routine calls it", ReadFileEx(file, read, 10, &place, sealed_call) && SleepEx(1000, TRUE) &&
                                              sealed_called == 10 && !memcmp(read, "overlapped", 10));
  place.Offset = 110;
  BOOL beyond = ReadFile(file, read, 10, NULL, &place);
  if (!beyond && GetLastError() == ERROR_IO_PENDING) beyond = GetOverlappedResult(file, &place, &done, TRUE);
  CLAIM("an overlapped read at the end says so", !beyond && GetLastError() == ERROR_HANDLE_EOF);
  HANDLE port = CreateIoCompletionPort(file, NULL, 77, 1);
  place.Offset = 0;
  ReadFile(file, read, 16, NULL, &place);
  CLAIM("a completion port hears of a read",
      port && GetQueuedCompletionStatus(port, &done, &key, &came, 1000) && done == 16 && key == 77 && came == &place);
  CloseHandle(port);
  CloseHandle(file);
}

static void sealed_handles(void) {
  char read[16] = {0};
  DWORD done;
  HANDLE copy, file = sealed_open(GENERIC_WRITE, 7, CREATE_ALWAYS, 0);
  WriteFile(file, "shared", 6, &done, NULL);
  HANDLE reader = sealed_open(GENERIC_READ, 7, OPEN_EXISTING, 0);
  CLAIM("what one handle wrote another reads", ReadFile(reader, read, 16, &done, NULL) && done == 6 &&
      !memcmp(read, "shared", 6));
  CLAIM("a handle for writing does not read", !ReadFile(file, read, 16, &done, NULL) &&
      GetLastError() == ERROR_ACCESS_DENIED);
  CLAIM("a handle for reading does not write", !WriteFile(reader, "x", 1, &done, NULL) &&
      GetLastError() == ERROR_ACCESS_DENIED);
  DuplicateHandle(GetCurrentProcess(), reader, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS);
  SetFilePointer(reader, 2, NULL, FILE_BEGIN);
  CLAIM("a copy of a handle shares its position", ReadFile(copy, read, 4, &done, NULL) && !memcmp(read, "ared", 4) &&
                                                      SetFilePointer(reader, 0, NULL, FILE_CURRENT) == 6);
  CloseHandle(reader);
  SetFilePointer(copy, 0, NULL, FILE_BEGIN);
  CLAIM("and outlives it", ReadFile(copy, read, 6, &done, NULL) && !memcmp(read, "shared", 6));
  CLAIM("its end is the text's", SetFilePointer(copy, -2, NULL, FILE_END) == 4);
  CloseHandle(copy);
  CloseHandle(file);
  file = sealed_open(GENERIC_WRITE, 0, OPEN_EXISTING, 0);
  CLAIM("a file for one alone is not opened by another", sealed_open(GENERIC_READ, 7, OPEN_EXISTING,
      0) == INVALID_HANDLE_VALUE);
  WIN32_FILE_ATTRIBUTE_DATA named;
  CLAIM("its size can be asked", GetFileAttributesExA(SEALED_PATH, GetFileExInfoStandard, &named) &&
      named.nFileSizeLow == 6);
  CloseHandle(file);
}

static void sealed_sizes(void) {
  DWORD done;
  BY_HANDLE_FILE_INFORMATION all;
  FILE_END_OF_FILE_INFO end = {.EndOfFile.QuadPart = 5000000};
  char text[70000] = {0}, large[] = "C:\\work\\large.bin";
  HANDLE file = sealed_open(GENERIC_READ | GENERIC_WRITE, 0, CREATE_ALWAYS, 0);
  CLAIM("a file is extended", SetFileInformationByHandle(file, FileEndOfFileInfo, &end, sizeof end));
  SetFilePointer(file, 4930001, NULL, FILE_BEGIN);
  BOOL read = ReadFile(file, text, sizeof text, &done, NULL);
  while (done > 0 && text[done - 1] == 0) done--;
  CLAIM("and is zeros", read && done == 0 && text[sizeof text - 1] == 0);
  CLAIM("by its handle it has that size", GetFileInformationByHandle(file, &all) && all.nFileSizeLow == 5000000);
  HANDLE looked = sealed_open(0, 7, OPEN_EXISTING, 0);
  CLAIM("by a handle that reads nothing too", GetFileSize(looked, NULL) == 5000000);
  CloseHandle(looked);
  CloseHandle(file);
  file = CreateFileA(large, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
  LONG high = 1;
  SetFilePointer(file, 5, &high, FILE_BEGIN);
  CLAIM("beyond 4 GiB is written", WriteFile(file, "far", 3, &done, NULL) && done == 3);
  SetFilePointer(file, 5, &high, FILE_BEGIN);
  CLAIM("and read", ReadFile(file, text, 10, &done, NULL) && done == 3 && !memcmp(text, "far", 3));
  CloseHandle(file);
  CLAIM("a file that leaves with its handle is gone", !claim_exists(large));
}

static void sealed_maps(void) {
  HANDLE file = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, CREATE_ALWAYS, 0);
  DWORD done;
  HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 200000, NULL);
  CLAIM("a mapping extends its file", section && GetFileSize(file, NULL) == 200000);
  char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 65536, 1000), read[4];
  memcpy(view, "view", 4);
  HANDLE other = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
  char *whole = MapViewOfFile(other, FILE_MAP_READ, 0, 0, 0);
  CLAIM("two mappings see each other", whole && memcmp(whole + 65536, "view", 4) == 0);
  SetFilePointer(file, 65536, NULL, FILE_BEGIN);
  CLAIM("a read sees a mapping", ReadFile(file, read, 4, &done, NULL) && memcmp(read, "view", 4) == 0);
  WriteFile(file, "file", 4, &done, NULL);
  CLAIM("a mapping sees a write", memcmp(view + 4, "file", 4) == 0);
  CLAIM("system calls fill a mapping",
      SetFilePointer(file, 0, NULL, FILE_BEGIN) == 0 && ReadFile(file, view + 100, 16, &done, NULL) && done == 16);
  CLAIM("a view for reading cannot be made writable by its section",
      !MapViewOfFile(other, FILE_MAP_WRITE, 0, 0, 0));
  CloseHandle(section);
  CloseHandle(other);
  CloseHandle(file);
  memcpy(view, "last", 4);
  UnmapViewOfFile(whole);
  UnmapViewOfFile(view);
  file = sealed_open(GENERIC_READ, 7, OPEN_EXISTING, 0);
  SetFilePointer(file, 65536, NULL, FILE_BEGIN);
  CLAIM("a view that outlives its handles is written back", ReadFile(file, read, 4, &done, NULL) &&
      !memcmp(read, "last", 4));
  CloseHandle(file);
}

static void sealed_moves(void) {
  CLAIM("a file takes another's place", claim_write("C:\\work\\a.txt", "first") &&
      claim_write("C:\\work\\b.txt", "second") &&
                                            MoveFileExA("C:\\work\\a.txt", "C:\\work\\b.txt",
                                                MOVEFILE_REPLACE_EXISTING));
  CLAIM("and is read there", claim_holds("C:\\work\\b.txt", "first") && !claim_exists("C:\\work\\a.txt"));
  CreateDirectoryA("C:\\work\\folder", NULL);
  CLAIM("a folder is moved with its files",
      claim_write("C:\\work\\folder\\in.txt", "inside") && MoveFileA("C:\\work\\folder", "C:\\moved"));
  CLAIM("which are read there", claim_holds("C:\\moved\\in.txt", "inside"));
  HANDLE file = CreateFileA("C:\\moved\\in.txt", GENERIC_READ | GENERIC_WRITE, 7, NULL, OPEN_EXISTING, 0, NULL);
  DWORD done;
  CLAIM("a file is moved while it is open", MoveFileA("C:\\moved\\in.txt", "C:\\moved\\out.txt") &&
                                                WriteFile(file, "outside", 7, &done, NULL));
  CloseHandle(file);
  CLAIM("and written to", claim_holds("C:\\moved\\out.txt", "outside"));
  CLAIM("a file is copied", CopyFileA("C:\\moved\\out.txt", "C:\\moved\\copy.txt", TRUE) &&
      claim_holds("C:\\moved\\copy.txt", "outside"));
  CLAIM("a file is deleted and made again",
      DeleteFileA("C:\\moved\\copy.txt") && claim_write("C:\\moved\\copy.txt", "anew") &&
          claim_holds("C:\\moved\\copy.txt", "anew"));
  file = CreateFileA("C:\\moved\\leaving.txt", GENERIC_WRITE, 7, NULL, CREATE_ALWAYS, 0, NULL);
  CLAIM("a file is deleted while it is written to",
      DeleteFileA("C:\\moved\\leaving.txt") && WriteFile(file, "more", 4, &done, NULL));
  CloseHandle(file);
  CLAIM("and then gone", !claim_exists("C:\\moved\\leaving.txt"));
  CLAIM("a file that was emptied is empty", claim_write("C:\\moved\\copy.txt", "") &&
      claim_holds("C:\\moved\\copy.txt", ""));
}

static DWORD sealed_whole(const char *path, char **bytes) {
  HANDLE file = CreateFileA(path, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  DWORD size = GetFileSize(file, NULL), done = 0;
  *bytes = calloc(size + 1, 1);
  if (!ReadFile(file, *bytes, size, &done, NULL)) done = 0;
  CloseHandle(file);
  return done;
}

static BOOL sealed_lock(HANDLE file, DWORD flags, ULONGLONG at, ULONGLONG count) {
  OVERLAPPED place = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
  SetLastError(0);
  return LockFileEx(file, flags | LOCKFILE_FAIL_IMMEDIATELY, 0, (DWORD)count, (DWORD)(count >> 32), &place);
}

static BOOL sealed_unlock(HANDLE file, ULONGLONG at, ULONGLONG count) {
  OVERLAPPED place = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
  SetLastError(0);
  return UnlockFileEx(file, 0, (DWORD)count, (DWORD)(count >> 32), &place);
}

static void sealed_locks(void) {
  const DWORD alone = LOCKFILE_EXCLUSIVE_LOCK;
  const ULONGLONG all = ~0ULL >> 1;
  DWORD done;
  HANDLE one = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, CREATE_ALWAYS, 0);
  HANDLE other = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, OPEN_EXISTING, 0);
  CLAIM("a part of a file is locked", sealed_lock(one, alone, 10, 10));
  CLAIM("and not by two", !sealed_lock(other, alone, 19, 1) && GetLastError() == ERROR_LOCK_VIOLATION);
  CLAIM("nor the whole by another", !sealed_lock(other, 0, 0, all) && GetLastError() == ERROR_LOCK_VIOLATION);
  CLAIM("the parts beside it are", sealed_lock(other, alone, 0, 10) && sealed_lock(other, alone, 20, 44));
  CLAIM("and the next block", sealed_lock(other, alone, 64, 64));
  CLAIM("a locked file is written to beside it",
      SetFilePointer(one, 200, NULL, FILE_BEGIN) == 200 && WriteFile(one, "beside", 6, &done, NULL));
  CLAIM("what is not locked is not unlocked", !sealed_unlock(one, 10, 9));
  CLAIM("what was unlocked is locked by another", sealed_unlock(one, 10, 10) && sealed_lock(other, alone, 10, 10));
  CLAIM("readers share a part", sealed_lock(one, 0, 5000, 10) && sealed_lock(other, 0, 5005, 10));
  CLAIM("which no writer gets", !sealed_lock(other, alone, 5000, 1) && GetLastError() == ERROR_LOCK_VIOLATION);
  CLAIM("a part far beyond the end is locked by one",
      sealed_lock(one, alone, 1ULL << 60, 1) && !sealed_lock(other, alone, 1ULL << 60, 1));
  CloseHandle(other);
  CLAIM("what a closed handle had locked is free", sealed_lock(one, alone, 0, 100));
  CloseHandle(one);
}

/* One by one, what a call says of a buffer that is not there, or not for it. */
static void sealed_buffers(void) {
  DWORD done = 9, before;
  HANDLE file = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, CREATE_ALWAYS, 0);
  char *pages = VirtualAlloc(NULL, 8192, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), read[5] = "";
  WriteFile(file, "there", 5, &done, NULL);
  VirtualProtect(pages + 4096, 4096, PAGE_NOACCESS, &before);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  CLAIM("nothing is read to where nothing is",
      !ReadFile(file, (void *)8, 5, &done, NULL) && GetLastError() == ERROR_NOACCESS);
  CLAIM("nor to where no more than a part of it has room",
      !ReadFile(file, pages + 4092, 5, &done, NULL) && GetLastError() == ERROR_NOACCESS);
  VirtualProtect(pages, 4096, PAGE_READONLY, &before);
  CLAIM("nor to what is not written to",
      !ReadFile(file, pages, 5, &done, NULL) && GetLastError() == ERROR_NOACCESS);
  CLAIM("nothing is written from where nothing is",
      !WriteFile(file, (void *)8, 5, &done, NULL) && GetLastError() == ERROR_INVALID_USER_BUFFER);
  CLAIM("nor from where a part of it is not",
      !WriteFile(file, pages + 4092, 5, &done, NULL) && GetLastError() == ERROR_INVALID_USER_BUFFER);
  CLAIM("what is not written to is written", WriteFile(file, pages, 5, &done, NULL) && done == 5);
  SetFilePointer(file, 0, NULL, FILE_BEGIN);
  CLAIM("and the file is used after it all",
      ReadFile(file, read, 5, &done, NULL) && !memcmp(read, "\0\0\0\0\0", 5) && GetFileSize(file, NULL) == 5);
  CloseHandle(file);
  VirtualFree(pages, 0, MEM_RELEASE);
}

/* The host's own stays as it is and is not encrypted: the runner compares it. */
static void sealed_host(void) {
  const char *name = "C:\\windows\\system32\\setx.exe";
  char *before, *after;
  DWORD done, size = sealed_whole(name, &before);
  HANDLE file = CreateFileA(name, FILE_APPEND_DATA, 7, NULL, OPEN_EXISTING, 0, NULL);
  CLAIM("a file of the host is appended to", size > 0 && WriteFile(file, "more", 4, &done, NULL));
  CloseHandle(file);
  CLAIM("what was in it is still in it", sealed_whole(name, &after) == size + 4 && memcmp(before, after, size) == 0 &&
                                             memcmp(after + size, "more", 4) == 0);
}

/* The runner looks at both files after the end, as the program left them. */
static void sealed_left(void) {
  DWORD done;
  HANDLE file = sealed_open(GENERIC_READ | GENERIC_WRITE, 7, CREATE_ALWAYS, 0);
  WriteFile(file, "never closed", 12, &done, NULL);
  char *view = MapViewOfFile(CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 4096, NULL), FILE_MAP_WRITE, 0, 0, 0);
  memcpy(view + 12, ", never unmapped", 16);
  CLAIM("an end without closing is none", claim_exists(SEALED_PATH));
}

static void sealed_run(void) {
  CLAIM("an input is read", claim_holds("C:\\work\\in.txt", "an input of the task"));
  CLAIM("a file of the host is read", claim_exists("C:\\windows\\system32\\ntdll.dll"));
  sealed_overlapped();
  sealed_handles();
  sealed_sizes();
  sealed_maps();
  sealed_moves();
  sealed_locks();
  sealed_buffers();
  sealed_host();
  sealed_left();
}

#endif
