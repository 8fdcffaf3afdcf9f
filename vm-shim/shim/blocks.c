#include "store.h"

/* A file that is shorter than it was a moment ago was cut by somebody else. */
static NTSTATUS checked(HANDLE file, NTSTATUS status) {
  if (status == STATUS_DATA_ERROR) store_tampered(file);
  return status;
}

static NTSTATUS part_read(struct store *store, HANDLE file, BYTE *bytes, ULONG count, ULONGLONG at) {
  BYTE block[CRYPT_BLOCK];
  NTSTATUS status = checked(file, raw_read(file, block, CRYPT_BLOCK, store_place(at / CRYPT_BLOCK)));
  if (status) return status;
  crypt_decrypt(store->head.salt, at / CRYPT_BLOCK + 1, block, 1);
  memcpy(bytes, block + at % CRYPT_BLOCK, count);
  return 0;
}

/*
 * How much of a long call is done at once. The head shifts everything by a block: pieces that end where the system's own
 * pages do are faster than those that straddle them, once there are more than one.
 */
static ULONG step_of(ULONG count, ULONGLONG at) {
  ULONG lead = at % CRYPT_BLOCK;
  return count + lead <= RAW_PIECE ? count : RAW_PIECE - (ULONG)(store_place(at / CRYPT_BLOCK) % RAW_PIECE) - lead;
}

/* Whole blocks are decrypted where the program wants them. */
NTSTATUS store_read(struct store *store, HANDLE file, BYTE *bytes, ULONG count, ULONGLONG at) {
  NTSTATUS status = 0;
  while (count > 0 && !status) {
    ULONG lead = at % CRYPT_BLOCK, step = step_of(count, at) / CRYPT_BLOCK * CRYPT_BLOCK;
    if (lead || step == 0) {
      step = min(count, CRYPT_BLOCK - lead);
      status = part_read(store, file, bytes, step, at);
    } else {
      status = checked(file, raw_read(file, bytes, step, store_place(at / CRYPT_BLOCK)));
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
  ULONGLONG first = at / CRYPT_BLOCK, have = store_blocks(store->size);
  ULONG blocks = (ULONG)(at % CRYPT_BLOCK + count + CRYPT_BLOCK - 1) / CRYPT_BLOCK;
  ULONG old = first < have ? (ULONG)min(have - first, blocks) : 0;
  BYTE sum[CRYPT_TAG];
  NTSTATUS status = old ? checked(file, raw_read(file, piece, old * CRYPT_BLOCK, store_place(first))) : 0;
  if (status) return status;
  memcpy(sum, store->sum, sizeof sum);
  if (!store->stale) crypt_sum(first + 1, piece, old, sum);
  piece_encrypt(store, piece, bytes, count, at, old);
  if (!store->stale) crypt_sum(first + 1, piece, blocks, sum);
  status = raw_write(file, piece, blocks * CRYPT_BLOCK, store_place(first));
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
  NTSTATUS status = store->head.magic[0] || count == 0 ? 0 : store_head(store, file);
  BYTE *piece = raw_piece();
  while (count > 0 && !status) {
    ULONG step = step_of(count, at);
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
  NTSTATUS status = store->head.magic[0] ? 0 : store_head(store, file);
  if (!status && size < store->size) status = end_clear(store, file, size);
  if (!status) status = raw_cut(file, store_length(size));
  if (status) return status;
  if (size == 0) memset(store->sum, 0, sizeof store->sum);
  store->stale = size && (store->stale || size < store->size);
  store->size = size;
  store->dirty = TRUE;
  return 0;
}
