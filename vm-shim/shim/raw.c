#include "store.h"

#define PIECES 4
#define END_OF_FILE_INFORMATION 20
#define POSITION_INFORMATION 14
#define INTERNAL_INFORMATION 6
#define NETWORK_OPEN_INFORMATION 34

/* A handle that another process left to this one may be asynchronous. */
static NTSTATUS whole(HANDLE file, NTSTATUS status, const IO_STATUS_BLOCK *done, ULONG count) {
  if (status == STATUS_PENDING) {
    NtWaitForSingleObject(file, FALSE, NULL);
    status = done->Status;
  }
  if (status == STATUS_END_OF_FILE || (!status && done->Information != count)) return STATUS_DATA_ERROR;
  return status;
}

NTSTATUS raw_read(HANDLE file, void *bytes, ULONG count, ULONGLONG at) {
  IO_STATUS_BLOCK done = {0};
  LARGE_INTEGER offset = {.QuadPart = (LONGLONG)at};
  NTSTATUS status = real_NtReadFile(file, NULL, NULL, NULL, &done, bytes, count, &offset, NULL);
  return whole(file, status, &done, count);
}

NTSTATUS raw_write(HANDLE file, const void *bytes, ULONG count, ULONGLONG at) {
  IO_STATUS_BLOCK done = {0};
  LARGE_INTEGER offset = {.QuadPart = (LONGLONG)at};
  NTSTATUS status = real_NtWriteFile(file, NULL, NULL, NULL, &done, (PVOID)bytes, count, &offset, NULL);
  return whole(file, status, &done, count);
}

NTSTATUS raw_cut(HANDLE file, ULONGLONG length) {
  IO_STATUS_BLOCK done;
  return real_NtSetInformationFile(file, &done, &length, sizeof length, END_OF_FILE_INFORMATION);
}

/* The system keeps the program's position, in bytes of the text, for all handles and processes that share it. */
ULONGLONG raw_position(HANDLE file) {
  IO_STATUS_BLOCK done;
  ULONGLONG position = 0;
  real_NtQueryInformationFile(file, &done, &position, sizeof position, POSITION_INFORMATION);
  return position;
}

void raw_move(HANDLE file, ULONGLONG position) {
  IO_STATUS_BLOCK done;
  real_NtSetInformationFile(file, &done, &position, sizeof position, POSITION_INFORMATION);
}

BOOL raw_stamp(HANDLE file, struct stamp *stamp) {
  IO_STATUS_BLOCK done;
  ULONGLONG times[7];
  if (real_NtQueryInformationFile(file, &done, times, sizeof times, NETWORK_OPEN_INFORMATION)) return FALSE;
  *stamp = (struct stamp){.size = times[5], .written = times[2], .changed = times[3]};
  return TRUE;
}

BOOL raw_id(HANDLE file, ULONGLONG *id) {
  IO_STATUS_BLOCK done;
  return real_NtQueryInformationFile(file, &done, id, sizeof *id, INTERNAL_INFORMATION) == 0;
}

/* Pages that are already there: asking the system for fresh ones takes longer than to encrypt what they hold. */
static struct {
  volatile LONG taken;
  BYTE bytes[RAW_PIECE];
} pieces[PIECES];

BYTE *raw_piece(void) {
  for (;; NtYieldExecution())
    for (int i = 0; i < PIECES; i++)
      if (!InterlockedExchange(&pieces[i].taken, 1)) return pieces[i].bytes;
}

void raw_piece_back(BYTE *piece) {
  for (int i = 0; i < PIECES; i++)
    if (pieces[i].bytes == piece) InterlockedExchange(&pieces[i].taken, 0);
}
