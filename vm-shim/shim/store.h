/* The encrypted files below the root: what is known of each while it is open, and the handles by which it is. */
#ifndef STORE_H
#define STORE_H

#include "crypt.h"

/* In memory that all processes of the task share; `lock` is held around everything that reads or writes the rest. */
struct store {
  volatile LONG lock; /* the thread that holds it */
  LONG users;         /* processes that have the file open */
  ULONGLONG id;       /* the system's number of the file */
  ULONGLONG size;
  struct head head;    /* its first byte is 0 while the file has none yet */
  BYTE sum[CRYPT_TAG]; /* of all blocks but the head */
  BOOL dirty;          /* the head on the disk, or the controller, does not know the size and the sum yet */
  BOOL stale;          /* the sum has to be made anew */
  BOOL gone;
  struct stamp {
    ULONGLONG size, written, changed;
  } stamp; /* when the last process closed it: unchanged since then, it is not checked again */
};

/* What a handle was opened for. */
enum { MAY_READ = 1, MAY_WRITE = 2, APPENDS = 4, ASYNC = 8, QUIET = 16, LEAVES = 32, HAS_DATA = 64, RAW_WRITE = 128 };

struct opened {
  volatile LONG kind;
  ULONG flags;
  struct store *store; /* NULL for a handle that does not reach the data */
  HANDLE port;         /* where completions go */
  PVOID key;
  struct map *map; /* of a section */
};

static inline ULONGLONG store_blocks(ULONGLONG size) { return (size + CRYPT_BLOCK - 1) / CRYPT_BLOCK; }

static inline ULONGLONG store_place(ULONGLONG block) { return (block + 1) * CRYPT_BLOCK; } /* on the disk */

/* store.c; file handles have to be synchronous and may read, and write where something is written */
BOOL store_begin(void);
NTSTATUS store_open(HANDLE file, BOOL fresh, BOOL writer, struct store **opened);
void store_share(struct store *store, BOOL writer);
void store_close(struct store *store, HANDLE file, BOOL writer);
void store_settle(struct store *store, HANDLE file);
void lock_take(volatile LONG *lock); /* again by the thread that has it, too: its end may have come within */
void lock_leave(volatile LONG *lock);
void store_lock(struct store *store);
void store_unlock(struct store *store);
void store_gone(HANDLE file);
void store_moved(const struct path *from, const struct path *to);
NTSTATUS store_head(struct store *store, HANDLE file); /* written anew */
DECLSPEC_NORETURN void store_tampered(HANDLE file);
BOOL store_size(HANDLE file, ULONGLONG *size);
ULONGLONG store_length(ULONGLONG size); /* on the disk */

/* blocks.c: what the program reads and writes, with the lock held */
NTSTATUS store_read(struct store *store, HANDLE file, BYTE *bytes, ULONG count, ULONGLONG at);
NTSTATUS store_write(struct store *store, HANDLE file, const BYTE *bytes, ULONG count, ULONGLONG at);
NTSTATUS store_resize(struct store *store, HANDLE file, ULONGLONG size);

/* raw.c: the file as it lies on the disk */
NTSTATUS raw_read(HANDLE file, void *bytes, ULONG count, ULONGLONG at);
NTSTATUS raw_write(HANDLE file, const void *bytes, ULONG count, ULONGLONG at);
NTSTATUS raw_cut(HANDLE file, ULONGLONG length);
ULONGLONG raw_position(HANDLE file);
void raw_move(HANDLE file, ULONGLONG position);
BOOL raw_stamp(HANDLE file, struct stamp *stamp);
BOOL raw_id(HANDLE file, ULONGLONG *id);
BYTE *raw_piece(void); /* RAW_PIECE bytes, to be given back */
void raw_piece_back(BYTE *piece);
#define RAW_PIECE 0x10000

/* opened.c */
struct opened *opened_of(HANDLE handle);
struct opened *opened_section(HANDLE handle);
NTSTATUS opened_add(HANDLE file, ULONG flags, BOOL fresh);
void opened_map(HANDLE section, struct map *map);
void opened_plain(HANDLE handle);
void opened_copy(HANDLE from, HANDLE to);
void opened_close(HANDLE handle);
void opened_settle(void);

/* map.c: sections of encrypted files */
NTSTATUS map_create(PHANDLE, ACCESS_MASK, const OBJECT_ATTRIBUTES *, const LARGE_INTEGER *, ULONG, ULONG, HANDLE);
NTSTATUS map_show(HANDLE, HANDLE, PVOID *, ULONG_PTR, SIZE_T, const LARGE_INTEGER *, PSIZE_T, ULONG, ULONG, ULONG);
void map_hide(PVOID address);
BOOL map_flush(PVOID base, SIZE_T size); /* FALSE when nothing of an encrypted file is there */
void map_closed(struct map *map);
void map_copied(struct map *map);
void map_settle(void);
BYTE *map_view(const struct store *store, ULONGLONG at, ULONG count);
void map_write(const struct store *store, ULONGLONG at, const BYTE *bytes, ULONG count);
BOOL map_is(const struct store *store);

/* file.c and seal.c: what the program asked for, and the file that it leads to */
struct opening {
  ACCESS_MASK access;
  PLARGE_INTEGER size;
  ULONG attributes, share, disposition, options;
  PVOID extended;
  ULONG extendedLength;
};
NTSTATUS file_refuse(const char *what, const OBJECT_ATTRIBUTES *asked); /* and the controller is told */
NTSTATUS opening_open(PHANDLE file, OBJECT_ATTRIBUTES *where, PIO_STATUS_BLOCK done, const struct opening *asked);
NTSTATUS seal_open(PHANDLE file, OBJECT_ATTRIBUTES *where, PIO_STATUS_BLOCK done, const struct opening *asked);

/* info.c: two numbers of 64 bits, left alone when nobody can tell */
void sizes_of(OBJECT_ATTRIBUTES *name, BYTE *allocated, BYTE *used);

#endif
