#include "store.h"

#define WRITES                                                                                                     \
  (FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | FILE_DELETE_CHILD | DELETE |       \
      WRITE_DAC | WRITE_OWNER | ACCESS_SYSTEM_SECURITY | GENERIC_WRITE | GENERIC_ALL | MAXIMUM_ALLOWED)

#define SET_REPARSE_POINT 0x900A4
#define SET_REPARSE_POINT_EX 0x9040C
#define GET_REPARSE_POINT 0x900A8
#define SET_SPARSE 0x900C4

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

struct target {
  struct path path;
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES attributes;
  BOOL sealed; /* encrypted, if it is a file */
};

static NTSTATUS refuse(const char *what, const OBJECT_ATTRIBUTES *asked) {
  const UNICODE_STRING *name = asked ? asked->ObjectName : NULL;
  portal_refused(what, name ? name->Buffer : L"", name ? name->Length / sizeof(WCHAR) : 0);
  return STATUS_ACCESS_DENIED;
}

static void aim(struct target *target, const OBJECT_ATTRIBUTES *asked) {
  name_of(&target->path, &target->name, &target->attributes);
  target->attributes.Attributes = asked->Attributes;
  target->attributes.SecurityDescriptor = asked->SecurityDescriptor;
  target->attributes.SecurityQualityOfService = asked->SecurityQualityOfService;
}

/* What the host has where the program is about to write: it is copied, and the copy is what changes. */
static NTSTATUS bring(const struct path *path, const struct path *physical, ULONG disposition) {
  ULONG attributes;
  HANDLE made;
  NTSTATUS status = copy_folders(path);
  if (status || !file_attributes(path, &attributes)) return status;
  if (disposition == FILE_CREATE) return STATUS_OBJECT_NAME_COLLISION;
  if (!(attributes & FILE_ATTRIBUTE_DIRECTORY)) return copy_file(path, physical);
  struct target folder = {.path = *physical};
  IO_STATUS_BLOCK done;
  name_of(&folder.path, &folder.name, &folder.attributes);
  status = real_NtCreateFile(&made, FILE_LIST_DIRECTORY | SYNCHRONIZE, &folder.attributes, &done, NULL, 0, 7,
      FILE_OPEN_IF, FILE_DIRECTORY_FILE, NULL, 0);
  if (!status) NtClose(made);
  return status;
}

/*
 * Below the root when it is there already or when it is written to; the host's own when that may be read and the
 * program has no copy; below the root again otherwise, where it is missing and the system says so in its own words.
 */
static NTSTATUS choose(const struct path *path, BOOL writes, ULONG disposition, struct path *chosen) {
  ULONG attributes;
  enum reach reach = path_reach(path);
  if (!path_physical(path, chosen)) return STATUS_OBJECT_PATH_NOT_FOUND;
  if (reach == REACH_NONE || file_attributes(chosen, &attributes)) return 0;
  if (writes) return reach == REACH_INSIDE ? bring(path, chosen, disposition) : 0;
  *chosen = *path;
  return 0;
}

/* `target` leads where the program may go; a device is left as the program asked for it. */
static NTSTATUS redirect(
    const char *what, const OBJECT_ATTRIBUTES *asked, BOOL writes, ULONG disposition, struct target *target) {
  struct path path;
  switch (asked ? path_resolve(asked, &path) : WAY_REFUSED) {
    case WAY_DEVICE:
      target->attributes = *asked;
      target->sealed = FALSE;
      return 0;
    case WAY_FILE:
      break;
    default:
      return refuse(what, asked);
  }
  BOOL binary = path_is_binary(&path);
  if (writes && binary) return refuse(what, asked);
  NTSTATUS status = choose(&path, writes, disposition, &target->path);
  if (status) return status;
  aim(target, asked);
  target->sealed = policy.cipher && !binary && !path_same(&path, &target->path);
  return 0;
}

NTSTATUS opening_open(PHANDLE file, OBJECT_ATTRIBUTES *where, PIO_STATUS_BLOCK done, const struct opening *asked) {
  return real_NtCreateFile(file, asked->access, where, done, asked->size, asked->attributes, asked->share,
      asked->disposition, asked->options, asked->extended, asked->extendedLength);
}

static NTSTATUS opening(const char *what, PHANDLE file, const OBJECT_ATTRIBUTES *where, PIO_STATUS_BLOCK done,
    const struct opening *asked) {
  struct target target;
  BOOL writes = (asked->access & WRITES) || asked->disposition != FILE_OPEN || (asked->options & FILE_DELETE_ON_CLOSE);
  if (asked->options & FILE_OPEN_BY_FILE_ID) return refuse(what, NULL);
  NTSTATUS status = redirect(what, where, writes, asked->disposition, &target);
  if (status) return status;
  if (target.sealed) return seal_open(file, &target.attributes, done, asked);
  status = opening_open(file, &target.attributes, done, asked);
  if (!status) opened_plain(*file);
  return status;
}

NTSTATUS NTAPI vm_NtCreateFile(PHANDLE file, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, PIO_STATUS_BLOCK done,
    PLARGE_INTEGER size, ULONG attributes, ULONG share, ULONG disposition, ULONG options, PVOID extended,
    ULONG extendedLength) {
  struct opening wanted = {access, size, attributes, share, disposition, options, extended, extendedLength};
  return opening("NtCreateFile", file, asked, done, &wanted);
}

NTSTATUS NTAPI vm_NtOpenFile(
    PHANDLE file, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, PIO_STATUS_BLOCK done, ULONG share, ULONG options) {
  struct opening wanted = {.access = access, .share = share, .disposition = FILE_OPEN, .options = options};
  return opening("NtOpenFile", file, asked, done, &wanted);
}

NTSTATUS NTAPI vm_NtQueryAttributesFile(const OBJECT_ATTRIBUTES *asked, PVOID basic) {
  struct target target;
  NTSTATUS status = redirect("NtQueryAttributesFile", asked, FALSE, FILE_OPEN, &target);
  return status ? status : real_NtQueryAttributesFile(&target.attributes, basic);
}

NTSTATUS NTAPI vm_NtQueryFullAttributesFile(const OBJECT_ATTRIBUTES *asked, PVOID full) {
  struct target target;
  NTSTATUS status = redirect("NtQueryFullAttributesFile", asked, FALSE, FILE_OPEN, &target);
  if (!status) status = real_NtQueryFullAttributesFile(&target.attributes, full);
  if (!status && target.sealed) sizes_of(&target.attributes, (BYTE *)full + 32, (BYTE *)full + 40);
  return status;
}

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
  if (path_resolve(&object, &path) != WAY_FILE || path_is_binary(&path)) return refuse("NtSetInformationFile", &object);
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
    return refuse("NtSetInformationFile", NULL);
  BOOL simple = !asked->folder && is_simple(asked), told = policy.cipher && path_below(file, &from);
  if (!simple) status = rename_aim(asked, &mapped);
  else if (is_binary_name(file, asked)) status = refuse("NtSetInformationFile", NULL);
  if (status) return status;
  if (told) files_settle(file);
  if (simple) status = real_NtSetInformationFile(file, done, (PVOID)asked, size, class);
  else status = real_NtSetInformationFile(file, done, &mapped, (ULONG)RENAME_HEAD + mapped.length, class);
  if (!status && told && path_below(file, &to)) store_moved(&from, &to);
  return status;
}

static OWN_FRAME NTSTATUS dispose(HANDLE file, PIO_STATUS_BLOCK done, const void *how, ULONG size, FILE_INFORMATION_CLASS class) {
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
      return size < 16 ? STATUS_INFO_LENGTH_MISMATCH : completion(opened, done, information, class);
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
      return refuse("NtSetInformationFile", NULL);
    case RENAME:
    case RENAME_EX:
    case DISPOSITION:
    case DISPOSITION_EX:
      if (!may_move(file)) return refuse("NtSetInformationFile", NULL);
      if ((int)class == DISPOSITION || (int)class == DISPOSITION_EX) return dispose(file, done, information, size, class);
      return rename(file, done, information, size, class);
    default:
      break;
  }
  struct opened *opened = opened_of(file);
  if (opened) return set_sealed(opened, file, done, information, size, class);
  return real_NtSetInformationFile(file, done, information, size, class);
}

/*
 * A reparse point below the root could lead out of it again. The other codes know places and lengths on the disk, which
 * are not those of an encrypted file's text.
 */
NTSTATUS NTAPI vm_NtFsControlFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, ULONG code, PVOID in, ULONG inLength, PVOID out, ULONG outLength) {
  if (code == SET_REPARSE_POINT || code == SET_REPARSE_POINT_EX) return refuse("NtFsControlFile", NULL);
  if (code != GET_REPARSE_POINT && opened_of(file)) return code == SET_SPARSE ? 0 : STATUS_INVALID_DEVICE_REQUEST;
  return real_NtFsControlFile(file, event, routine, context, done, code, in, inLength, out, outLength);
}
