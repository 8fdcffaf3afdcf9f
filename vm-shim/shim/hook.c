#include "evm.h"

/*
 * A mediated export begins with a jump to a relay near it; the relay counts the call and jumps to the shim. The
 * instructions that the jump displaced run from the trampoline, which then goes on behind them: that is how the shim
 * itself calls the real thing. Exports themselves are patched, so GetProcAddress and imports by ordinal lead here too.
 */
#define JUMP 5               /* e9 rel32 */
#define FAR_JUMP BITS(14, 5) /* ff 25 00000000 address; with 32 bits a jump reaches everything */
#define COUNT BITS(8, 16)    /* lock inc qword [rip + rel32]; lock add dword [low], 1 and lock adc dword [high], 0 */
#define MOVED_MAX 32
#define REACH 0x70000000 /* a rel32 reaches 2 GiB; some room is left for the relay's own page */
#define RELAYS 0x4000
#define COUNTERS 0x1000

struct relay {
  BYTE in[COUNT + FAR_JUMP + 2];
  BYTE trampoline[MOVED_MAX + FAR_JUMP + 2];
};
#define ROOM min(RELAYS / sizeof(struct relay), COUNTERS / sizeof(ULONGLONG))

/* A library has relays of its own, within reach of it; the counters lie behind them and stay writable. */
static struct block {
  struct relay *relays;
  ULONG used;
} blocks[2 * EVM_LIBRARIES];
static ULONG first, blocks_used;

static struct place {
  BYTE *target;
  ULONG moved;
  struct relay *relay;
  void **original;
} places[RELAYS / sizeof(struct relay)];
static ULONG waiting;

static NTSTATUS allocate(PVOID *at, SIZE_T *size) {
  return (real_NtAllocateVirtualMemory ? real_NtAllocateVirtualMemory : NtAllocateVirtualMemory)(
      SELF, at, 0, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

static NTSTATUS protect(PVOID *at, SIZE_T *size, ULONG protection, ULONG *before) {
  return (real_NtProtectVirtualMemory ? real_NtProtectVirtualMemory : NtProtectVirtualMemory)(
      SELF, at, size, protection, before);
}

static void near_jump(BYTE *at, const BYTE *to) {
  LONG distance = (LONG)(to - (at + JUMP));
  at[0] = 0xE9;
  memcpy(at + 1, &distance, 4);
}

#ifdef _WIN64
static void far_jump(BYTE *at, const void *to) {
  static const BYTE code[6] = {0xFF, 0x25};
  memcpy(at, code, 6);
  memcpy(at + 6, &to, 8);
}

static void count_write(BYTE *at, const ULONGLONG *counter) {
  static const BYTE increment[4] = {0xF0, 0x48, 0xFF, 0x05};
  LONG distance = (LONG)((const BYTE *)counter - (at + COUNT));
  memcpy(at, increment, 4);
  memcpy(at + 4, &distance, 4);
}
#else
static void far_jump(BYTE *at, const void *to) { near_jump(at, to); }

static void count_write(BYTE *at, const ULONGLONG *counter) {
  static const BYTE add[3] = {0xF0, 0x83, 0x05}, carry[3] = {0xF0, 0x83, 0x15};
  const BYTE *low = (const BYTE *)counter, *high = low + 4;
  memcpy(at, add, 3);
  memcpy(at + 3, &low, 4);
  at[7] = 1;
  memcpy(at + 8, carry, 3);
  memcpy(at + 11, &high, 4);
  at[15] = 0;
}
#endif

static BOOL reaches(const BYTE *from, const BYTE *to) {
  LONG_PTR distance = to - from;
  return FAR_JUMP == JUMP || (distance < REACH && distance > -(LONG_PTR)REACH);
}

static struct block *block_make(const BYTE *target) {
  if (blocks_used == 2 * EVM_LIBRARIES) return NULL;
  for (ULONG_PTR step = 0x10000; step < REACH; step += 0x10000) {
    PVOID at = FAR_JUMP == JUMP ? NULL : (PVOID)(((ULONG_PTR)target & ~(ULONG_PTR)0xFFFF) - step);
    SIZE_T size = RELAYS + COUNTERS;
    if (allocate(&at, &size)) continue;
    blocks[blocks_used] = (struct block){at, 0};
    return &blocks[blocks_used++];
  }
  return NULL;
}

static struct block *block_near(const BYTE *target) {
  for (ULONG i = first; i < blocks_used; i++)
    if (blocks[i].used < ROOM && reaches(target, (const BYTE *)blocks[i].relays)) return &blocks[i];
  return block_make(target);
}

static ULONGLONG *counter_of(const struct block *block, ULONG relay) {
  return (ULONGLONG *)((BYTE *)block->relays + RELAYS) + relay;
}

static void relay_write(struct block *block, struct relay *relay, const void *handler) {
  count_write(relay->in, counter_of(block, block->used));
  far_jump(relay->in + COUNT, handler);
}

/* What is found by where an instruction lies is as far from its new place as it is. */
static BOOL move(BYTE *to, const BYTE *from, ULONG length, const struct instruction *instruction) {
  LONG distance;
  memcpy(to, from, length);
  if (!instruction->relative) return TRUE;
  memcpy(&distance, from + instruction->relative, 4);
  LONG_PTR moved = (LONG_PTR)((ULONG_PTR)(LONG_PTR)distance + (ULONG_PTR)from - (ULONG_PTR)to);
  distance = (LONG)moved;
  memcpy(to + instruction->relative, &distance, 4);
  return moved == distance;
}

/* Behind the end of a function shorter than a jump there is room as far as the compiler left some. */
static BOOL is_padding(const BYTE *at, ULONG count) {
  for (ULONG i = 0; i < count; i++)
    if (at[i] != 0x90 && at[i] != 0xCC && at[i] != 0) return at[i] == 0x66 || at[i] == 0x0F || at[i] == 0x2E;
  return TRUE;
}

static ULONG displace(struct relay *relay, const BYTE *target) {
  ULONG moved = 0;
  struct instruction instruction;
  while (moved < JUMP) {
    ULONG length = hook_length(target + moved, &instruction);
    if (length == 0 || moved + length > MOVED_MAX) return 0;
    if (!move(relay->trampoline + moved, target + moved, length, &instruction)) return 0;
    moved += length;
    if (!instruction.ends || moved >= JUMP) continue;
    return is_padding(target + moved, JUMP - moved) ? JUMP : 0;
  }
  far_jump(relay->trampoline + moved, target + moved);
  return moved;
}

static BOOL jump_write(BYTE *target, ULONG moved, const struct relay *relay) {
  PVOID page = target;
  SIZE_T size = moved;
  ULONG before;
  if (protect(&page, &size, PAGE_EXECUTE_READWRITE, &before)) return FALSE;
  near_jump(target, relay->in);
  for (ULONG i = JUMP; i < moved; i++) target[i] = 0xCC;
  return protect(&page, &size, before, &before) == 0;
}

void hook_begin(void) {
  first = blocks_used;
  waiting = 0;
}

BOOL hook_place(BYTE *target, const void *handler, void **original, const ULONGLONG **calls) {
  struct block *block = block_near(target);
  if (!block || waiting == ROOM) return FALSE;
  struct relay *relay = &block->relays[block->used];
  ULONG moved = displace(relay, target);
  if (!moved) return FALSE;
  relay_write(block, relay, handler);
  *calls = counter_of(block, block->used++);
  places[waiting++] = (struct place){target, moved, relay, original};
  return TRUE;
}

/*
 * Nothing that can be run can be written from here on. Only then are the exports patched: what patches them is among
 * them, and goes by its own trampoline from the first patch on.
 */
BOOL hook_seal(void) {
  for (; first < blocks_used; first++) {
    PVOID page = blocks[first].relays;
    SIZE_T size = RELAYS;
    ULONG before;
    if (protect(&page, &size, PAGE_EXECUTE_READ, &before)) return FALSE;
  }
  for (ULONG i = 0; i < waiting; i++) *places[i].original = places[i].relay->trampoline;
  for (ULONG i = 0; i < waiting; i++)
    if (!jump_write(places[i].target, places[i].moved, places[i].relay)) return FALSE;
  return TRUE;
}

BOOL hook_is_relay(const void *from, const void *to) {
  for (ULONG i = 0; i < blocks_used; i++)
    if ((const BYTE *)from < (BYTE *)blocks[i].relays + RELAYS && (const BYTE *)to > (BYTE *)blocks[i].relays)
      return TRUE;
  return FALSE;
}
