#include "store.h"

#define WRITABLE (PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)

volatile LONG64 file_read, file_written;

/* One call of the program's, which is over when it returns, whatever kind of handle it has. */
struct request {
  HANDLE file, event;
  PIO_APC_ROUTINE routine;
  PVOID context;
  PIO_STATUS_BLOCK done;
  BYTE *bytes;
  ULONG count;
  const LARGE_INTEGER *offset;
};

/* Before a lock is held, which a fault would leave held: is all of the buffer there, and for this? */
static BOOL is_usable(const BYTE *bytes, ULONG count, BOOL write) {
  MEMORY_BASIC_INFORMATION now;
  for (const BYTE *at = bytes, *end = bytes + count; at < end; at = (BYTE *)now.BaseAddress + now.RegionSize) {
    if (NtQueryVirtualMemory(SELF, (PVOID)at, 0, &now, sizeof now, NULL) || now.State != MEM_COMMIT) return FALSE;
    if (now.Protect & (PAGE_NOACCESS | PAGE_GUARD) || (write && !(now.Protect & WRITABLE))) return FALSE;
  }
  return TRUE;
}

static BOOL is_special(const LARGE_INTEGER *offset, ULONG low) {
  return offset && offset->HighPart == -1 && offset->LowPart == low;
}

/* Where the call begins; FALSE when it does not say. */
static BOOL start_of(const struct opened *opened, const struct request *request, BOOL write, ULONGLONG *start) {
  const LARGE_INTEGER *offset = request->offset;
  if (write && (opened->flags & APPENDS || is_special(offset, 0xFFFFFFFF))) *start = opened->store->size;
  else if (offset && !is_special(offset, 0xFFFFFFFE)) *start = (ULONGLONG)offset->QuadPart;
  else if (opened->flags & ASYNC) return FALSE;
  else *start = raw_position(request->file);
  return *start < 1ULL << 62;
}

static NTSTATUS read(const struct opened *opened, const struct request *request, ULONGLONG start, ULONG *count) {
  struct store *store = opened->store;
  if (request->count && start >= store->size) return STATUS_END_OF_FILE;
  *count = request->count ? (ULONG)min(request->count, store->size - start) : 0;
  const BYTE *view = map_view(store, start, *count);
  if (!view) return store_read(store, request->file, request->bytes, *count, start);
  memcpy(request->bytes, view, *count);
  return 0;
}

static NTSTATUS write(const struct opened *opened, const struct request *request, ULONGLONG start, ULONG *count) {
  NTSTATUS status = store_write(opened->store, request->file, request->bytes, request->count, start);
  if (status) return status;
  *count = request->count;
  map_write(opened->store, start, request->bytes, *count);
  return 0;
}

static NTSTATUS finish(const struct opened *opened, const struct request *request, NTSTATUS status, ULONG count) {
  request->done->Status = status;
  request->done->Information = count;
  if (status) return status;
  if (request->event) NtSetEvent(request->event, NULL);
  if (request->routine)
    NtQueueApcThread(CURRENT_THREAD, (PVOID)request->routine, request->context, request->done, NULL);
  else if (opened->port && request->context && !(opened->flags & QUIET))
    NtSetIoCompletion(opened->port, (ULONG_PTR)opened->key, (ULONG_PTR)request->context, status, count);
  return status;
}

static NTSTATUS run(const struct opened *opened, const struct request *request, BOOL is_write) {
  ULONGLONG start;
  ULONG count = 0;
  NTSTATUS status = STATUS_INVALID_PARAMETER;
  if (!(opened->flags & (is_write ? MAY_WRITE : MAY_READ)) || !opened->store) return STATUS_ACCESS_DENIED;
  if (!is_usable(request->bytes, request->count, !is_write))
    return is_write ? STATUS_INVALID_USER_BUFFER : (NTSTATUS)STATUS_ACCESS_VIOLATION;
  store_lock(opened->store);
  if (start_of(opened, request, is_write, &start))
    status = is_write ? write(opened, request, start, &count) : read(opened, request, start, &count);
  if (!status && !(opened->flags & ASYNC)) raw_move(request->file, start + count);
  store_unlock(opened->store);
  return finish(opened, request, status, count);
}

/* What was asked for is counted, because an overlapped call is over before anybody knows what came of it. */
static void asked(volatile LONG64 *total, ULONG count) {
  InterlockedExchangeAdd64(total, count);
  throttle(count);
}

NTSTATUS NTAPI vm_NtReadFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context, PIO_STATUS_BLOCK done,
    PVOID bytes, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  struct request request = {file, event, routine, context, done, bytes, count, offset};
  asked(&file_read, count);
  struct opened *opened = opened_of(file);
  if (opened) return run(opened, &request, FALSE);
  return real_NtReadFile(file, event, routine, context, done, bytes, count, offset, key);
}

NTSTATUS NTAPI vm_NtWriteFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID bytes, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  struct request request = {file, event, routine, context, done, bytes, count, offset};
  asked(&file_written, count);
  struct opened *opened = opened_of(file);
  if (opened) return run(opened, &request, TRUE);
  return real_NtWriteFile(file, event, routine, context, done, bytes, count, offset, key);
}

/* Whole pages without the system's buffers: an encrypted file is never opened so. */
NTSTATUS NTAPI vm_NtReadFileScatter(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID segments, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  if (opened_of(file)) return STATUS_INVALID_PARAMETER;
  asked(&file_read, count);
  return real_NtReadFileScatter(file, event, routine, context, done, segments, count, offset, key);
}

NTSTATUS NTAPI vm_NtWriteFileGather(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID segments, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  if (opened_of(file)) return STATUS_INVALID_PARAMETER;
  asked(&file_written, count);
  return real_NtWriteFileGather(file, event, routine, context, done, segments, count, offset, key);
}

NTSTATUS NTAPI vm_NtFlushBuffersFile(HANDLE file, PIO_STATUS_BLOCK done) {
  struct opened *opened = opened_of(file);
  if (opened && opened->store && opened->flags & RAW_WRITE) {
    store_lock(opened->store);
    store_settle(opened->store, file);
    store_unlock(opened->store);
  }
  return real_NtFlushBuffersFile(file, done);
}

/*
 * The system keeps what is locked from the reads and writes of others, the shim's own among them, and its bytes are not
 * where the program's are: a lock of an encrypted file lies where no bytes are, at the same distance from another's.
 */
#define BEYOND (1ULL << 62)

static void lock_move(HANDLE file, const LARGE_INTEGER *offset, const LARGE_INTEGER *count, LARGE_INTEGER moved[2]) {
  ULONGLONG at = (ULONGLONG)offset->QuadPart, most = (ULONGLONG)count->QuadPart;
  if (opened_of(file) && at < BEYOND) {
    most = min(most, BEYOND - at);
    at += BEYOND;
  }
  moved[0].QuadPart = (LONGLONG)at;
  moved[1].QuadPart = (LONGLONG)most;
}

NTSTATUS NTAPI vm_NtLockFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context, PIO_STATUS_BLOCK done,
    PLARGE_INTEGER offset, PLARGE_INTEGER count, ULONG_PTR key, BOOLEAN at_once, BOOLEAN alone) {
  LARGE_INTEGER moved[2];
  lock_move(file, offset, count, moved);
  return real_NtLockFile(file, event, routine, context, done, &moved[0], &moved[1], key, at_once, alone);
}

NTSTATUS NTAPI vm_NtUnlockFile(
    HANDLE file, PIO_STATUS_BLOCK done, PLARGE_INTEGER offset, PLARGE_INTEGER count, ULONG_PTR key) {
  LARGE_INTEGER moved[2];
  lock_move(file, offset, count, moved);
  return real_NtUnlockFile(file, done, &moved[0], &moved[1], key);
}
