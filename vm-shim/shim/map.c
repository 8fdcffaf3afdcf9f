#include "store.h"

/*
 * A section of an encrypted file is one of the paging file, filled when it is made: whoever maps it, even a system
 * call, finds the text there. What has changed is written back when a view is flushed or unmapped, and at the end of
 * the process. Reads and writes by handle go through the same memory, so that both see each other's bytes.
 */
#define MAPS 64
#define VIEWS 256
#define STATUS_SECTION_PROTECTION ((NTSTATUS)0xC000004E)
#define WRITABLE (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)

static struct map {
  struct store *store; /* NULL when the place is free; changed with the file's lock held */
  HANDLE section, file;
  BYTE *bytes;
  ULONGLONG size;
  LONG holders; /* handles and views */
  BOOL writable;
} maps[MAPS];

static struct view {
  PVOID base;
  ULONGLONG offset, size;
  struct map *map;
} views[VIEWS];

static volatile LONG mapping;
static BYTE before[RAW_PIECE]; /* `mapping` guards it too */

/* With the file's lock held: where the bytes are in memory, when a section covers all of them. */
BYTE *map_view(const struct store *store, ULONGLONG at, ULONG count) {
  for (int i = 0; i < MAPS; i++)
    if (maps[i].store == store && maps[i].writable && at + count <= maps[i].size) return maps[i].bytes + at;
  return NULL;
}

void map_write(const struct store *store, ULONGLONG at, const BYTE *bytes, ULONG count) {
  for (int i = 0; i < MAPS; i++)
    if (maps[i].store == store && at < maps[i].size)
      memcpy(maps[i].bytes + at, bytes, (size_t)min(count, maps[i].size - at));
}

BOOL map_is(const struct store *store) {
  for (int i = 0; i < MAPS; i++)
    if (maps[i].store == store) return TRUE;
  return FALSE;
}

static void piece_back(struct map *map, ULONGLONG at, ULONG count) {
  if (store_read(map->store, map->file, before, count, at) || memcmp(before, map->bytes + at, count) == 0) return;
  memcpy(before, map->bytes + at, count); /* the program may go on changing it */
  if (store_write(map->store, map->file, before, count, at)) return;
  throttle_later(&file_written, count);
  for (int i = 0; i < MAPS; i++)
    if (&maps[i] != map && maps[i].store == map->store && at < maps[i].size)
      memcpy(maps[i].bytes + at, before, (size_t)min(count, maps[i].size - at));
}

static void write_back(struct map *map, ULONGLONG from, ULONGLONG to) {
  if (!map->writable) return;
  store_lock(map->store);
  ULONGLONG position = raw_position(map->file);
  to = min(min(to, map->size), map->store->size);
  for (ULONGLONG at = from; at < to; at += RAW_PIECE) piece_back(map, at, (ULONG)min(to - at, RAW_PIECE));
  raw_move(map->file, position);
  store_unlock(map->store);
}

static void leave(struct map *map) {
  struct store *store = map->store;
  if (--map->holders > 0) return;
  write_back(map, 0, map->size);
  store_lock(store);
  map->store = NULL;
  store_unlock(store);
  real_NtUnmapViewOfSection(SELF, map->bytes);
  real_NtClose(map->section);
  store_close(store, map->file, map->writable);
  real_NtClose(map->file);
}

static NTSTATUS fill(struct map *map, struct store *store) {
  NTSTATUS status = 0;
  store_lock(store);
  ULONGLONG position = raw_position(map->file), size = min(store->size, map->size);
  for (ULONGLONG at = 0; at < size && !status; at += 1 << 30)
    status = store_read(store, map->file, map->bytes + at, (ULONG)min(size - at, 1 << 30), at);
  raw_move(map->file, position);
  throttle_later(&file_read, size);
  map->store = store;
  store_unlock(store);
  return status;
}

static struct map *map_room(void) {
  for (int i = 0; i < MAPS; i++)
    if (!maps[i].store) return &maps[i];
  return NULL;
}

/* The section and the shim's own view of it; a name that is taken leads to the section of another. */
static NTSTATUS memory_make(struct map *map, const OBJECT_ATTRIBUTES *object) {
  LARGE_INTEGER size = {.QuadPart = (LONGLONG)map->size};
  SIZE_T whole = 0;
  PVOID view = NULL;
  NTSTATUS status =
      real_NtCreateSection(&map->section, SECTION_ALL_ACCESS, object, &size, PAGE_READWRITE, SEC_COMMIT, NULL);
  if (status) return status;
  status = real_NtMapViewOfSection(map->section, SELF, &view, 0, 0, NULL, &whole, 2, 0, PAGE_READWRITE);
  map->bytes = view;
  if (status < 0) real_NtClose(map->section);
  return status < 0 ? status : 0;
}

static NTSTATUS map_make(struct map *map, const OBJECT_ATTRIBUTES *object, struct store *store, HANDLE file) {
  NTSTATUS status = memory_make(map, object);
  if (status) return status;
  status = real_NtDuplicateObject(SELF, file, SELF, &map->file, 0, 0, DUPLICATE_SAME_ACCESS);
  if (status) goto unmap;
  status = fill(map, store);
  if (!status) {
    store_share(store, map->writable);
    return 0;
  }
  map->store = NULL;
  real_NtClose(map->file);
unmap:
  real_NtUnmapViewOfSection(SELF, map->bytes);
  real_NtClose(map->section);
  return status;
}

/* As large as was asked for, or as the file; a writable section may be larger than the file, which then grows. */
static NTSTATUS size_find(
    const struct opened *opened, HANDLE file, const LARGE_INTEGER *asked, BOOL writable, ULONGLONG *size) {
  struct store *store = opened->store;
  NTSTATUS status = 0;
  store_lock(store);
  *size = asked && asked->QuadPart ? (ULONGLONG)asked->QuadPart : store->size;
  if (*size > 1ULL << 46) status = STATUS_SECTION_TOO_BIG;
  else if (*size > store->size) status = writable ? store_resize(store, file, *size) : STATUS_SECTION_TOO_BIG;
  store_unlock(store);
  return status ? status : *size ? 0 : STATUS_MAPPED_FILE_SIZE_ZERO;
}

/* One that has the same file in memory already; for any other the file is brought up to date first. */
static struct map *map_find(const struct store *store, ULONGLONG size, BOOL writable) {
  for (int i = 0; i < MAPS; i++) {
    if (maps[i].store != store) continue;
    if (maps[i].size >= size && maps[i].writable >= writable) return &maps[i];
    write_back(&maps[i], 0, maps[i].size);
  }
  return NULL;
}

static NTSTATUS section_make(PHANDLE section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object,
    const struct opened *opened, HANDLE file, ULONGLONG size, BOOL writable) {
  BOOL named = object && object->ObjectName;
  struct map *map = named ? NULL : map_find(opened->store, size, writable);
  NTSTATUS status = 0;
  if (!map) {
    map = map_room();
    if (!map) return STATUS_TOO_MANY_OPENED_FILES;
    *map = (struct map){.size = size, .writable = writable};
    status = map_make(map, object, opened->store, file);
    if (status == STATUS_OBJECT_NAME_EXISTS) *section = map->section;
    if (status) return status;
  }
  map->holders++;
  status = real_NtDuplicateObject(
      SELF, map->section, SELF, section, access & ~(ACCESS_MASK)SECTION_MAP_EXECUTE,
          object ? object->Attributes & OBJ_INHERIT : 0, 0);
  if (status) leave(map);
  else opened_map(*section, map);
  return status;
}

NTSTATUS map_create(PHANDLE section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object,
    const LARGE_INTEGER *asked, ULONG protect, ULONG attributes, HANDLE file) {
  struct opened *opened = file ? opened_of(file) : NULL;
  BOOL writable = !!(protect & WRITABLE);
  ULONGLONG size;
  if (!opened || attributes & SEC_IMAGE)
    return real_NtCreateSection(section, access, object, asked, protect, attributes, file);
  if (!opened->store || !(opened->flags & MAY_READ) || (writable && !(opened->flags & MAY_WRITE)))
    return STATUS_ACCESS_DENIED;
  NTSTATUS status = size_find(opened, file, asked, writable, &size);
  if (status) return status;
  lock_take(&mapping);
  status = section_make(section, access, object, opened, file, size, writable);
  lock_leave(&mapping);
  return status;
}

static struct view *view_at(PVOID address) {
  for (int i = 0; i < VIEWS; i++)
    if (views[i].map && (BYTE *)address >= (BYTE *)views[i].base &&
        (BYTE *)address < (BYTE *)views[i].base + views[i].size)
      return &views[i];
  return NULL;
}

static void view_add(struct map *map, PVOID base, ULONGLONG offset, ULONGLONG size) {
  for (int i = 0; i < VIEWS; i++) {
    if (views[i].map) continue;
    map->holders++;
    views[i] = (struct view){base, offset, size, map};
    return;
  }
  map->holders++; /* for ever: it is written back at the end of the process */
}

NTSTATUS map_show(HANDLE section, HANDLE process, PVOID *base, ULONG_PTR zeros, SIZE_T commit,
    const LARGE_INTEGER *offset, PSIZE_T size, ULONG inherit, ULONG type, ULONG protect) {
  struct opened *opened = opened_section(section);
  struct map *map = opened ? opened->map : NULL;
  if (map && protect & WRITABLE && !map->writable) return STATUS_SECTION_PROTECTION;
  NTSTATUS status =
      real_NtMapViewOfSection(section, process, base, zeros, commit, offset, size, inherit, type, protect);
  if (status < 0 || !map || process != SELF) return status;
  lock_take(&mapping);
  view_add(map, *base, offset ? (ULONGLONG)offset->QuadPart : 0, *size);
  lock_leave(&mapping);
  return status;
}

/* Forgotten before it is unmapped: the system may give the address to another view at once. */
void map_hide(PVOID address) {
  if (!policy.cipher) return;
  lock_take(&mapping);
  struct view *view = view_at(address);
  if (view) {
    struct map *map = view->map;
    write_back(map, view->offset, view->offset + view->size);
    view->map = NULL;
    leave(map);
  }
  lock_leave(&mapping);
}

BOOL map_flush(PVOID base, SIZE_T size) {
  if (!policy.cipher) return FALSE;
  lock_take(&mapping);
  struct view *view = view_at(base);
  if (view) {
    ULONGLONG from = view->offset + (ULONGLONG)((BYTE *)base - (BYTE *)view->base) / RAW_PIECE * RAW_PIECE;
    write_back(view->map, from, size ? from + size + RAW_PIECE : view->offset + view->size);
  }
  lock_leave(&mapping);
  return view != NULL;
}

void map_copied(struct map *map) {
  lock_take(&mapping);
  map->holders++;
  lock_leave(&mapping);
}

void map_closed(struct map *map) {
  lock_take(&mapping);
  leave(map);
  lock_leave(&mapping);
}

void map_settle(void) {
  lock_take(&mapping);
  for (int i = 0; i < MAPS; i++) {
    if (!maps[i].store || !maps[i].writable) continue;
    write_back(&maps[i], 0, maps[i].size);
    store_lock(maps[i].store);
    store_settle(maps[i].store, maps[i].file);
    store_unlock(maps[i].store);
  }
  lock_leave(&mapping);
}
