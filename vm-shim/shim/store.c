#include "store.h"

#define STORES 1024
#define THREAD_ID ((LONG)__readgsqword(TEB_THREAD))
#define PATIENCE 30000     /* milliseconds, of which those in a pause do not count */
#define LAST_PATIENCE 200  /* when all other threads of the process have been ended */

static struct {
  volatile LONG lock;
  struct store all[STORES];
} *table;
static LONG handles[STORES], writers[STORES]; /* of this process */

static void lock_take(volatile LONG *lock) {
  LARGE_INTEGER millisecond = {.QuadPart = -10000};
  LONG me = THREAD_ID, holder;
  for (ULONG turn = 0; (holder = InterlockedCompareExchange(lock, me, 0)) && holder != me; turn++) {
    if (turn < 100) NtYieldExecution();
    else NtDelayExecution(FALSE, &millisecond);
    /* Whoever held it was ended in the midst of it. */
    if (turn > (boot_ending ? LAST_PATIENCE : PATIENCE)) InterlockedCompareExchange(lock, me, holder);
  }
}

static void lock_leave(volatile LONG *lock) { InterlockedExchange(lock, 0); }

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

static ULONGLONG blocks_of(ULONGLONG size) { return (size + CRYPT_BLOCK - 1) / CRYPT_BLOCK; }

static ULONGLONG place(ULONGLONG block) { return (block + 1) * CRYPT_BLOCK; }

/* What the controller is told is what it had been told to expect; the program does not get to see the data. */
static DECLSPEC_NORETURN void tampered(HANDLE file) {
  struct path below = {.length = 0};
  path_below(file, &below);
  portal_refused("tampered", below.text, below.length);
  portal_bye(EVM_TAMPERED);
  boot_end(EVM_TAMPERED);
}

static void store_tag(const struct store *store, BYTE tag[CRYPT_TAG]) {
  BYTE sum[CRYPT_TAG];
  memcpy(sum, store->sum, sizeof sum);
  crypt_sum(0, (const BYTE *)&store->head, 1, sum);
  crypt_tag(sum, tag);
}

static NTSTATUS sum_make(struct store *store, HANDLE file) {
  BYTE *piece = raw_piece();
  NTSTATUS status = 0;
  ULONGLONG block = 0, blocks = blocks_of(store->size);
  memset(store->sum, 0, sizeof store->sum);
  while (!status && block < blocks) {
    ULONG here = (ULONG)min(blocks - block, RAW_PIECE / CRYPT_BLOCK);
    status = raw_read(file, piece, here * CRYPT_BLOCK, place(block));
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
  } once = {.process = (LONG)__readgsqword(TEB_PROCESS), .count = InterlockedIncrement(&count)};
  BYTE salt[16];
  NtQueryPerformanceCounter((PLARGE_INTEGER)&once.time, NULL);
  crypt_salt((const BYTE *)&once, salt);
  crypt_head(&store->head, salt, store->size);
}

static NTSTATUS head_write(struct store *store, HANDLE file) {
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
  struct path below;
  struct stamp stamp;
  struct known known;
  BYTE tag[CRYPT_TAG];
  empty(store);
  if (!path_below(file, &below) || !raw_stamp(file, &stamp)) return STATUS_ACCESS_DENIED;
  if (!portal_known(&below, &known)) boot_end(EVM_LOST);
  if (stamp.size == 0 && !known.is) return 0;
  if (stamp.size < CRYPT_BLOCK || !known.is) tampered(file);
  NTSTATUS status = raw_read(file, &store->head, sizeof store->head, 0);
  if (status) return status;
  if (!crypt_head_read(&store->head, &store->size) || stamp.size != store_length(store->size)) tampered(file);
  status = sum_make(store, file);
  if (status) return status;
  store_tag(store, tag);
  if (known.size != store->size || memcmp(known.tag, tag, CRYPT_TAG)) tampered(file);
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
  if (fresh) {
    empty(store);
    store->dirty = TRUE;
    status = head_write(store, file);
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

void store_share(struct store *store, BOOL writer) {
  store_lock(store);
  handles[store - table->all]++;
  if (writer) writers[store - table->all]++;
  store_unlock(store);
}

/* Brings the head up to date and tells the controller; the position may be that of others who share the handle. */
void store_settle(struct store *store, HANDLE file) {
  struct path below;
  BYTE tag[CRYPT_TAG];
  if (!store->dirty || store->gone) return;
  ULONGLONG position = raw_position(file);
  if ((!store->stale || !sum_make(store, file)) && !head_write(store, file) && path_below(file, &below)) {
    store_tag(store, tag);
    portal_closed(&below, tag, store->size);
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

/* A file that is shorter than it was a moment ago was cut by somebody else. */
static NTSTATUS checked(HANDLE file, NTSTATUS status) {
  if (status == STATUS_DATA_ERROR) tampered(file);
  return status;
}

static NTSTATUS part_read(struct store *store, HANDLE file, BYTE *bytes, ULONG count, ULONGLONG at) {
  BYTE block[CRYPT_BLOCK];
  NTSTATUS status = checked(file, raw_read(file, block, CRYPT_BLOCK, place(at / CRYPT_BLOCK)));
  if (status) return status;
  crypt_decrypt(store->head.salt, at / CRYPT_BLOCK + 1, block, 1);
  memcpy(bytes, block + at % CRYPT_BLOCK, count);
  return 0;
}

/* Whole blocks are decrypted where the program wants them. */
NTSTATUS store_read(struct store *store, HANDLE file, BYTE *bytes, ULONG count, ULONGLONG at) {
  NTSTATUS status = 0;
  while (count > 0 && !status) {
    ULONG lead = at % CRYPT_BLOCK, step = min(count, RAW_PIECE) / CRYPT_BLOCK * CRYPT_BLOCK;
    if (lead || step == 0) {
      step = min(count, CRYPT_BLOCK - lead);
      status = part_read(store, file, bytes, step, at);
    } else {
      status = checked(file, raw_read(file, bytes, step, place(at / CRYPT_BLOCK)));
      if (!status) crypt_decrypt(store->head.salt, at / CRYPT_BLOCK + 1, bytes, step / CRYPT_BLOCK);
    }
    bytes += step;
    count -= step;
    at += step;
  }
  return status;
}

/* A block that keeps some of its bytes is decrypted; one that is not there yet begins as zeros. */
static void edge(const struct store *store, BYTE *piece, ULONGLONG first, ULONG block, ULONG old) {
  BYTE *at = piece + (size_t)block * CRYPT_BLOCK;
  if (block < old) crypt_decrypt(store->head.salt, first + block + 1, at, 1);
  else memset(at, 0, CRYPT_BLOCK);
}

static void piece_encrypt(
    const struct store *store, BYTE *piece, const BYTE *bytes, ULONG count, ULONGLONG at, ULONG old) {
  ULONGLONG first = at / CRYPT_BLOCK;
  ULONG lead = at % CRYPT_BLOCK, tail = (lead + count) % CRYPT_BLOCK, blocks = (lead + count + CRYPT_BLOCK - 1) / CRYPT_BLOCK;
  const BYTE *from = lead || tail ? piece : bytes;
  if (lead) edge(store, piece, first, 0, old);
  if (tail && !(lead && blocks == 1)) edge(store, piece, first, blocks - 1, old);
  if (from == piece) memcpy(piece + lead, bytes, count);
  crypt_encrypt(store->head.salt, first + 1, from, piece, blocks);
}

/* At most RAW_PIECE bytes of blocks: read what was there, put the new into it, write. */
static NTSTATUS piece_write(
    struct store *store, HANDLE file, BYTE *piece, const BYTE *bytes, ULONG count, ULONGLONG at) {
  ULONGLONG first = at / CRYPT_BLOCK, have = blocks_of(store->size);
  ULONG blocks = (ULONG)(at % CRYPT_BLOCK + count + CRYPT_BLOCK - 1) / CRYPT_BLOCK;
  ULONG old = first < have ? (ULONG)min(have - first, blocks) : 0;
  BYTE sum[CRYPT_TAG];
  NTSTATUS status = old ? checked(file, raw_read(file, piece, old * CRYPT_BLOCK, place(first))) : 0;
  if (status) return status;
  memcpy(sum, store->sum, sizeof sum);
  if (!store->stale) crypt_sum(first + 1, piece, old, sum);
  piece_encrypt(store, piece, bytes, count, at, old);
  if (!store->stale) crypt_sum(first + 1, piece, blocks, sum);
  status = raw_write(file, piece, blocks * CRYPT_BLOCK, place(first));
  store->dirty = TRUE;
  if (status) {
    store->stale = TRUE;
    raw_cut(file, store_length(store->size));
    return status;
  }
  memcpy(store->sum, sum, sizeof sum);
  store->size = max(store->size, at + count);
  return 0;
}

NTSTATUS store_write(struct store *store, HANDLE file, const BYTE *bytes, ULONG count, ULONGLONG at) {
  NTSTATUS status = store->head.magic[0] || count == 0 ? 0 : head_write(store, file);
  BYTE *piece = raw_piece();
  while (count > 0 && !status) {
    ULONG step = min(count, RAW_PIECE - (ULONG)(at % CRYPT_BLOCK));
    status = piece_write(store, file, piece, bytes, step, at);
    bytes += step;
    count -= step;
    at += step;
  }
  raw_piece_back(piece);
  return status;
}

/* Behind the end there are zeros, for a file that is extended again. */
static NTSTATUS end_clear(struct store *store, HANDLE file, ULONGLONG size) {
  static const BYTE zeros[CRYPT_BLOCK];
  ULONGLONG end = min(store->size, (size + CRYPT_BLOCK - 1) / CRYPT_BLOCK * CRYPT_BLOCK);
  return size < end ? store_write(store, file, zeros, (ULONG)(end - size), size) : 0;
}

NTSTATUS store_resize(struct store *store, HANDLE file, ULONGLONG size) {
  NTSTATUS status = store->head.magic[0] ? 0 : head_write(store, file);
  if (!status && size < store->size) status = end_clear(store, file, size);
  if (!status) status = raw_cut(file, store_length(size));
  if (status) return status;
  if (size == 0) memset(store->sum, 0, sizeof store->sum);
  store->stale = size && (store->stale || size < store->size);
  store->size = size;
  store->dirty = TRUE;
  return 0;
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
