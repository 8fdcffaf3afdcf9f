#include "registry.h"

#define MADE 512
#define CLAIMED SELF
#define KEY_NAME 3

/*
 * What programs need to start: how numbers and dates are written, time zones, fonts and colours, where libraries and
 * classes lie, the processor. Not what says whose machine it is: a key that has both is read alone, without what lies
 * below it, or only below.
 */
#define CURRENT_NT L"\\Registry\\Machine\\Software\\Microsoft\\Windows NT\\CurrentVersion"
#define CONTROL L"\\Registry\\Machine\\System\\CurrentControlSet\\Control"
static const struct {
  const WCHAR *name;
  BOOL alone;
} readable[] = {
    {CURRENT_NT L"\\Fonts", FALSE},
    {CURRENT_NT L"\\FontLink", FALSE},
    {CURRENT_NT L"\\FontSubstitutes", FALSE},
    {CURRENT_NT L"\\GRE_Initialize", FALSE},
    {CURRENT_NT L"\\Time Zones", FALSE},
    {CURRENT_NT L"\\Drivers32", FALSE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\Windows\\CurrentVersion", TRUE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\Cryptography\\Defaults", FALSE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\OLE", FALSE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\Rpc", FALSE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\COM3", FALSE},
    {L"\\Registry\\Machine\\Software\\Microsoft\\.NETFramework", FALSE},
    {L"\\Registry\\Machine\\Software\\Classes", FALSE},
    {CONTROL L"\\Nls", FALSE},
    {CONTROL L"\\TimeZoneInformation", FALSE},
    {CONTROL L"\\Session Manager", TRUE},
    {L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\WinSock2", FALSE},
    {L"\\Registry\\Machine\\Hardware\\Description\\System\\CentralProcessor", FALSE},
};

/* Below the user's own key. */
static const WCHAR *const readable_user[] = {
    L"\\Control Panel\\International", L"\\Control Panel\\Desktop", L"\\Control Panel\\Colors", L"\\Software\\Wine"};

static struct path user;
static struct {
  HANDLE handle;
  struct path path;
} made[MADE];

struct named {
  ULONG length;
  WCHAR text[EVM_PATH];
};

static BOOL begins(const struct path *path, const WCHAR *text, USHORT units) {
  return path->length >= units && text_same(path->text, text, units) &&
         (path->length == units || path->text[units] == '\\');
}

static void single_backslashes(struct path *path) {
  USHORT to = 0;
  for (USHORT unit = 0; unit < path->length; unit++)
    if (path->text[unit] != '\\' || to == 0 || path->text[to - 1] != '\\') path->text[to++] = path->text[unit];
  while (to && path->text[to - 1] == '\\') to--;
  path->length = to;
}

/* The system's current settings have two names; the kernel's own answers give the other one. */
static BOOL canonical(struct path *path) {
  static const WCHAR numbered[] = L"\\Registry\\Machine\\System\\ControlSet001";
  static const WCHAR current[] = L"\\Registry\\Machine\\System\\CurrentControlSet";
  USHORT units = text_length(numbered);
  single_backslashes(path);
  if (!begins(path, L"\\Registry", 9)) return FALSE;
  if (!begins(path, numbered, units)) return TRUE;
  struct path rest = *path;
  path->length = 0;
  path_append(path, current, text_length(current));
  return path_append(path, rest.text + units, rest.length - units);
}

static int made_find(HANDLE key) {
  for (int i = 0; i < MADE && key && key != CLAIMED; i++)
    if (made[i].handle == key) return i;
  return -1;
}

BOOL key_is_made(HANDLE key) { return made_find(key) >= 0; }

BOOL key_of(HANDLE key, struct path *path) {
  struct named named;
  ULONG needed;
  int place = made_find(key);
  path->length = 0;
  if (place >= 0) return path_append(path, made[place].path.text, made[place].path.length);
  if (real_NtQueryKey(key, KEY_NAME, &named, sizeof named, &needed)) return FALSE;
  return path_append(path, named.text, (USHORT)(named.length / sizeof(WCHAR))) && canonical(path);
}

BOOL key_asked(const OBJECT_ATTRIBUTES *asked, struct path *path) {
  const UNICODE_STRING *name = asked ? asked->ObjectName : NULL;
  path->length = 0;
  if (!name) return FALSE;
  if (asked->RootDirectory && !key_of(asked->RootDirectory, path)) return FALSE;
  if (asked->RootDirectory && name->Length && !path_append(path, L"\\", 1)) return FALSE;
  return path_append(path, name->Buffer, name->Length / sizeof(WCHAR)) && canonical(path);
}

static enum reach reach_of(const struct path *path, const WCHAR *name, USHORT units, BOOL alone) {
  if (begins(path, name, units) && (!alone || path->length == units)) return REACH_INSIDE;
  BOOL above = path->length < units && name[path->length] == '\\' && text_same(path->text, name, path->length);
  return above ? REACH_ANCESTOR : REACH_NONE;
}

enum reach key_reach(const struct path *path) {
  enum reach reach = REACH_NONE;
  for (ULONG i = 0; i < sizeof readable / sizeof *readable; i++)
    reach = max(reach, reach_of(path, readable[i].name, text_length(readable[i].name), readable[i].alone));
  for (ULONG i = 0; i < policy.keys; i++)
    reach = max(reach, reach_of(path, policy.key[i].text, policy.key[i].length, FALSE));
  return reach;
}

/* A handle that the system knows must stand for what it does not have: one of the registry's top, opened anew. */
NTSTATUS key_make(const struct path *path, HANDLE *key) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  RtlInitUnicodeString(&name, L"\\Registry\\Machine");
  InitializeObjectAttributes(&object, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
  for (int i = 0; i < MADE; i++) {
    if (InterlockedCompareExchangePointer(&made[i].handle, CLAIMED, NULL)) continue;
    NTSTATUS status = real_NtOpenKey(key, KEY_QUERY_VALUE, &object);
    made[i].path = *path;
    InterlockedExchangePointer(&made[i].handle, status ? NULL : *key);
    return status;
  }
  return STATUS_QUOTA_EXCEEDED;
}

void key_closed(HANDLE key) {
  int place = made_find(key);
  if (place >= 0) InterlockedExchangePointer(&made[place].handle, NULL);
}

void key_copied(HANDLE from, HANDLE to) {
  int place = made_find(from);
  for (int i = 0; i < MADE && place >= 0; i++) {
    if (InterlockedCompareExchangePointer(&made[i].handle, CLAIMED, NULL)) continue;
    made[i].path = made[place].path;
    InterlockedExchangePointer(&made[i].handle, to);
    return;
  }
}

static BOOL key_add(const WCHAR *start, USHORT units, const struct path *rest) {
  struct path *key = &policy.key[policy.keys];
  if (policy.keys == EVM_KEYS) return FALSE;
  *key = (struct path){0};
  if (!path_append(key, start, units) || !path_append(key, rest->text, rest->length) || !canonical(key)) return FALSE;
  policy.keys++;
  return TRUE;
}

/* `HKLM\SOFTWARE\...`: of the machine, of the user, or the classes. */
BOOL key_readable(const struct path *name) {
  static const struct {
    const WCHAR *text, *path;
  } starts[] = {{L"HKLM", L"\\Registry\\Machine"}, {L"HKEY_LOCAL_MACHINE", L"\\Registry\\Machine"},
      {L"HKCR", L"\\Registry\\Machine\\Software\\Classes"}, {L"HKCU", NULL}, {L"HKEY_CURRENT_USER", NULL}};
  for (ULONG i = 0; i < sizeof starts / sizeof *starts; i++) {
    USHORT units = text_length(starts[i].text);
    if (!begins(name, starts[i].text, units) || name->length == units) continue;
    struct path rest = {0};
    path_append(&rest, name->text + units, name->length - units);
    return starts[i].path ? key_add(starts[i].path, text_length(starts[i].path), &rest)
                          : key_add(user.text, user.length, &rest);
  }
  return FALSE;
}

/* Before the policy is read, which names keys of the user. */
BOOL keys_start(void) {
  UNICODE_STRING name;
  if (RtlFormatCurrentUserKeyPath(&name)) return FALSE;
  if (!path_append(&user, name.Buffer, name.Length / sizeof(WCHAR)) || !canonical(&user)) return FALSE;
  for (ULONG i = 0; i < sizeof readable_user / sizeof *readable_user; i++) {
    struct path rest = {0};
    path_append(&rest, readable_user[i], text_length(readable_user[i]));
    if (!key_add(user.text, user.length, &rest)) return FALSE;
  }
  return TRUE;
}
