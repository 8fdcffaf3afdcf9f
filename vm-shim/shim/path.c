#include "evm.h"

#define OBJECT_NAME 1 /* of NtQueryObject */

static struct path root_named; /* what the system itself calls the root: a device's name on Windows */

struct named {
  UNICODE_STRING name;
  WCHAR text[EVM_PATH];
};

static BOOL begins(const WCHAR *text, USHORT units, const WCHAR *with, USHORT length) {
  return units >= length && text_same(text, with, length);
}

/* Below or at the folder: C:\windowsX does not lie below C:\windows. */
static BOOL within(const struct path *path, const struct path *folder) {
  return begins(path->text, path->length, folder->text, folder->length) &&
         (path->length == folder->length || path->text[folder->length] == '\\');
}

static BOOL path_of(HANDLE file, struct path *path) {
  struct named named;
  __typeof__(NtQueryObject) *query = real_NtQueryObject ? real_NtQueryObject : NtQueryObject; /* before the hooks */
  if (query(file, (OBJECT_INFORMATION_CLASS)OBJECT_NAME, &named, sizeof named, NULL)) return FALSE;
  path->length = 0;
  if (!path_append(path, named.name.Buffer, named.name.Length / sizeof(WCHAR))) return FALSE;
  while (path->length && path->text[path->length - 1] == '\\') path->length--;
  return path->length > 0;
}

/* Before the hooks: a root that is not there refuses the start. */
BOOL path_open_root(void) {
  UNICODE_STRING name = {
      (USHORT)(policy.root.length * sizeof(WCHAR)), (USHORT)(policy.root.length * sizeof(WCHAR)), policy.root.text};
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK status;
  HANDLE root;
  InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
  if (NtOpenFile(&root, FILE_LIST_DIRECTORY | SYNCHRONIZE, &attributes, &status, FILE_SHARE_READ | FILE_SHARE_WRITE,
          FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT))
    return FALSE;
  BOOL known = path_of(root, &root_named);
  NtClose(root);
  return known;
}

BOOL path_is_ours(HANDLE file) {
  struct path path;
  return path_of(file, &path) && within(&path, &root_named);
}

BOOL path_below(HANDLE file, struct path *below) {
  struct path path;
  if (!path_of(file, &path) || !within(&path, &root_named)) return FALSE;
  below->length = 0;
  if (path.length == root_named.length) return TRUE;
  return path_append(below, path.text + root_named.length + 1, path.length - root_named.length - 1);
}

BOOL path_is_binary(const struct path *path) {
  static const WCHAR *const shims[] = {L"\\vm64.dll", L"\\vm32.dll"};
  for (int i = 0; i < 2; i++)
    if (path->length > 9 && text_same(path->text + path->length - 9, shims[i], 9)) return TRUE;
  for (ULONG i = 0; i < policy.binaries; i++)
    if (path->length == policy.binary[i].length && text_same(path->text, policy.binary[i].text, path->length))
      return TRUE;
  return FALSE;
}

/* The whole name, from the folder's handle it may be relative to. */
static BOOL whole(const OBJECT_ATTRIBUTES *attributes, struct path *path) {
  const UNICODE_STRING *name = attributes->ObjectName;
  USHORT units = name ? name->Length / sizeof(WCHAR) : 0;
  path->length = 0;
  if (!attributes->RootDirectory) return units && path_append(path, name->Buffer, units);
  struct path folder;
  if (!path_of(attributes->RootDirectory, &folder)) return FALSE;
  if (within(&folder, &root_named)) {
    path_append(path, policy.root.text, policy.root.length);
    if (!path_append(path, folder.text + root_named.length, folder.length - root_named.length)) return FALSE;
  } else {
    path_append(path, folder.text, folder.length);
  }
  return !units || (path_append(path, L"\\", 1) && path_append(path, name->Buffer, units));
}

static BOOL is_device(const struct path *path) {
  static const WCHAR *const devices[] = {L"\\Device\\ConDrv", L"\\Device\\Null", L"\\??\\NUL", L"\\??\\CON",
      L"\\??\\CONIN$", L"\\??\\CONOUT$"};
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
    USHORT length = text_length(devices[i]);
    if (path->length == length && text_same(path->text, devices[i], length)) return TRUE;
  }
  return begins(path->text, path->length, L"\\Device\\ConDrv\\", 15) ||
         pipe_is_made(path) || (policy.nets && begins(path->text, path->length, L"\\Device\\Afd", 11));
}

/* All aliases of the folder of drive letters become the one short one. */
static BOOL short_prefix(struct path *path) {
  static const WCHAR *const aliases[] = {L"\\DosDevices\\", L"\\GLOBAL??\\", L"\\??\\GLOBALROOT\\GLOBAL??\\"};
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
    USHORT length = text_length(aliases[i]);
    if (!begins(path->text, path->length, aliases[i], length)) continue;
    path->length -= length - 4;
    for (USHORT unit = 4; unit < path->length; unit++) path->text[unit] = path->text[unit + length - 4];
    memcpy(path->text, L"\\??\\", 4 * sizeof(WCHAR));
    break;
  }
  return begins(path->text, path->length, L"\\??\\", 4);
}

/*
 * Names that could mean another place than they say: the parent folder, streams behind a colon, and the slash, which
 * NT does not take for a separator but a file system of Linux below Wine does.
 */
static BOOL is_plain(const WCHAR *text, USHORT units) {
  for (USHORT start = 0, end; start < units; start = end + 1) {
    if (text[start++] != '\\') return FALSE;
    for (end = start; end < units && text[end] != '\\'; end++)
      if (text[end] == ':' || text[end] == '/' || text[end] < ' ') return FALSE;
    if (end == start) return FALSE;
    if (text[start] == '.' && (end == start + 1 || (end == start + 2 && text[start + 1] == '.'))) return FALSE;
    end--;
  }
  return TRUE;
}

static BOOL is_letter(WCHAR unit) { return (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z'); }

/* Names below the root come back from handles and from the loader: there the drive is a folder. */
static BOOL from_root(struct path *path) {
  USHORT length = policy.root.length;
  if (!within(path, &policy.root)) return TRUE;
  if (path->length < length + 2 || !is_letter(path->text[length + 1])) return FALSE;
  if (path->length > length + 2 && path->text[length + 2] != '\\') return FALSE;
  path->text[4] = path->text[length + 1];
  path->text[5] = ':';
  for (USHORT unit = length + 2; unit < path->length; unit++) path->text[unit - length + 4] = path->text[unit];
  path->length = (USHORT)(path->length - length + 4);
  return TRUE;
}

/* UNC names, pipes, raw volumes and disks have no letter and a backslash here, and are refused with the rest. */
enum way path_resolve(const OBJECT_ATTRIBUTES *attributes, struct path *path) {
  if (!whole(attributes, path)) return WAY_REFUSED;
  if (is_device(path)) return WAY_DEVICE;
  if (!short_prefix(path)) return WAY_REFUSED;
  if (is_device(path)) return WAY_DEVICE;
  if (path->length < 7 && !attributes->RootDirectory) return WAY_REFUSED;
  if (path->length < 6 || !is_letter(path->text[4]) || path->text[5] != ':') return WAY_REFUSED;
  while (path->text[path->length - 1] == '\\') path->length--;
  if (!is_plain(path->text + 6, path->length - 6) || !from_root(path)) return WAY_REFUSED;
  path->text[4] = RtlUpcaseUnicodeChar(path->text[4]);
  return WAY_FILE;
}

BOOL path_virtual(HANDLE file, struct path *path) {
  UNICODE_STRING none = {0};
  OBJECT_ATTRIBUTES object;
  InitializeObjectAttributes(&object, &none, 0, file, NULL);
  return path_is_ours(file) && path_resolve(&object, path) == WAY_FILE;
}

void path_device(const struct path *path, struct path *name) {
  USHORT units = 8;
  name->length = 0;
  if (!begins(root_named.text, root_named.length, L"\\Device\\", 8)) {
    path_append(name, path->text, path->length);
    return;
  }
  while (units < root_named.length && root_named.text[units] != '\\') units++;
  path_append(name, root_named.text, units);
  path_append(name, path->text + 6, path->length - 6);
}

BOOL path_physical(const struct path *path, struct path *physical) {
  WCHAR drive[2] = {'\\', path->text[4]};
  physical->length = 0;
  return path_append(physical, policy.root.text, policy.root.length) && path_append(physical, drive, 2) &&
         path_append(physical, path->text + 6, path->length - 6);
}

enum reach path_reach(const struct path *path) {
  enum reach reach = REACH_NONE;
  for (ULONG i = 0; i < policy.readables; i++) {
    if (within(path, &policy.readable[i])) return REACH_INSIDE;
    if (within(&policy.readable[i], path)) reach = REACH_ANCESTOR;
  }
  return reach;
}
