#include "registry.h"

#define READS (KEY_READ & ~SYNCHRONIZE)
#define CHILD 600

/* What a key handle stands for: the host's key, when it may be seen, and the program's changes over it. */
struct view {
  struct path path;
  HANDLE host;
  enum reach reach;
  struct key *key;
};

static NTSTATUS refuse(const char *what, const OBJECT_ATTRIBUTES *asked) {
  const UNICODE_STRING *name = asked ? asked->ObjectName : NULL;
  portal_refused(what, name ? name->Buffer : L"", name ? name->Length / sizeof(WCHAR) : 0);
  return STATUS_ACCESS_DENIED;
}

/* The host's key for reading, and for nothing else; its own name must be one that may be read, whatever link led there. */
static NTSTATUS host_open(const struct path *path, HANDLE *host) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  struct path real;
  if (key_reach(path) == REACH_NONE) return STATUS_OBJECT_NAME_NOT_FOUND;
  name_of(path, &name, &object);
  NTSTATUS status = real_NtOpenKey(host, READS, &object);
  if (status) return status;
  if (key_of(*host, &real) && key_reach(&real) != REACH_NONE) return 0;
  real_NtClose(*host);
  return STATUS_OBJECT_NAME_NOT_FOUND;
}

static BOOL host_has(const struct path *path) {
  HANDLE host;
  if (host_open(path, &host)) return FALSE;
  real_NtClose(host);
  return TRUE;
}

/* With the overlay held. */
static NTSTATUS open(const struct path *path, HANDLE *handle) {
  BOOL gone;
  struct key *key = overlay_find(path, &gone);
  if (!gone && !host_open(path, handle)) return 0;
  return key && key->made ? key_make(path, handle) : STATUS_OBJECT_NAME_NOT_FOUND;
}

static BOOL exists(const struct path *path) {
  BOOL gone;
  struct key *key = overlay_find(path, &gone);
  return (key && key->made) || (!gone && host_has(path));
}

static NTSTATUS view_of(HANDLE handle, struct view *view) {
  BOOL gone;
  if (!key_of(handle, &view->path)) return (NTSTATUS)0xC0000008; /* no such handle */
  view->key = overlay_find(&view->path, &gone);
  view->reach = gone ? REACH_NONE : key_reach(&view->path);
  view->host = gone || key_is_made(handle) ? NULL : handle;
  if (!view->host && !(view->key && view->key->made)) return STATUS_KEY_DELETED;
  return 0;
}

NTSTATUS NTAPI vm_NtOpenKeyEx(PHANDLE handle, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, ULONG options) {
  struct path path;
  (void)access;
  if (!key_asked(asked, &path) || (asked->Attributes & OBJ_OPENLINK)) return refuse("NtOpenKeyEx", asked);
  (void)options;
  overlay_hold();
  NTSTATUS status = open(&path, handle);
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtOpenKey(PHANDLE handle, ACCESS_MASK access, POBJECT_ATTRIBUTES asked) {
  return vm_NtOpenKeyEx(handle, access, asked, 0);
}

static NTSTATUS make(const struct path *path, HANDLE *handle) {
  struct path parent = *path;
  while (parent.length && parent.text[parent.length - 1] != '\\') parent.length--;
  if (parent.length < 2) return STATUS_ACCESS_DENIED;
  parent.length--;
  if (!exists(&parent)) return STATUS_OBJECT_NAME_NOT_FOUND;
  NTSTATUS status = overlay_change(KEY_MAKE, path, NULL);
  return status ? status : key_make(path, handle);
}

NTSTATUS NTAPI vm_NtCreateKey(PHANDLE handle, ACCESS_MASK access, POBJECT_ATTRIBUTES asked, ULONG index,
    PUNICODE_STRING class, ULONG options, PULONG disposition) {
  struct path path;
  (void)access, (void)index, (void)class;
  if (!key_asked(asked, &path) || (asked->Attributes & OBJ_OPENLINK) || (options & REG_OPTION_CREATE_LINK))
    return refuse("NtCreateKey", asked);
  overlay_hold();
  NTSTATUS status = open(&path, handle);
  BOOL is_new = status == STATUS_OBJECT_NAME_NOT_FOUND;
  if (is_new) status = make(&path, handle);
  overlay_release();
  if (!status && disposition) *disposition = is_new ? REG_CREATED_NEW_KEY : REG_OPENED_EXISTING_KEY;
  return status;
}

/* The host's child of that index, skipping none: a name of the registry has at most 255 units. */
static BOOL host_child(const struct view *view, ULONG index, WCHAR *name, USHORT *units) {
  BYTE bytes[CHILD];
  ULONG needed, length;
  if (!view->host || view->reach == REACH_NONE) return FALSE;
  if (real_NtEnumerateKey(view->host, index, 0, bytes, sizeof bytes, &needed)) return FALSE;
  memcpy(&length, bytes + 12, 4);
  *units = (USHORT)(length / sizeof(WCHAR));
  memcpy(name, bytes + 16, length);
  return TRUE;
}

static BOOL child_shown(const struct view *view, const WCHAR *name, USHORT units) {
  struct path path = view->path;
  const struct key *child = overlay_child(view->key, name, units);
  if (child && (child->made || child->gone)) return FALSE;
  return path_append(&path, L"\\", 1) && path_append(&path, name, units) && key_reach(&path) != REACH_NONE;
}

/* The program's own children first, then those of the host that are shown. */
static NTSTATUS child_at(const struct view *view, ULONG index, struct path *child) {
  static struct {
    HANDLE host;
    ULONG index, next; /* after the child of that index, the host's go on there */
  } last;
  WCHAR name[CHILD / 2];
  USHORT units;
  ULONG at = 0, host = 0;
  *child = view->path;
  for (struct key *key = view->key ? view->key->children : NULL; key; key = key->next)
    if (key->made && at++ == index)
      return path_append(child, L"\\", 1) && path_append(child, key->name, key->units) ? 0 : STATUS_NO_MORE_ENTRIES;
  if (!view->key && last.host == view->host && last.index < index) {
    at = last.index + 1;
    host = last.next;
  }
  for (; host_child(view, host, name, &units); host++) {
    if (!child_shown(view, name, units) || at++ != index) continue;
    last.host = view->key ? NULL : view->host;
    last.index = index;
    last.next = host + 1;
    return path_append(child, L"\\", 1) && path_append(child, name, units) ? 0 : STATUS_NO_MORE_ENTRIES;
  }
  return STATUS_NO_MORE_ENTRIES;
}

/* Before what the system copied of a structure whose tail has been cut off, `needed` says how long it is. */
static NTSTATUS answer(PVOID to, ULONG room, PULONG needed, const void *fixed, ULONG head, const void *tail, ULONG more) {
  *needed = head + more;
  if (room < head) return STATUS_BUFFER_TOO_SMALL;
  memcpy(to, fixed, head);
  memcpy((BYTE *)to + head, tail, min(more, room - head));
  return room < head + more ? STATUS_BUFFER_OVERFLOW : 0;
}

struct counts {
  ULONG keys, longest_key, values, longest_value, largest;
};

static BOOL value_at(const struct view *view, ULONG index, struct value **own, ULONG *host);

static void count(const struct view *view, struct counts *counts) {
  struct path child;
  struct value *own;
  ULONG host, needed;
  struct {
    ULONG title, type, offset, size, length;
    WCHAR rest[CHILD / 2];
  } value;
  for (; !child_at(view, counts->keys, &child); counts->keys++)
    counts->longest_key = max(counts->longest_key, (child.length - view->path.length - 1u) * sizeof(WCHAR));
  for (; value_at(view, counts->values, &own, &host); counts->values++) {
    if (!own) {
      NTSTATUS status = real_NtEnumerateValueKey(view->host, host, 1, &value, sizeof value, &needed);
      if (status && status != STATUS_BUFFER_OVERFLOW) continue;
    }
    counts->longest_value = max(counts->longest_value, own ? own->units * sizeof(WCHAR) : value.length);
    counts->largest = max(counts->largest, own ? own->size : value.size);
  }
}

enum { BASIC, NODE, FULL, NAME, CACHED };

static NTSTATUS describe(
    const struct view *view, int class, PVOID to, ULONG room, PULONG needed) {
  USHORT start = view->path.length;
  struct counts counts = {0};
  while (start && view->path.text[start - 1] != '\\') start--;
  const WCHAR *name = view->path.text + start;
  ULONG length = (view->path.length - start) * sizeof(WCHAR), all = view->path.length * sizeof(WCHAR);
  if (class == FULL || class == CACHED) count(view, &counts);
  ULONG basic[] = {0, 0, 0, length}, node[] = {0, 0, 0, ~0u, 0, length};
  ULONG full[] = {0, 0, 0, ~0u, 0, counts.keys, counts.longest_key, 0, counts.values, counts.longest_value,
      counts.largest};
  ULONG cached[] = {
      0, 0, 0, counts.keys, counts.longest_key, counts.values, counts.longest_value, counts.largest, length, 0};
  switch (class) {
    case BASIC: return answer(to, room, needed, basic, sizeof basic, name, length);
    case NODE: return answer(to, room, needed, node, sizeof node, name, length);
    case FULL: return answer(to, room, needed, full, sizeof full, NULL, 0);
    case NAME: return answer(to, room, needed, &all, sizeof all, view->path.text, all);
    case CACHED: return answer(to, room, needed, cached, sizeof cached, NULL, 0);
    default: return (NTSTATUS)0xC0000003; /* no such class */
  }
}

NTSTATUS NTAPI vm_NtQueryKey(HANDLE handle, int class, PVOID to, ULONG room, PULONG needed) {
  struct view view;
  ULONG unused;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  BOOL plain = view.host && (class < FULL || class > CACHED);
  if (!status && plain) status = real_NtQueryKey(handle, class, to, room, needed);
  else if (!status) status = describe(&view, class, to, room, needed ? needed : &unused);
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtEnumerateKey(HANDLE handle, ULONG index, int class, PVOID to, ULONG room, PULONG needed) {
  struct view view;
  struct path child;
  ULONG unused;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (!status) status = child_at(&view, index, &child);
  if (!status) {
    struct view below = {.path = child, .reach = view.reach == REACH_NONE ? REACH_NONE : key_reach(&child)};
    BOOL gone;
    below.key = overlay_find(&child, &gone);
    if (gone || host_open(&child, &below.host)) below.host = NULL;
    status = describe(&below, class, to, room, needed ? needed : &unused);
    if (below.host) real_NtClose(below.host);
  }
  overlay_release();
  return status;
}

static BOOL host_values(const struct view *view) { return view->host && view->reach == REACH_INSIDE; }

/* The program's own values first, then those of the host that it has neither changed nor deleted. */
static BOOL value_at(const struct view *view, ULONG index, struct value **own, ULONG *host) {
  struct {
    ULONG title, type, length;
    WCHAR name[16400];
  } *value = NULL;
  ULONG at = 0, needed;
  for (*own = view->key ? view->key->values : NULL; *own; *own = (*own)->next)
    if (!(*own)->gone && at++ == index) return TRUE;
  if (!host_values(view)) return FALSE;
  *host = index;
  if (!view->key || !view->key->values)
    return real_NtEnumerateValueKey(view->host, index, 0, &needed, 0, &needed) != STATUS_NO_MORE_ENTRIES;
  static BYTE names[sizeof *value]; /* the overlay is held */
  value = (void *)names;
  for (*host = 0; !real_NtEnumerateValueKey(view->host, *host, 0, value, sizeof *value, &needed); ++*host) {
    if (overlay_value(view->key, value->name, (USHORT)(value->length / sizeof(WCHAR)))) continue;
    if (at++ == index) return TRUE;
  }
  return FALSE;
}

enum { VALUE_BASIC, VALUE_FULL, VALUE_PARTIAL, VALUE_FULL_64, VALUE_PARTIAL_64 };

static NTSTATUS value_answer(const struct value *value, int class, PVOID to, ULONG room, PULONG needed) {
  ULONG name = value->units * sizeof(WCHAR), offset = (20 + name + 7) & ~7u;
  ULONG basic[] = {0, value->type, name}, partial[] = {0, value->type, value->size};
  ULONG full[] = {0, value->type, offset, value->size, name};
  NTSTATUS status;
  switch (class) {
    case VALUE_BASIC: return answer(to, room, needed, basic, sizeof basic, value->name, name);
    case VALUE_PARTIAL: return answer(to, room, needed, partial, sizeof partial, value->data, value->size);
    case VALUE_PARTIAL_64: return answer(to, room, needed, partial + 1, 8, value->data, value->size);
    case VALUE_FULL:
    case VALUE_FULL_64:
      status = answer(to, room, needed, full, sizeof full, value->name, name);
      *needed = offset + value->size;
      if (room > offset) memcpy((BYTE *)to + offset, value->data, min(value->size, room - offset));
      return status || room >= *needed ? status : STATUS_BUFFER_OVERFLOW;
    default: return STATUS_INVALID_PARAMETER;
  }
}

NTSTATUS NTAPI vm_NtEnumerateValueKey(HANDLE handle, ULONG index, int class, PVOID to, ULONG room, PULONG needed) {
  struct view view;
  struct value *own;
  ULONG host;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (status) goto cleanup;
  if (!value_at(&view, index, &own, &host)) status = STATUS_NO_MORE_ENTRIES;
  else if (own) status = value_answer(own, class, to, room, needed);
  else status = real_NtEnumerateValueKey(view.host, host, class, to, room, needed);
cleanup:
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtQueryValueKey(
    HANDLE handle, PUNICODE_STRING name, int class, PVOID to, ULONG room, PULONG needed) {
  struct view view;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (status) goto cleanup;
  struct value *own = overlay_value(view.key, name->Buffer, name->Length / sizeof(WCHAR));
  if (own && !own->gone) status = value_answer(own, class, to, room, needed);
  else if (own || !host_values(&view)) status = STATUS_OBJECT_NAME_NOT_FOUND;
  else status = real_NtQueryValueKey(view.host, name, class, to, room, needed);
cleanup:
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtSetValueKey(
    HANDLE handle, PUNICODE_STRING name, ULONG index, ULONG type, PVOID data, ULONG size) {
  struct view view;
  struct entry value = {name->Buffer, name->Length / sizeof(WCHAR), type, size, data};
  (void)index;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (!status) status = overlay_change(VALUE_SET, &view.path, &value);
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtDeleteValueKey(HANDLE handle, PUNICODE_STRING name) {
  struct view view;
  ULONG needed;
  struct entry value = {.name = name->Buffer, .units = name->Length / sizeof(WCHAR)};
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (status) goto cleanup;
  struct value *own = overlay_value(view.key, name->Buffer, value.units);
  BOOL host = host_values(&view) && real_NtQueryValueKey(view.host, name, 0, &needed, 0, &needed) !=
                                        STATUS_OBJECT_NAME_NOT_FOUND;
  if (own ? own->gone : !host) status = STATUS_OBJECT_NAME_NOT_FOUND;
  else status = overlay_change(VALUE_DELETE, &view.path, &value);
cleanup:
  overlay_release();
  return status;
}

NTSTATUS NTAPI vm_NtDeleteKey(HANDLE handle) {
  struct view view;
  struct path child;
  overlay_hold();
  NTSTATUS status = view_of(handle, &view);
  if (!status && !child_at(&view, 0, &child)) status = STATUS_CANNOT_DELETE;
  if (!status) status = overlay_change(KEY_DELETE, &view.path, NULL);
  overlay_release();
  return status;
}

/* Nothing of the host's is waiting to be written. */
NTSTATUS NTAPI vm_NtFlushKey(HANDLE handle) {
  (void)handle;
  return 0;
}

/* Who may do what with a key is the host's to say; of the program's own keys nobody asks. */
NTSTATUS NTAPI vm_NtSetSecurityObject(HANDLE handle, SECURITY_INFORMATION which, PSECURITY_DESCRIPTOR security) {
  struct path path;
  if (!key_of(handle, &path)) return real_NtSetSecurityObject(handle, which, security);
  return key_is_made(handle) ? 0 : refuse("NtSetSecurityObject", NULL);
}
