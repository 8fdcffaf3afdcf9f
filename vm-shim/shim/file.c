#include "evm.h"

#define WRITES                                                                                                     \
  (FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | FILE_DELETE_CHILD | DELETE |       \
      WRITE_DAC | WRITE_OWNER | ACCESS_SYSTEM_SECURITY | GENERIC_WRITE | GENERIC_ALL | MAXIMUM_ALLOWED)

#define SET_REPARSE_POINT 0x900A4
#define SET_REPARSE_POINT_EX 0x9040C

/* FileInformationClass, by Windows' numbers */
enum { RENAME = 10, LINK = 11, DISPOSITION = 13, DISPOSITION_EX = 64, RENAME_EX = 65, LINK_EX = 72 };

struct target {
  struct path path;
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES attributes;
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
      return 0;
    case WAY_FILE:
      break;
    default:
      return refuse(what, asked);
  }
  NTSTATUS status = choose(&path, writes, disposition, &target->path);
  if (!status) aim(target, asked);
  return status;
}

NTSTATUS NTAPI vm_NtCreateFile(PHANDLE file, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, PIO_STATUS_BLOCK done,
    PLARGE_INTEGER size, ULONG attributes, ULONG share, ULONG disposition, ULONG options, PVOID extended,
    ULONG extendedLength) {
  struct target target;
  BOOL writes = (access & WRITES) || disposition != FILE_OPEN || (options & FILE_DELETE_ON_CLOSE);
  if (options & FILE_OPEN_BY_FILE_ID) return refuse("NtCreateFile", NULL);
  NTSTATUS status = redirect("NtCreateFile", asked, writes, disposition, &target);
  if (status) return status;
  return real_NtCreateFile(file, access, &target.attributes, done, size, attributes, share, disposition, options,
      extended, extendedLength);
}

NTSTATUS NTAPI vm_NtOpenFile(
    PHANDLE file, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, PIO_STATUS_BLOCK done, ULONG share, ULONG options) {
  struct target target;
  BOOL writes = (access & WRITES) || (options & FILE_DELETE_ON_CLOSE);
  if (options & FILE_OPEN_BY_FILE_ID) return refuse("NtOpenFile", NULL);
  NTSTATUS status = redirect("NtOpenFile", asked, writes, FILE_OPEN, &target);
  return status ? status : real_NtOpenFile(file, access, &target.attributes, done, share, options);
}

NTSTATUS NTAPI vm_NtQueryAttributesFile(const OBJECT_ATTRIBUTES *asked, PVOID basic) {
  struct target target;
  NTSTATUS status = redirect("NtQueryAttributesFile", asked, FALSE, FILE_OPEN, &target);
  return status ? status : real_NtQueryAttributesFile(&target.attributes, basic);
}

NTSTATUS NTAPI vm_NtQueryFullAttributesFile(const OBJECT_ATTRIBUTES *asked, PVOID full) {
  struct target target;
  NTSTATUS status = redirect("NtQueryFullAttributesFile", asked, FALSE, FILE_OPEN, &target);
  return status ? status : real_NtQueryFullAttributesFile(&target.attributes, full);
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

static NTSTATUS rename(
    HANDLE file, PIO_STATUS_BLOCK done, const struct rename *asked, ULONG size, FILE_INFORMATION_CLASS class) {
  if (size < RENAME_HEAD || asked->length > size - RENAME_HEAD || asked->length > EVM_PATH * sizeof(WCHAR))
    return refuse("NtSetInformationFile", NULL);
  if (!asked->folder && is_simple(asked)) return real_NtSetInformationFile(file, done, (PVOID)asked, size, class);
  UNICODE_STRING name = {(USHORT)asked->length, (USHORT)asked->length, (PWSTR)asked->name};
  OBJECT_ATTRIBUTES object;
  struct path path, to;
  struct rename mapped = {.flags = asked->flags};
  InitializeObjectAttributes(&object, &name, OBJ_CASE_INSENSITIVE, asked->folder, NULL);
  if (path_resolve(&object, &path) != WAY_FILE) return refuse("NtSetInformationFile", &object);
  NTSTATUS status = path_reach(&path) == REACH_INSIDE ? copy_folders(&path) : 0;
  if (status || !path_physical(&path, &to)) return STATUS_OBJECT_PATH_NOT_FOUND;
  mapped.length = to.length * sizeof(WCHAR);
  memcpy(mapped.name, to.text, mapped.length);
  return real_NtSetInformationFile(file, done, &mapped, (ULONG)RENAME_HEAD + mapped.length, class);
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
      return refuse("NtSetInformationFile", NULL);
    case RENAME:
    case RENAME_EX:
      if (!path_is_ours(file)) return refuse("NtSetInformationFile", NULL);
      return rename(file, done, information, size, class);
    case DISPOSITION:
    case DISPOSITION_EX:
      if (!path_is_ours(file)) return refuse("NtSetInformationFile", NULL);
      break;
    default:
      break;
  }
  return real_NtSetInformationFile(file, done, information, size, class);
}

/* A reparse point below the root could lead out of it again. */
NTSTATUS NTAPI vm_NtFsControlFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, ULONG code, PVOID in, ULONG inLength, PVOID out, ULONG outLength) {
  if (code == SET_REPARSE_POINT || code == SET_REPARSE_POINT_EX) return refuse("NtFsControlFile", NULL);
  return real_NtFsControlFile(file, event, routine, context, done, code, in, inLength, out, outLength);
}

volatile LONG64 file_read, file_written;

/* What was asked for is counted, because an overlapped call is over before anybody knows what came of it. */
NTSTATUS NTAPI vm_NtReadFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context, PIO_STATUS_BLOCK done,
    PVOID bytes, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  InterlockedExchangeAdd64(&file_read, count);
  return real_NtReadFile(file, event, routine, context, done, bytes, count, offset, key);
}

NTSTATUS NTAPI vm_NtWriteFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID bytes, ULONG count, PLARGE_INTEGER offset, PULONG key) {
  InterlockedExchangeAdd64(&file_written, count);
  return real_NtWriteFile(file, event, routine, context, done, bytes, count, offset, key);
}
