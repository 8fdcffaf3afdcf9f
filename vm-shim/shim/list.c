#include "store.h"

/*
 * A folder that has a copy below the root is listed as one: first what the root has, then what only the host has.
 * Places in the table are claimed and given up without a lock, because the portal's thread closes handles while it
 * holds every other thread still, and one of those might have the lock.
 */
#define LISTINGS 64
#define MASK 260

#define NO_MORE_FILES ((NTSTATUS)0x80000006)
#define INVALID_HANDLE ((NTSTATUS)0xC0000008)
#define NO_SUCH_FILE ((NTSTATUS)0xC000000F)
#define CLAIMED SELF /* never the handle of a folder */

static struct listing {
  HANDLE folder; /* the program's handle */
  HANDLE host;   /* the same folder of the host, or NULL when the host's own is what the program opened */
  BOOL begun;    /* on the host */
  USHORT units;
  WCHAR mask[MASK];
  struct path path;
} listings[LISTINGS];

struct query {
  PIO_STATUS_BLOCK done;
  PVOID entries;
  ULONG size;
  FILE_INFORMATION_CLASS class;
  BOOLEAN single;
};

/* Where an entry of the class has its name; 0 for a class that lists no names. The length lies at 60, or at 8. */
static ULONG name_offset(FILE_INFORMATION_CLASS class) {
  switch ((int)class) {
    case 1: return 64;
    case 2: return 68;
    case 3: return 94;
    case 12: return 12;
    case 37: return 104;
    case 38: return 80;
    default: return 0;
  }
}

static struct listing *listing_of(HANDLE folder) {
  if (!folder || folder == CLAIMED) return NULL;
  for (int i = 0; i < LISTINGS; i++)
    if (listings[i].folder == folder) return &listings[i];
  return NULL;
}

NTSTATUS NTAPI vm_NtClose(HANDLE handle) {
  struct listing *listing = listing_of(handle);
  if (portal_has(handle) || overlay_has(handle)) return INVALID_HANDLE;
  if (listing) {
    if (listing->host) real_NtClose(listing->host);
    InterlockedExchangePointer(&listing->folder, NULL);
  }
  if (policy.cipher) opened_close(handle);
  key_closed(handle);
  return real_NtClose(handle);
}

static HANDLE host_open(const struct path *path) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  HANDLE host;
  struct path folder = *path;
  if (folder.length == 6 && !path_append(&folder, L"\\", 1)) return NULL;
  name_of(&folder, &name, &object);
  return real_NtOpenFile(&host, FILE_LIST_DIRECTORY | SYNCHRONIZE, &object, &done, 7,
             FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT)
             ? NULL
             : host;
}

/* Remembered only for folders of which the host shows something; the others are the root's alone. */
static struct listing *listing_make(HANDLE folder, const UNICODE_STRING *mask) {
  struct path path;
  UNICODE_STRING none = {0};
  OBJECT_ATTRIBUTES object;
  InitializeObjectAttributes(&object, &none, 0, folder, NULL);
  if (path_resolve(&object, &path) != WAY_FILE || path_reach(&path) == REACH_NONE) return NULL;
  for (int i = 0; i < LISTINGS; i++) {
    struct listing *listing = &listings[i];
    if (InterlockedCompareExchangePointer(&listing->folder, CLAIMED, NULL)) continue;
    listing->path = path;
    listing->begun = FALSE;
    listing->units = mask ? min(mask->Length / sizeof(WCHAR), MASK) : 0;
    if (mask) memcpy(listing->mask, mask->Buffer, listing->units * sizeof(WCHAR));
    listing->host = path_is_ours(folder) ? host_open(&path) : NULL;
    InterlockedExchangePointer(&listing->folder, folder);
    return listing;
  }
  return NULL;
}

/* What the host shows: what lies on the way to or in a folder that may be read, unless the root has its own. */
static BOOL is_shown(const struct listing *listing, const WCHAR *text, USHORT units) {
  struct path path = listing->path, physical;
  ULONG attributes;
  BOOL dots = units > 0 && units < 3 && text[0] == '.' && text[units - 1] == '.';
  if (dots) return !listing->host;
  if (!path_append(&path, L"\\", 1) || !path_append(&path, text, units)) return FALSE;
  if (path_reach(&path) == REACH_NONE) return FALSE;
  return !listing->host || !path_physical(&path, &physical) || !file_attributes(&physical, &attributes);
}

/* Takes the hidden entries out of the chain and says whether any is left. */
static BOOL entries_keep(const struct listing *listing, const struct query *query) {
  BYTE *first = query->entries, *end = first + query->done->Information, *last = NULL;
  ULONG offset = name_offset(query->class), length = offset == 12 ? 8 : 60, next;
  for (BYTE *at = first;; at += next) {
    next = *(ULONG *)at;
    BOOL shown = is_shown(listing, (WCHAR *)(at + offset), (USHORT)(*(ULONG *)(at + length) / sizeof(WCHAR)));
    if (shown) last = at;
    else if (!next && last) *(ULONG *)last = 0;
    else if (last) *(ULONG *)last = (ULONG)(at + next - last);
    else if (!next) return FALSE;
    else {
      /* The first entry has to lie at the buffer's beginning: the rest moves up, byte by byte and forwards. */
      memcpy(at, at + next, (size_t)(end - at - next));
      end -= next;
      next = 0;
      query->done->Information = (ULONG_PTR)(end - first);
      continue;
    }
    if (!next) return TRUE;
  }
}

/* What the root has is listed with the sizes of its texts; it is asked file by file, relative to the folder. */
static void sizes_mend(HANDLE folder, const struct query *query) {
  ULONG offset = name_offset(query->class), next;
  if (!policy.cipher || offset < 64 || !path_is_ours(folder)) return;
  for (BYTE *at = query->entries;; at += next) {
    UNICODE_STRING name = {*(USHORT *)(at + 60), *(USHORT *)(at + 60), (PWSTR)(at + offset)};
    struct path path;
    OBJECT_ATTRIBUTES object;
    InitializeObjectAttributes(&object, &name, OBJ_CASE_INSENSITIVE, folder, NULL);
    BOOL file = !(*(ULONG *)(at + 56) & FILE_ATTRIBUTE_DIRECTORY);
    if (file && path_resolve(&object, &path) == WAY_FILE && !path_is_binary(&path)) sizes_of(&object, at + 48, at + 40);
    next = *(ULONG *)at;
    if (!next) return;
  }
}

static NTSTATUS list(const struct listing *listing, HANDLE folder, const struct query *query, PUNICODE_STRING mask,
    BOOLEAN restart) {
  for (;;) {
    NTSTATUS status = real_NtQueryDirectoryFile(folder, NULL, NULL, NULL, query->done, query->entries, query->size,
        query->class, query->single, mask, restart);
    if (status || entries_keep(listing, query)) return status;
    restart = FALSE;
  }
}

static NTSTATUS list_host(struct listing *listing, const struct query *query) {
  UNICODE_STRING mask = {listing->units * sizeof(WCHAR), listing->units * sizeof(WCHAR), listing->mask};
  BOOLEAN restart = !listing->begun;
  listing->begun = TRUE;
  return list(listing, listing->host, query, restart && listing->units ? &mask : NULL, restart);
}

static NTSTATUS list_root(HANDLE folder, const struct query *query, PUNICODE_STRING mask, BOOLEAN restart) {
  NTSTATUS status = real_NtQueryDirectoryFile(folder, NULL, NULL, NULL, query->done, query->entries, query->size,
      query->class, query->single, mask, restart);
  if (!status) sizes_mend(folder, query);
  return status;
}

static NTSTATUS query(
    HANDLE folder, const struct query *query, PUNICODE_STRING mask, BOOLEAN restart) {
  struct listing *listing = listing_of(folder);
  if (!listing) listing = listing_make(folder, mask);
  if (!listing) return list_root(folder, query, mask, restart);
  if (!listing->host) return list(listing, folder, query, mask, restart);
  if (restart) listing->begun = FALSE;
  if (listing->begun) return list_host(listing, query);
  NTSTATUS status = list_root(folder, query, mask, restart);
  if (status != NO_MORE_FILES && status != NO_SUCH_FILE) return status;
  NTSTATUS more = list_host(listing, query);
  return more == NO_SUCH_FILE ? status : more;
}

/* A class that is not known here could list what the program must not see. It is over when the call returns. */
NTSTATUS NTAPI vm_NtQueryDirectoryFile(HANDLE folder, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID entries, ULONG size, FILE_INFORMATION_CLASS class, BOOLEAN single,
    PUNICODE_STRING mask, BOOLEAN restart) {
  struct query asked = {done, entries, size, class, single};
  if (!name_offset(class)) return STATUS_INVALID_INFO_CLASS;
  NTSTATUS status = query(folder, &asked, mask, restart);
  if (status) return status;
  if (event) NtSetEvent(event, NULL);
  if (routine) NtQueueApcThread(CURRENT_THREAD, (PVOID)routine, context, done, NULL);
  return 0;
}

#define RESTART 1
#define SINGLE 2

NTSTATUS NTAPI vm_NtQueryDirectoryFileEx(HANDLE folder, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, PVOID entries, ULONG size, FILE_INFORMATION_CLASS class, ULONG flags, PUNICODE_STRING mask) {
  return vm_NtQueryDirectoryFile(folder, event, routine, context, done, entries, size, class, !!(flags & SINGLE), mask,
      !!(flags & RESTART));
}
