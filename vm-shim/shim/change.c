#include "store.h"

/* FileInformationClass, by Windows' numbers */
enum {
  RENAME = 10,
  LINK = 11,
  DISPOSITION = 13,
  ALLOCATION = 19,
  END_OF_FILE = 20,
  COMPLETION = 30,
  VALID_LENGTH = 39,
  SHORT_NAME = 40,
  COMPLETION_MODES = 41,
  DISPOSITION_EX = 64,
  RENAME_EX = 65,
  LINK_EX = 72
};

/* As Windows lays out a rename: the flags take the first word of both classes. */
struct rename {
  ULONG flags;
  HANDLE folder;
  ULONG length;
  WCHAR name[EVM_PATH];
};
#define RENAME_HEAD offsetof(struct rename, name)

static BOOL is_simple(const struct rename *asked) {
  ULONG units = asked->length / sizeof(WCHAR);
  for (ULONG i = 0; i < units; i++)
    if (asked->name[i] == '\\' || asked->name[i] == '/' || asked->name[i] == ':') return FALSE;
  return units > 0 && !(asked->name[0] == '.' && (units == 1 || (units == 2 && asked->name[1] == '.')));
}

/* Where a rename leads, below the root and with the folders it needs. */
static OWN_FRAME NTSTATUS rename_aim(const struct rename *asked, struct rename *mapped) {
  UNICODE_STRING name = {(USHORT)asked->length, (USHORT)asked->length, (PWSTR)asked->name};
  OBJECT_ATTRIBUTES object;
  struct path path, to;
  InitializeObjectAttributes(&object, &name, OBJ_CASE_INSENSITIVE, asked->folder, NULL);
  if (path_resolve(&object, &path) != WAY_FILE || path_is_binary(&path))
    return file_refuse("NtSetInformationFile", &object);
  NTSTATUS status = path_reach(&path) == REACH_INSIDE ? copy_folders(&path) : 0;
  if (status || !path_physical(&path, &to)) return STATUS_OBJECT_PATH_NOT_FOUND;
  mapped->flags = asked->flags;
  mapped->folder = NULL;
  mapped->length = to.length * sizeof(WCHAR);
  memcpy(mapped->name, to.text, mapped->length);
  return 0;
}

/* A simple name lies beside the file's own. */
static OWN_FRAME BOOL is_binary_name(HANDLE file, const struct rename *asked) {
  struct path path;
  if (!path_virtual(file, &path)) return TRUE;
  while (path.length && path.text[path.length - 1] != '\\') path.length--;
  return !path_append(&path, asked->name, (USHORT)(asked->length / sizeof(WCHAR))) || path_is_binary(&path);
}

/* The controller hears of a file under its old name before it hears of the new one. */
static void files_settle(HANDLE file) {
  struct opened *opened = opened_of(file);
  if (!opened || !opened->store || !(opened->flags & RAW_WRITE)) return;
  store_lock(opened->store);
  store_settle(opened->store, file);
  store_unlock(opened->store);
}

static OWN_FRAME NTSTATUS rename(
    HANDLE file, PIO_STATUS_BLOCK done, const struct rename *asked, ULONG size, FILE_INFORMATION_CLASS class) {
  struct rename mapped;
  struct path from, to;
  NTSTATUS status = 0;
  if (size < RENAME_HEAD || asked->length > size - RENAME_HEAD || asked->length > EVM_PATH * sizeof(WCHAR))
    return file_refuse("NtSetInformationFile", NULL);
  BOOL simple = !asked->folder && is_simple(asked), told = policy.cipher && path_below(file, &from);
  if (!simple) status = rename_aim(asked, &mapped);
  else if (is_binary_name(file, asked)) status = file_refuse("NtSetInformationFile", NULL);
  if (status) return status;
  if (told) files_settle(file);
  if (simple) status = real_NtSetInformationFile(file, done, (PVOID)asked, size, class);
  else status = real_NtSetInformationFile(file, done, &mapped, (ULONG)RENAME_HEAD + mapped.length, class);
  if (!status && told && path_below(file, &to)) store_moved(&from, &to);
  return status;
}

static OWN_FRAME NTSTATUS dispose(HANDLE file, PIO_STATUS_BLOCK done, const void *how, ULONG size,
    FILE_INFORMATION_CLASS class) {
  struct opened *opened = opened_of(file);
  NTSTATUS status = real_NtSetInformationFile(file, done, (PVOID)how, size, class);
  BOOL gone = *(const BYTE *)how & 1;
  if (status || !opened) return status;
  if (gone) store_gone(file);
  else if (opened->store) {
    opened->store->dirty = TRUE;
    opened->store->gone = FALSE;
  }
  return status;
}

/* The sizes that a program sets are those of the text. */
static NTSTATUS resize(const struct opened *opened, HANDLE file, PIO_STATUS_BLOCK done, ULONGLONG size, int class) {
  struct store *store = opened->store;
  NTSTATUS status = 0;
  if (!store || !(opened->flags & MAY_WRITE)) return STATUS_ACCESS_DENIED;
  if (size >= 1ULL << 62) return STATUS_INVALID_PARAMETER;
  store_lock(store);
  ULONGLONG position = raw_position(file);
  BOOL wanted = class == END_OF_FILE || (class == ALLOCATION && size < store->size);
  if (wanted && size < store->size && map_is(store)) status = STATUS_USER_MAPPED_FILE;
  else if (wanted) status = store_resize(store, file, size);
  raw_move(file, position);
  store_unlock(store);
  done->Status = status;
  done->Information = 0;
  return status;
}

static NTSTATUS completion(struct opened *opened, PIO_STATUS_BLOCK done, const void *information, int class) {
  const PVOID *port = information;
  if (!(opened->flags & ASYNC)) return STATUS_INVALID_PARAMETER;
  if (class == COMPLETION_MODES) {
    opened->flags = (opened->flags & ~(ULONG)QUIET) | (*(const ULONG *)information & 1 ? QUIET : 0);
  } else {
    opened->port = port[0];
    opened->key = port[1];
  }
  done->Status = 0;
  return 0;
}

static NTSTATUS set_sealed(struct opened *opened, HANDLE file, PIO_STATUS_BLOCK done, PVOID information, ULONG size,
    FILE_INFORMATION_CLASS class) {
  switch ((int)class) {
    case ALLOCATION:
    case END_OF_FILE:
    case VALID_LENGTH:
      return size < 8 ? STATUS_INFO_LENGTH_MISMATCH : resize(opened, file, done, *(ULONGLONG *)information, class);
    case COMPLETION:
      return size < 2 * sizeof(PVOID) ? STATUS_INFO_LENGTH_MISMATCH : completion(opened, done, information, class);
    case COMPLETION_MODES:
      return size < 4 ? STATUS_INFO_LENGTH_MISMATCH : completion(opened, done, information, class);
    default:
      return real_NtSetInformationFile(file, done, information, size, class);
  }
}

/* Only of what lies below the root and is no program of the task. */
static OWN_FRAME BOOL may_move(HANDLE file) {
  struct path path;
  return path_virtual(file, &path) && !path_is_binary(&path);
}

/*
 * Wine does not ask whether a handle was opened for a rename, so the file's place is asked. A hard link to a file of
 * the host below the root would make the host's file writable: there are none.
 */
NTSTATUS NTAPI vm_NtSetInformationFile(
    HANDLE file, PIO_STATUS_BLOCK done, PVOID information, ULONG size, FILE_INFORMATION_CLASS class) {
  switch ((int)class) {
    case LINK:
    case LINK_EX:
    case SHORT_NAME:
      return file_refuse("NtSetInformationFile", NULL);
    case RENAME:
    case RENAME_EX:
    case DISPOSITION:
    case DISPOSITION_EX:
      if (!may_move(file)) return file_refuse("NtSetInformationFile", NULL);
      if ((int)class == DISPOSITION ||
          (int)class == DISPOSITION_EX) return dispose(file, done, information, size, class);
      return rename(file, done, information, size, class);
    default:
      break;
  }
  struct opened *opened = opened_of(file);
  if (opened) return set_sealed(opened, file, done, information, size, class);
  return real_NtSetInformationFile(file, done, information, size, class);
}
