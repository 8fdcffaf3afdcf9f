#include "store.h"

/* FileInformationClass, by Windows' numbers, and where each has what the program must not see as it is on the disk. */
enum { STANDARD = 5, NAME = 9, ALL = 18, STREAMS = 22, COMPRESSION = 28, NETWORK_OPEN = 34, NORMALIZED = 48, STAT = 68,
  STAT_LX = 70 };
#define ALL_STANDARD 40
#define ALL_NAME 96
#define OBJECT_NAME 1

/* First what is allocated, then the size. */
static void sizes_put(BYTE *at, ULONGLONG size) {
  ULONGLONG allocated = (size + 4095) / 4096 * 4096;
  memcpy(at, &allocated, 8);
  memcpy(at + 8, &size, 8);
}

/* A handle that does not reach the data cannot read the head either: the file is opened once more for that. */
static BOOL size_of(const struct opened *opened, HANDLE file, ULONGLONG *size) {
  UNICODE_STRING none = {0};
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  HANDLE again;
  if (opened->store) {
    *size = opened->store->size;
    return TRUE;
  }
  InitializeObjectAttributes(&object, &none, 0, file, NULL);
  if (real_NtOpenFile(&again, FILE_READ_DATA | SYNCHRONIZE, &object, &done, 7, FILE_SYNCHRONOUS_IO_NONALERT)) {
    return store_size(file, size);
  }
  BOOL known = store_size(again, size);
  real_NtClose(again);
  return known;
}

/* By name, for those who have no handle. */
void sizes_of(OBJECT_ATTRIBUTES *name, BYTE *allocated, BYTE *used) {
  IO_STATUS_BLOCK done;
  HANDLE file;
  ULONGLONG size;
  NTSTATUS status = real_NtOpenFile(&file, FILE_READ_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, name, &done, 7,
      FILE_SYNCHRONOUS_IO_NONALERT | FILE_NON_DIRECTORY_FILE);
  /* Whoever has it for himself alone has it open in the task: then the number of the file is enough. */
  if (status) status = real_NtOpenFile(&file, FILE_READ_ATTRIBUTES | SYNCHRONIZE, name, &done, 7,
      FILE_NON_DIRECTORY_FILE);
  if (status) return;
  if (store_size(file, &size)) {
    memcpy(used, &size, 8);
    size = (size + 4095) / 4096 * 4096;
    memcpy(allocated, &size, 8);
  }
  real_NtClose(file);
}

/* Where the two sizes lie: allocated, then used; -1 in a class that has none. */
static int sizes_offset(FILE_INFORMATION_CLASS class) {
  switch ((int)class) {
    case STANDARD: return 0;
    case ALL: return ALL_STANDARD;
    case NETWORK_OPEN: return 32;
    case STAT:
    case STAT_LX: return 40;
    default: return -1;
  }
}

static void sizes_mend(const struct opened *opened, HANDLE file, BYTE *information, FILE_INFORMATION_CLASS class) {
  ULONGLONG size;
  int offset = sizes_offset(class);
  if (offset < 0 && (int)class != STREAMS && (int)class != COMPRESSION) return;
  if (!size_of(opened, file, &size)) return;
  if (offset >= 0) sizes_put(information + offset, size);
  else memcpy(information + ((int)class == STREAMS ? 8 : 0), &size, 8);
}

/* The name as the program knows it, without the drive: a length in bytes, then as much as there is room for. */
static NTSTATUS name_put(HANDLE file, BYTE *at, ULONG room, ULONG_PTR *used) {
  struct path path;
  if (!path_virtual(file, &path)) return STATUS_ACCESS_DENIED;
  if (path.length == 6) path_append(&path, L"\\", 1);
  ULONG length = (path.length - 6) * sizeof(WCHAR), here = min(length, room - 4);
  memcpy(at, &length, 4);
  memcpy(at + 4, path.text + 6, here);
  *used = 4 + here;
  return here < length ? STATUS_BUFFER_OVERFLOW : 0;
}

static NTSTATUS name_mend(HANDLE file, PIO_STATUS_BLOCK done, BYTE *information, ULONG size, ULONG offset) {
  ULONG_PTR used = 0;
  NTSTATUS status = name_put(file, information + offset, size - offset, &used);
  ULONG_PTR real = min(done->Information, size);
  if (real > offset + used) memset(information + offset + used, 0, real - offset - used);
  done->Status = status;
  done->Information = offset + used;
  return status;
}

NTSTATUS NTAPI vm_NtQueryInformationFile(
    HANDLE file, PIO_STATUS_BLOCK done, PVOID information, ULONG size, FILE_INFORMATION_CLASS class) {
  BOOL named = (int)class == NAME || (int)class == NORMALIZED || (int)class == ALL;
  ULONG offset = (int)class == ALL ? ALL_NAME : 0;
  struct opened *opened = opened_of(file);
  NTSTATUS status = real_NtQueryInformationFile(file, done, information, size, class);
  if (status && !(named && status == STATUS_BUFFER_OVERFLOW)) return status;
  if (opened) sizes_mend(opened, file, information, class);
  return named && path_is_ours(file) ? name_mend(file, done, information, size, offset) : status;
}

/* The device that the root lies on stands for the drive, or the drive's letter where the system names files by it. */
static NTSTATUS object_name(HANDLE file, BYTE *information, ULONG size, PULONG length) {
  struct path path, name = {.length = 0};
  UNICODE_STRING *text = (UNICODE_STRING *)information;
  if (!path_virtual(file, &path)) return STATUS_ACCESS_DENIED;
  if (path.length == 6) path_append(&path, L"\\", 1);
  path_device(&path, &name);
  ULONG bytes = name.length * sizeof(WCHAR), all = sizeof *text + bytes + sizeof(WCHAR);
  if (length) *length = all;
  if (size < sizeof *text) return STATUS_INFO_LENGTH_MISMATCH;
  if (size < all) return STATUS_BUFFER_OVERFLOW;
  text->Buffer = (PWSTR)(text + 1);
  text->Length = (USHORT)bytes;
  text->MaximumLength = (USHORT)(bytes + sizeof(WCHAR));
  memcpy(text->Buffer, name.text, bytes);
  text->Buffer[name.length] = 0;
  return 0;
}

NTSTATUS NTAPI vm_NtQueryObject(
    HANDLE handle, OBJECT_INFORMATION_CLASS class, PVOID information, ULONG size, PULONG length) {
  if ((int)class == OBJECT_NAME && path_is_ours(handle)) return object_name(handle, information, size, length);
  return real_NtQueryObject(handle, class, information, size, length);
}
