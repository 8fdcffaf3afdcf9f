#include "store.h"

/*
 * The handles of the program by their numbers. One that is not known was opened by another process, and is looked at
 * when it is first used. Closing forgets a handle before the system may give its number to another file.
 */
#define HANDLES 16384
#define ACCESS_INFORMATION 8
#define MODE_INFORMATION 16
#define STANDARD_INFORMATION 5
#define SYNCHRONOUS (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)

enum kind { UNKNOWN, PLAIN, FILE_OF_OURS, SECTION_OF_OURS };

static struct opened opened[HANDLES];
static volatile LONG looking;

static struct opened *place(HANDLE handle) {
  ULONG_PTR number = (ULONG_PTR)handle >> 2;
  return handle && number < HANDLES ? &opened[number] : NULL;
}

static BOOL is_file_of_ours(HANDLE handle) {
  IO_STATUS_BLOCK done;
  FILE_STANDARD_INFORMATION standard;
  struct path path;
  if (!path_is_ours(handle)) return FALSE;
  if (real_NtQueryInformationFile(handle, &done, &standard, sizeof standard, STANDARD_INFORMATION)) return FALSE;
  return !standard.Directory && path_virtual(handle, &path) && !path_is_binary(&path);
}

static ULONG flags_of(HANDLE handle) {
  IO_STATUS_BLOCK done;
  ULONG access = 0, mode = SYNCHRONOUS, flags = 0;
  real_NtQueryInformationFile(handle, &done, &access, sizeof access, ACCESS_INFORMATION);
  real_NtQueryInformationFile(handle, &done, &mode, sizeof mode, MODE_INFORMATION);
  if (access & FILE_READ_DATA) flags |= MAY_READ | HAS_DATA;
  if (access & FILE_WRITE_DATA) flags |= MAY_WRITE | HAS_DATA | RAW_WRITE;
  return mode & SYNCHRONOUS ? flags : flags | ASYNC;
}

static NTSTATUS add(struct opened *here, HANDLE file, ULONG flags, BOOL fresh) {
  struct store *store = NULL;
  NTSTATUS status = flags & HAS_DATA ? store_open(file, fresh, !!(flags & RAW_WRITE), &store) : 0;
  if (status) return status;
  here->flags = flags;
  here->store = store;
  here->port = NULL;
  here->map = NULL;
  InterlockedExchange(&here->kind, FILE_OF_OURS);
  return 0;
}

static void look(struct opened *here, HANDLE handle) {
  while (InterlockedExchange(&looking, 1)) NtYieldExecution();
  if (here->kind == UNKNOWN && !(is_file_of_ours(handle) && !add(here, handle, flags_of(handle), FALSE)))
    InterlockedExchange(&here->kind, PLAIN);
  InterlockedExchange(&looking, 0);
}

struct opened *opened_of(HANDLE handle) {
  struct opened *here = policy.cipher ? place(handle) : NULL;
  if (!here) return NULL;
  if (here->kind == UNKNOWN) look(here, handle);
  return here->kind == FILE_OF_OURS ? here : NULL;
}

struct opened *opened_section(HANDLE handle) {
  struct opened *here = policy.cipher ? place(handle) : NULL;
  return here && here->kind == SECTION_OF_OURS ? here : NULL;
}

NTSTATUS opened_add(HANDLE file, ULONG flags, BOOL fresh) {
  struct opened *here = place(file);
  return here ? add(here, file, flags, fresh) : STATUS_TOO_MANY_OPENED_FILES;
}

void opened_map(HANDLE section, struct map *map) {
  struct opened *here = place(section);
  if (!here) return;
  here->map = map;
  InterlockedExchange(&here->kind, SECTION_OF_OURS);
}

void opened_plain(HANDLE handle) {
  struct opened *here = place(handle);
  if (here) InterlockedExchange(&here->kind, PLAIN);
}

void opened_copy(HANDLE from, HANDLE to) {
  struct opened *source = opened_section(from), *target = place(to);
  if (source && target) {
    map_copied(source->map);
    opened_map(to, source->map);
    return;
  }
  source = opened_of(from);
  if (!source || !target) return;
  ULONG flags = flags_of(to);
  target->flags = (source->flags & ~(ULONG)LEAVES) & (flags | ~(ULONG)(HAS_DATA | RAW_WRITE));
  target->store = flags & HAS_DATA ? source->store : NULL;
  target->port = NULL;
  if (target->store) store_share(target->store, !!(target->flags & RAW_WRITE));
  InterlockedExchange(&target->kind, FILE_OF_OURS);
}

void opened_close(HANDLE handle) {
  struct opened *here = place(handle);
  LONG kind = here ? InterlockedExchange(&here->kind, UNKNOWN) : UNKNOWN;
  if (kind == SECTION_OF_OURS) map_closed(here->map);
  if (kind != FILE_OF_OURS) return;
  if (here->flags & LEAVES) store_gone(handle);
  if (here->store) store_close(here->store, handle, !!(here->flags & RAW_WRITE));
}

/* At the end of the process, which closes handles without asking. */
void opened_settle(void) {
  if (!policy.cipher) return;
  map_settle();
  for (int i = 0; i < HANDLES; i++) {
    if (opened[i].kind != FILE_OF_OURS || !opened[i].store) continue;
    if (opened[i].flags & LEAVES && boot_ending) store_gone((HANDLE)((ULONG_PTR)i << 2));
    if (!(opened[i].flags & RAW_WRITE)) continue;
    store_lock(opened[i].store);
    store_settle(opened[i].store, (HANDLE)((ULONG_PTR)i << 2));
    store_unlock(opened[i].store);
  }
}
