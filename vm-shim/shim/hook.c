#include "evm.h"

/*
 * A mediated export begins with a jump to a relay near it, and the relay jumps to the shim. The instructions that
 * the jump displaced run from the trampoline, which then goes on behind them: that is how the shim itself calls the
 * real thing. Exports themselves are patched, so GetProcAddress and imports by ordinal lead here too.
 */
#define JUMP 5      /* e9 rel32 */
#define FAR_JUMP 14 /* ff 25 00000000 address */
#define MOVED_MAX 32
#define REACH 0x70000000 /* a rel32 reaches 2 GiB; some room is left for the relay's own page */

struct relay {
  BYTE in[16];
  BYTE trampoline[MOVED_MAX + FAR_JUMP + 2];
};

static struct relay *relays;
static ULONG used, room;

/* Bytes that ModRM and what follows it take, or 0 when the operand depends on where the instruction lies. */
static ULONG operand(const BYTE *at) {
  BYTE mode = *at >> 6, memory = *at & 7;
  ULONG count = 1;
  if (mode == 3) return count;
  if (mode == 0 && memory == 5) return 0;
  if (memory == 4) {
    count++;
    if (mode == 0 && (at[1] & 7) == 5) count += 4;
  }
  return count + (mode == 1 ? 1 : mode == 2 ? 4 : 0);
}

/*
 * Only instructions with which system libraries begin their exports; anything else is 0, and the start is refused
 * rather than guessed at.
 */
ULONG hook_length(const BYTE *code) {
  const BYTE *at = code;
  BOOL wide = FALSE;
  if ((*at & 0xF0) == 0x40) wide = (*at++ & 8) != 0;
  BYTE op = *at++;
  ULONG prefix = (ULONG)(at - code), rest = operand(at);
  if ((op & 0xF0) == 0x50 || op == 0x90) return prefix;
  if ((op & 0xF8) == 0xB8) return prefix + (wide ? 8 : 4);
  if (op == 0x68) return prefix + 4;
  if (rest == 0) return 0;
  if ((op & 0xC4) == 0 && (op & 7) < 4) return prefix + rest; /* add, or, adc, sbb, and, sub, xor, cmp */
  if (op >= 0x84 && op <= 0x8D && op != 0x8C) return prefix + rest;
  if (op == 0x83 || op == 0xC6) return prefix + rest + 1;
  if (op == 0x81 || op == 0xC7) return prefix + rest + 4;
  if (op == 0xF6 && (*at & 0x38) == 0) return prefix + rest + 1;
  return 0;
}

static void far_jump(BYTE *at, const void *to) {
  static const BYTE code[6] = {0xFF, 0x25};
  memcpy(at, code, 6);
  memcpy(at + 6, &to, 8);
}

static BOOL relays_make(BYTE *target) {
  if (relays) return FALSE;
  for (ULONG_PTR step = 0x10000; step < REACH; step += 0x10000) {
    PVOID at = (PVOID)(((ULONG_PTR)target & ~(ULONG_PTR)0xFFFF) - step);
    SIZE_T size = 0x4000;
    if (NtAllocateVirtualMemory(SELF, &at, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) continue;
    relays = at;
    room = (ULONG)(size / sizeof *relays);
    return TRUE;
  }
  return FALSE;
}

static BOOL is_near(const BYTE *target) {
  LONG_PTR distance = (const BYTE *)relays - target;
  return relays && used < room && distance < REACH && distance > -(LONG_PTR)REACH;
}

static BOOL jump_write(BYTE *target, ULONG moved, const struct relay *relay) {
  PVOID page = target;
  SIZE_T size = moved;
  ULONG before;
  LONG distance = (LONG)(relay->in - (target + JUMP));
  if (NtProtectVirtualMemory(SELF, &page, &size, PAGE_EXECUTE_READWRITE, &before)) return FALSE;
  target[0] = 0xE9;
  memcpy(target + 1, &distance, 4);
  for (ULONG i = JUMP; i < moved; i++) target[i] = 0xCC;
  return NtProtectVirtualMemory(SELF, &page, &size, before, &before) == 0;
}

/* Each library has relays of its own, within reach of it. */
void hook_begin(void) {
  relays = NULL;
  used = 0;
}

BOOL hook_place(BYTE *target, void *handler, void **original) {
  ULONG moved = 0;
  while (moved < JUMP) {
    ULONG length = hook_length(target + moved);
    if (length == 0) return FALSE;
    moved += length;
  }
  if (!is_near(target) && !relays_make(target)) return FALSE;
  struct relay *relay = &relays[used++];
  far_jump(relay->in, handler);
  memcpy(relay->trampoline, target, moved);
  far_jump(relay->trampoline + moved, target + moved);
  *original = relay->trampoline;
  return jump_write(target, moved, relay);
}

/* Nothing that can be run can be written from here on. */
BOOL hook_seal(void) {
  PVOID page = relays;
  SIZE_T size = 0x4000;
  ULONG before;
  if (!relays) return TRUE;
  return NtProtectVirtualMemory(SELF, &page, &size, PAGE_EXECUTE_READ, &before) == 0;
}
