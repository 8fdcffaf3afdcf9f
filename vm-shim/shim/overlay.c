#include "registry.h"
#include "store.h"

/*
 * A tree in memory, and behind it a log of changes in the file `registry` of the root, where the program's own names
 * do not lead: each process of the task takes in what the others added, and the next start of the task all of it. It
 * is encrypted as the task's other files are.
 */
#define LOG_MAX (16 << 20)
#define VALUE_MAX (1 << 20)

struct record {
  ULONG length; /* of all of it */
  ULONG change, type, size;
  USHORT path, name; /* units; the texts follow, then the value's bytes */
};

static PVOID heap;
static HANDLE log;
static struct store *sealed; /* of the log, when it is encrypted */
static ULONG taken; /* bytes of the log that the tree has */
static LONG holding;
static struct key top = {.units = 0};

static struct key *child_make(struct key *parent, const WCHAR *name, USHORT units) {
  struct key **end = &parent->children;
  while (*end) end = &(*end)->next;
  struct key *child = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, sizeof *child + units * sizeof(WCHAR));
  if (!child) return NULL;
  child->units = units;
  memcpy(child->name, name, units * sizeof(WCHAR));
  return *end = child;
}

struct key *overlay_child(const struct key *key, const WCHAR *name, USHORT units) {
  for (struct key *child = key ? key->children : NULL; child; child = child->next)
    if (child->units == units && text_same(child->name, name, units)) return child;
  return NULL;
}

struct value *overlay_value(const struct key *key, const WCHAR *name, USHORT units) {
  for (struct value *value = key ? key->values : NULL; value; value = value->next)
    if (value->units == units && text_same(value->name, name, units)) return value;
  return NULL;
}

/* Along the path, part by part; what is not there is made when `make` says so, and else ends the walk with NULL. */
static struct key *walk(const WCHAR *text, USHORT units, BOOL make, BOOL *gone) {
  struct key *key = &top;
  for (USHORT start = 1, end; key && start <= units; start = end + 1) {
    for (end = start; end < units && text[end] != '\\'; end++) continue;
    struct key *child = overlay_child(key, text + start, end - start);
    if (!child && make) child = child_make(key, text + start, end - start);
    key = child;
    if (key && gone) *gone |= key->gone;
  }
  return key;
}

struct key *overlay_find(const struct path *path, BOOL *gone) {
  *gone = FALSE;
  return walk(path->text, path->length, FALSE, gone);
}

static void values_free(struct key *key) {
  while (key->values) {
    struct value *value = key->values;
    key->values = value->next;
    if (value->data) RtlFreeHeap(heap, 0, value->data);
    RtlFreeHeap(heap, 0, value);
  }
}

/* Only a key without children is deleted, so what is left below it are marks that something is gone. */
static void key_clear(struct key *key) {
  values_free(key);
  for (struct key *child = key->children, *next; child; child = next) {
    next = child->next;
    key_clear(child);
    RtlFreeHeap(heap, 0, child);
  }
  key->children = NULL;
  key->made = FALSE;
  key->gone = TRUE;
}

static BOOL value_put(struct key *key, const struct record *record, const WCHAR *name, const BYTE *data) {
  struct value *value = overlay_value(key, name, record->name);
  BYTE *copy = record->size ? RtlAllocateHeap(heap, 0, record->size) : NULL;
  if (record->size && !copy) return FALSE;
  if (!value) {
    struct value **end = &key->values;
    while (*end) end = &(*end)->next;
    value = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, sizeof *value + record->name * sizeof(WCHAR));
    if (!value) return FALSE;
    value->units = record->name;
    memcpy(value->name, name, record->name * sizeof(WCHAR));
    *end = value;
  }
  if (value->data) RtlFreeHeap(heap, 0, value->data);
  if (copy) memcpy(copy, data, record->size);
  value->data = copy;
  value->size = record->size;
  value->type = record->type;
  value->gone = record->change == VALUE_DELETE;
  return TRUE;
}

static BOOL apply(const struct record *record) {
  const WCHAR *path = (const WCHAR *)(record + 1), *name = path + record->path;
  struct key *key = walk(path, record->path, TRUE, NULL);
  if (!key) return FALSE;
  if (record->change == KEY_MAKE) key->made = TRUE;
  else if (record->change == KEY_DELETE) key_clear(key);
  else return value_put(key, record, name, (const BYTE *)(name + record->name));
  return TRUE;
}

static ULONG length_of(const struct record *record) {
  return (ULONG)sizeof *record + (record->path + record->name) * (ULONG)sizeof(WCHAR) + record->size;
}

/* What a process that was ended in the midst of writing left behind is not a record, and the next one goes over it. */
static void take(const BYTE *bytes, ULONG count) {
  for (ULONG at = 0; count - at >= sizeof(struct record);) {
    struct record head;
    memcpy(&head, bytes + at, sizeof head);
    if (head.size > VALUE_MAX || head.length != length_of(&head) || head.length > count - at) return;
    struct record *record = RtlAllocateHeap(heap, 0, head.length);
    if (!record) return;
    memcpy(record, bytes + at, head.length);
    apply(record);
    RtlFreeHeap(heap, 0, record);
    at += head.length;
    taken += head.length;
  }
}

/* When it is first used, which is after the hooks. */
static NTSTATUS log_unseal(void) {
  struct store *store;
  if (!policy.cipher || sealed) return 0;
  NTSTATUS status = store_open(log, FALSE, TRUE, &store);
  if (!status) sealed = store;
  return status;
}

static NTSTATUS log_size(ULONGLONG *size) {
  IO_STATUS_BLOCK done;
  FILE_STANDARD_INFORMATION standard;
  NTSTATUS status = log_unseal();
  if (status) return status;
  if (sealed) {
    store_lock(sealed);
    *size = sealed->size;
    store_unlock(sealed);
    return 0;
  }
  status = NtQueryInformationFile(log, &done, &standard, sizeof standard, (FILE_INFORMATION_CLASS)5);
  *size = (ULONGLONG)standard.EndOfFile.QuadPart;
  return status;
}

static NTSTATUS log_read(BYTE *bytes, ULONG count, ULONGLONG at) {
  if (!sealed) return raw_read(log, bytes, count, at);
  store_lock(sealed);
  NTSTATUS status = store_read(sealed, log, bytes, count, at);
  store_unlock(sealed);
  return status;
}

/* The controller hears of each change at once, since a process may be ended at any time. */
static NTSTATUS log_add(const struct record *record) {
  if (!sealed) return raw_write(log, record, record->length, taken);
  store_lock(sealed);
  NTSTATUS status = store_write(sealed, log, (const BYTE *)record, record->length, taken);
  if (!status) store_settle(sealed, log);
  store_unlock(sealed);
  return status;
}

static void catch_up(void) {
  ULONGLONG size;
  if (log_size(&size) || size <= taken || size > LOG_MAX) return;
  ULONG count = (ULONG)size - taken;
  BYTE *bytes = RtlAllocateHeap(heap, 0, count);
  if (!bytes) return;
  if (!log_read(bytes, count, taken)) take(bytes, count);
  RtlFreeHeap(heap, 0, bytes);
}

static NTSTATUS file_open(const WCHAR *last, USHORT units, ULONG share, HANDLE *file) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  struct path path = policy.root;
  if (!path_append(&path, last, units)) return STATUS_OBJECT_PATH_NOT_FOUND;
  name_of(&path, &name, &object);
  return (real_NtCreateFile ? real_NtCreateFile : NtCreateFile)(file,
      FILE_READ_DATA | FILE_WRITE_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE, &object, &done, NULL,
      FILE_ATTRIBUTE_NORMAL, share, FILE_OPEN_IF, FILE_NON_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

/* Opened by one process at a time: a lock that the system gives up when its holder is ended. */
static NTSTATUS log_lock(HANDLE *lock) {
  NTSTATUS status;
  while ((status = file_open(L"\\registry.lock", 14, 0, lock)) == STATUS_SHARING_VIOLATION) NtYieldExecution();
  return status;
}

static BOOL log_write(const struct record *record) {
  HANDLE lock;
  if (log_lock(&lock)) return FALSE;
  catch_up();
  BOOL written = taken + record->length <= LOG_MAX && !log_unseal() && !log_add(record);
  if (written) taken += record->length;
  real_NtClose(lock);
  return written;
}

NTSTATUS overlay_change(enum change change, const struct path *path, const struct entry *value) {
  struct record head = {.change = change, .path = path->length};
  if (value) {
    head.name = value->units;
    head.type = value->type;
    head.size = value->size;
  }
  if (head.size > VALUE_MAX) return STATUS_QUOTA_EXCEEDED;
  head.length = length_of(&head);
  struct record *record = RtlAllocateHeap(heap, 0, head.length);
  if (!record) return STATUS_QUOTA_EXCEEDED;
  WCHAR *text = (WCHAR *)(record + 1);
  *record = head;
  memcpy(text, path->text, path->length * sizeof(WCHAR));
  if (value) memcpy(text + path->length, value->name, value->units * sizeof(WCHAR));
  if (value) memcpy(text + path->length + value->units, value->data, value->size);
  BOOL kept = log_write(record) && apply(record);
  RtlFreeHeap(heap, 0, record);
  return kept ? 0 : STATUS_QUOTA_EXCEEDED;
}

void overlay_hold(void) {
  while (InterlockedExchange(&holding, 1)) NtYieldExecution();
  catch_up();
}

void overlay_release(void) { InterlockedExchange(&holding, 0); }

BOOL overlay_has(HANDLE handle) { return handle && handle == log; }

BOOL overlay_start(void) {
  heap = RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
  return heap && !file_open(L"\\registry", 9, FILE_SHARE_READ | FILE_SHARE_WRITE, &log);
}
