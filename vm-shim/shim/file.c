#include "store.h"

#define WRITES                                                                                                     \
  (FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | FILE_DELETE_CHILD | DELETE |       \
      WRITE_DAC | WRITE_OWNER | ACCESS_SYSTEM_SECURITY | GENERIC_WRITE | GENERIC_ALL | MAXIMUM_ALLOWED)

#define SET_REPARSE_POINT 0x900A4
#define SET_REPARSE_POINT_EX 0x9040C
#define GET_REPARSE_POINT 0x900A8
#define SET_SPARSE 0x900C4

struct target {
  struct path path;
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES attributes;
  BOOL sealed; /* encrypted, if it is a file */
};

NTSTATUS file_refuse(const char *what, const OBJECT_ATTRIBUTES *asked) {
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

/* What the host has, and the program is told not to be there, counts as refused. */
static OWN_FRAME NTSTATUS looked_for(const char *what, const OBJECT_ATTRIBUTES *asked, NTSTATUS status) {
  struct path path;
  ULONG attributes;
  if (status != STATUS_OBJECT_NAME_NOT_FOUND && status != STATUS_OBJECT_PATH_NOT_FOUND) return status;
  if (path_resolve(asked, &path) != WAY_FILE || path_reach(&path) != REACH_NONE) return status;
  if (file_attributes(&path, &attributes)) file_refuse(what, asked);
  return status;
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
      return file_refuse(what, asked);
  }
  BOOL binary = path_is_binary(&path);
  if (writes && binary) return file_refuse(what, asked);
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
  if (asked->options & FILE_OPEN_BY_FILE_ID) return file_refuse(what, NULL);
  NTSTATUS status = redirect(what, where, writes, asked->disposition, &target);
  if (status) return status;
  if (target.sealed) return looked_for(what, where, seal_open(file, &target.attributes, done, asked));
  status = opening_open(file, &target.attributes, done, asked);
  if (!status) opened_plain(*file);
  return looked_for(what, where, status);
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
  if (status) return status;
  return looked_for("NtQueryAttributesFile", asked, real_NtQueryAttributesFile(&target.attributes, basic));
}

NTSTATUS NTAPI vm_NtQueryFullAttributesFile(const OBJECT_ATTRIBUTES *asked, PVOID full) {
  struct target target;
  NTSTATUS status = redirect("NtQueryFullAttributesFile", asked, FALSE, FILE_OPEN, &target);
  if (!status) status = real_NtQueryFullAttributesFile(&target.attributes, full);
  if (!status && target.sealed) sizes_of(&target.attributes, (BYTE *)full + 32, (BYTE *)full + 40);
  return looked_for("NtQueryFullAttributesFile", asked, status);
}

/*
 * A reparse point below the root could lead out of it again. The other codes know places and lengths on the disk, which
 * are not those of an encrypted file's text.
 */
NTSTATUS NTAPI vm_NtFsControlFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, ULONG code, PVOID in, ULONG inLength, PVOID out, ULONG outLength) {
  if (code == SET_REPARSE_POINT || code == SET_REPARSE_POINT_EX) return file_refuse("NtFsControlFile", NULL);
  if (code != GET_REPARSE_POINT && opened_of(file)) return code == SET_SPARSE ? 0 : STATUS_INVALID_DEVICE_REQUEST;
  return real_NtFsControlFile(file, event, routine, context, done, code, in, inLength, out, outLength);
}
