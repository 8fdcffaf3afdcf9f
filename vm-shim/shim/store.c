#include "store.h"

#define STORES 1024
#define THREAD_ID ((LONG)own_thread())
#define PATIENCE 600000    /* milliseconds, of which those in a pause do not count; a long file takes long to check */
#define LAST_PATIENCE 200  /* when all other threads of the process have been ended */

static struct {
  volatile LONG lock;
  struct store all[STORES];
  struct path paths[STORES]; /* below the root; a handle may go on with the name by which it was opened */
} *table;
_Static_assert(offsetof(struct store, id) == 8 && sizeof(struct store) % 8 == 0 && sizeof(struct path) % 2 == 0,
    "the same for processes of 32 and of 64 bits");
static LONG handles[STORES], writers[STORES]; /* of this process */

void lock_take(volatile LONG *lock) {
  LARGE_INTEGER millisecond = {.QuadPart = -10000};
  LONG me = THREAD_ID, holder;
  for (ULONG turn = 0; (holder = InterlockedCompareExchange(lock, me, 0)) && holder != me; turn++) {
    if (turn < 100) NtYieldExecution();
    else NtDelayExecution(FALSE, &millisecond);
    /* Whoever held it was ended in the midst of it. */
    if (turn > (boot_ending ? LAST_PATIENCE : PATIENCE)) InterlockedCompareExchange(lock, me, holder);
  }
}

void lock_leave(volatile LONG *lock) { InterlockedExchange(lock, 0); }

void store_lock(struct store *store) { lock_take(&store->lock); }

void store_unlock(struct store *store) { lock_leave(&store->lock); }

/* Named by a key that only the processes of the task have. */
static void table_name(WCHAR *name, BOOL session) {
  static const WCHAR one[] = L"\\Sessions\\0\\BaseNamedObjects\\idlewild-", none[] = L"\\BaseNamedObjects\\idlewild-";
  BYTE label[16] = "the open files", secret[16];
  crypt_salt(label, secret);
  USHORT units = session ? sizeof one / 2 - 1 : sizeof none / 2 - 1;
  memcpy(name, session ? one : none, units * sizeof(WCHAR));
  if (session) name[10] = (WCHAR)('0' + NtCurrentTeb()->ProcessEnvironmentBlock->SessionId % 10);
  for (int i = 0; i < 16; i++) {
    name[units++] = (WCHAR)('a' + (secret[i] & 15));
    name[units++] = (WCHAR)('a' + (secret[i] >> 4));
  }
  name[units] = 0;
}

static NTSTATUS table_make(BOOL session, HANDLE *section) {
  WCHAR text[100];
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  LARGE_INTEGER size = {.QuadPart = sizeof *table};
  table_name(text, session);
  RtlInitUnicodeString(&name, text);
  InitializeObjectAttributes(&object, &name, OBJ_OPENIF | OBJ_CASE_INSENSITIVE, NULL, NULL);
  NTSTATUS status =
      NtCreateSection(section, SECTION_MAP_READ | SECTION_MAP_WRITE, &object, &size, PAGE_READWRITE, SEC_COMMIT, NULL);
  return status == STATUS_OBJECT_NAME_EXISTS ? 0 : status;
}

/* Before the hooks. The section stays open, for the processes of the task that are yet to come. */
BOOL store_begin(void) {
  HANDLE section;
  SIZE_T size = 0;
  PVOID view = NULL;
  if (table_make(TRUE, &section) && table_make(FALSE, &section)) return FALSE;
  if (NtMapViewOfSection(section, SELF, &view, 0, 0, NULL, &size, 2, 0, PAGE_READWRITE) < 0) return FALSE;
  table = view;
  return TRUE;
}

ULONGLONG store_length(ULONGLONG size) { return CRYPT_BLOCK + (size + CRYPT_BLOCK - 1) / CRYPT_BLOCK * CRYPT_BLOCK; }

/* What the controller is told is what it had been told to expect; the program does not get to see the data. */
DECLSPEC_NORETURN void store_tampered(HANDLE file) {
  struct path below = {.length = 0};
  path_below(file, &below);
  portal_refused("tampered", below.text, below.length);
  portal_bye(EVM_TAMPERED);
  boot_end(EVM_TAMPERED);
}

static struct path *path_of_store(const struct store *store) { return &table->paths[store - table->all]; }

static void store_tag(const struct store *store, BYTE tag[CRYPT_TAG]) {
  BYTE sum[CRYPT_TAG];
  memcpy(sum, store->sum, sizeof sum);
  crypt_sum(0, (const BYTE *)&store->head, 1, sum);
  crypt_tag(sum, tag);
}

static NTSTATUS sum_make(struct store *store, HANDLE file) {
  BYTE *piece = raw_piece();
  NTSTATUS status = 0;
  ULONGLONG block = 0, blocks = store_blocks(store->size);
  memset(store->sum, 0, sizeof store->sum);
  while (!status && block < blocks) {
    ULONG here = (ULONG)min(blocks - block, RAW_PIECE / CRYPT_BLOCK);
    status = raw_read(file, piece, here * CRYPT_BLOCK, store_place(block));
    if (!status) crypt_sum(block + 1, piece, here, store->sum);
    block += here;
  }
  raw_piece_back(piece);
  store->stale = status != 0;
  return status;
}

static void head_new(struct store *store) {
  static volatile LONG count;
  struct {
    LONGLONG time;
    LONG process, count;
  } once = {.process = (LONG)own_process(), .count = InterlockedIncrement(&count)};
  BYTE salt[16];
  NtQueryPerformanceCounter((PLARGE_INTEGER)&once.time, NULL);
  crypt_salt((const BYTE *)&once, salt);
  crypt_head(&store->head, salt, store->size);
}

NTSTATUS store_head(struct store *store, HANDLE file) {
  if (!store->head.magic[0]) head_new(store);
  crypt_head(&store->head, store->head.salt, store->size);
  return raw_write(file, &store->head, sizeof store->head, 0);
}

static void empty(struct store *store) {
  store->size = 0;
  store->stale = store->gone = store->dirty = FALSE;
  memset(store->sum, 0, sizeof store->sum);
  memset(&store->head, 0, sizeof store->head);
}

/* Reads the whole file once and compares it with what the controller remembers of it. */
static NTSTATUS load(struct store *store, HANDLE file) {
  struct stamp stamp;
  struct known known;
  BYTE tag[CRYPT_TAG];
  empty(store);
  if (!raw_stamp(file, &stamp)) return STATUS_ACCESS_DENIED;
  if (!portal_known(path_of_store(store), &known)) boot_end(EVM_LOST);
  if (stamp.size == 0 && !known.is) return 0;
  if (stamp.size < CRYPT_BLOCK || !known.is) store_tampered(file);
  NTSTATUS status = raw_read(file, &store->head, sizeof store->head, 0);
  if (status) return status;
  if (!crypt_head_read(&store->head, &store->size) || stamp.size != store_length(store->size)) store_tampered(file);
  status = sum_make(store, file);
  if (status) return status;
  store_tag(store, tag);
  if (known.size != store->size || memcmp(known.tag, tag, CRYPT_TAG)) store_tampered(file);
  return 0;
}

static int store_find(ULONGLONG id) {
  int room = -1;
  for (int i = 0; i < STORES; i++) {
    if (table->all[i].id == id) return i;
    if (!table->all[i].users && (room < 0 || !table->all[i].id)) room = room < 0 || table->all[room].id ? i : room;
  }
  return room;
}

/* Locked. An entry that nobody uses may have been of another file before. */
static struct store *store_claim(ULONGLONG id, BOOL *known) {
  lock_take(&table->lock);
  int place = store_find(id);
  struct store *store = place < 0 ? NULL : &table->all[place];
  if (store) {
    store_lock(store);
    *known = store->id == id;
    store->id = id;
  }
  lock_leave(&table->lock);
  return store;
}

static BOOL is_unchanged(const struct store *store, HANDLE file) {
  struct stamp now;
  return raw_stamp(file, &now) && now.size == store->stamp.size && now.written == store->stamp.written &&
         now.changed == store->stamp.changed;
}

NTSTATUS store_open(HANDLE file, BOOL fresh, BOOL writer, struct store **opened) {
  ULONGLONG id;
  BOOL known;
  NTSTATUS status = 0;
  struct store *store = raw_id(file, &id) ? store_claim(id, &known) : NULL;
  if (!store) return STATUS_TOO_MANY_OPENED_FILES;
  ULONGLONG position = raw_position(file);
  if (!store->users && !path_below(file, path_of_store(store))) status = STATUS_ACCESS_DENIED;
  else if (fresh) {
    empty(store);
    store->dirty = TRUE;
    status = store_head(store, file);
  } else if (!store->users && !(known && is_unchanged(store, file))) {
    status = load(store, file);
  }
  raw_move(file, position);
  if (!status && handles[store - table->all]++ == 0) store->users++;
  if (!status && writer) writers[store - table->all]++;
  if (status && !store->users) store->id = 0;
  store_unlock(store);
  *opened = store;
  return status;
}

/* By any handle, with or without the data; those that still write to the file tell nothing of it any more. */
OWN_FRAME void store_gone(HANDLE file) {
  struct path below;
  ULONGLONG id;
  BOOL known = raw_id(file, &id);
  for (int i = 0; i < STORES; i++) {
    if (!known || table->all[i].id != id || !table->all[i].users) continue;
    table->all[i].gone = TRUE;
    portal_gone(&table->paths[i]);
    return;
  }
  if (path_below(file, &below)) portal_gone(&below);
}

static BOOL is_below(const struct path *path, const struct path *folder) {
  return path->length >= folder->length && text_same(path->text, folder->text, folder->length) &&
         (path->length == folder->length || path->text[folder->length] == '\\');
}

/* Of a file, or of a folder with all that is in it. */
void store_moved(const struct path *from, const struct path *to) {
  lock_take(&table->lock);
  for (int i = 0; i < STORES; i++) {
    struct path *path = &table->paths[i], rest;
    if (!table->all[i].users || !is_below(path, from)) continue;
    rest = *path;
    *path = *to;
    path_append(path, rest.text + from->length, rest.length - from->length);
  }
  lock_leave(&table->lock);
  portal_moved(from, to);
}

void store_share(struct store *store, BOOL writer) {
  store_lock(store);
  handles[store - table->all]++;
  if (writer) writers[store - table->all]++;
  store_unlock(store);
}

/* Brings the head up to date and tells the controller; the position may be that of others who share the handle. */
void store_settle(struct store *store, HANDLE file) {
  BYTE tag[CRYPT_TAG];
  if (!store->dirty || store->gone) return;
  ULONGLONG position = raw_position(file);
  if ((!store->stale || !sum_make(store, file)) && !store_head(store, file)) {
    store_tag(store, tag);
    portal_closed(path_of_store(store), tag, store->size);
    store->dirty = FALSE;
  }
  raw_move(file, position);
}

void store_close(struct store *store, HANDLE file, BOOL writer) {
  int place = (int)(store - table->all);
  store_lock(store);
  if (writer && --writers[place] == 0) store_settle(store, file);
  if (--handles[place] == 0 && --store->users == 0) {
    if (store->gone || store->dirty || !raw_stamp(file, &store->stamp)) store->id = 0;
  }
  store_unlock(store);
}

/* Of a file that may be open, here or in another process, or not; without a check. */
BOOL store_size(HANDLE file, ULONGLONG *size) {
  ULONGLONG id;
  struct head head;
  struct stamp stamp;
  if (raw_id(file, &id))
    for (int i = 0; i < STORES; i++)
      if (table->all[i].id == id && table->all[i].users) {
        *size = table->all[i].size;
        return TRUE;
      }
  *size = 0;
  if (raw_stamp(file, &stamp) && stamp.size == 0) return TRUE;
  return !raw_read(file, &head, sizeof head, 0) && crypt_head_read(&head, size);
}
