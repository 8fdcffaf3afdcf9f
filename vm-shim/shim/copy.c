#include "store.h"

#define PIECE 0x10000

void name_of(const struct path *path, UNICODE_STRING *name, OBJECT_ATTRIBUTES *attributes) {
  name->Buffer = (PWSTR)path->text;
  name->Length = name->MaximumLength = (USHORT)(path->length * sizeof(WCHAR));
  InitializeObjectAttributes(attributes, name, OBJ_CASE_INSENSITIVE, NULL, NULL);
}

BOOL file_attributes(const struct path *path, ULONG *attributes) {
  FILE_BASIC_INFORMATION basic;
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  name_of(path, &name, &object);
  if (real_NtQueryAttributesFile(&object, &basic)) return FALSE;
  *attributes = basic.FileAttributes;
  return TRUE;
}

static NTSTATUS open(const struct path *path, ACCESS_MASK access, ULONG disposition, ULONG options, HANDLE *file) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK status;
  name_of(path, &name, &object);
  return real_NtCreateFile(file, access | SYNCHRONIZE, &object, &status, NULL, FILE_ATTRIBUTE_NORMAL,
      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, disposition, options | FILE_SYNCHRONOUS_IO_NONALERT, NULL,
      0);
}

/* The folders of the host above a file come into being below the root, one by one from the drive on. */
NTSTATUS copy_folders(const struct path *path) {
  struct path folder;
  ULONG attributes;
  HANDLE made;
  for (USHORT unit = 7; unit < path->length; unit++) {
    if (path->text[unit] != '\\') continue;
    struct path part = {.length = unit};
    memcpy(part.text, path->text, unit * sizeof(WCHAR));
    if (!path_physical(&part, &folder)) return STATUS_OBJECT_PATH_NOT_FOUND;
    if (file_attributes(&folder, &attributes)) continue;
    if (!file_attributes(&part, &attributes)) return STATUS_OBJECT_PATH_NOT_FOUND;
    NTSTATUS status = open(&folder, FILE_LIST_DIRECTORY, FILE_OPEN_IF, FILE_DIRECTORY_FILE, &made);
    if (status) return status;
    NtClose(made);
  }
  return 0;
}

/* To where the target's own position is, or into an encrypted file. */
static NTSTATUS put(HANDLE to, struct store *store, const BYTE *bytes, ULONG count) {
  IO_STATUS_BLOCK done;
  if (store) return store_write(store, to, bytes, count, store->size);
  return real_NtWriteFile(to, NULL, NULL, NULL, &done, (PVOID)bytes, count, NULL, NULL);
}

static NTSTATUS pour(HANDLE from, HANDLE to, struct store *store) {
  PVOID piece = NULL;
  SIZE_T size = PIECE;
  IO_STATUS_BLOCK done;
  NTSTATUS status = NtAllocateVirtualMemory(SELF, &piece, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  if (status) return status;
  while (!(status = real_NtReadFile(from, NULL, NULL, NULL, &done, piece, PIECE, NULL, NULL)) && done.Information)
    if ((status = put(to, store, piece, (ULONG)done.Information))) break;
  size = 0;
  NtFreeVirtualMemory(SELF, &piece, &size, MEM_RELEASE);
  return status == STATUS_END_OF_FILE ? 0 : status;
}

static NTSTATUS pour_sealed(HANDLE from, HANDLE to) {
  struct store *store;
  NTSTATUS status = store_open(to, TRUE, TRUE, &store);
  if (status) return status;
  store_lock(store);
  status = pour(from, to, store);
  store->gone = status != 0;
  store_unlock(store);
  store_close(store, to, TRUE);
  return status;
}

static void remove(HANDLE file) {
  IO_STATUS_BLOCK done;
  BOOLEAN gone = TRUE;
  real_NtSetInformationFile(file, &done, &gone, sizeof gone, (FILE_INFORMATION_CLASS)13);
}

/* One at a time: two threads that write to the same file must not find it half copied. */
NTSTATUS copy_file(const struct path *from, const struct path *to) {
  static LONG copying;
  HANDLE source, target;
  while (InterlockedExchange(&copying, 1)) NtYieldExecution();
  NTSTATUS status = open(from, FILE_READ_DATA, FILE_OPEN, FILE_NON_DIRECTORY_FILE, &source);
  if (status) goto cleanup;
  status = open(to, FILE_READ_DATA | FILE_WRITE_DATA | DELETE, FILE_CREATE, FILE_NON_DIRECTORY_FILE, &target);
  if (!status) {
    status = policy.cipher ? pour_sealed(source, target) : pour(source, target, NULL);
    if (status) remove(target);
    NtClose(target);
  } else if (status == STATUS_OBJECT_NAME_COLLISION) {
    status = 0;
  }
  NtClose(source);
cleanup:
  InterlockedExchange(&copying, 0);
  return status;
}
