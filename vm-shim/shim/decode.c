#include "evm.h"

/*
 * The lengths of the instructions with which system libraries begin their exports; anything else is 0, and the start
 * is refused rather than guessed at.
 */

/* Bytes that ModRM and what follows it take; `relative` when the operand is found by where the instruction lies. */
static ULONG operand(const BYTE *at, BOOL *relative) {
  BYTE mode = *at >> 6, memory = *at & 7;
  ULONG count = 1;
  if (mode == 3) return count;
  if (mode == 0 && memory == 5) {
    *relative = BITS(TRUE, FALSE);
    return count + 4;
  }
  if (memory == 4) {
    count++;
    if (mode == 0 && (at[1] & 7) == 5) count += 4;
  }
  return count + (mode == 1 ? 1 : mode == 2 ? 4 : 0);
}

enum { NO_OPERAND = 0x10, UNKNOWN = 0x80 }; /* and in the low bits, the bytes of the constant */

static int form_of(BYTE op, BYTE next, BOOL wide, BOOL narrow) {
  int full = narrow ? 2 : 4;
  if (BITS(FALSE, TRUE) && (op & 0xF0) == 0x40) return NO_OPERAND;
  if (BITS(FALSE, TRUE) && (op & 0xFC) == 0xA0) return NO_OPERAND | 4;
  if ((op & 0xF0) == 0x50 || op == 0x90 || op == 0xC3 || op == 0xCC) return NO_OPERAND;
  if ((op & 0xF8) == 0xB8) return NO_OPERAND | (wide ? 8 : full);
  if (op < 0x40 && (op & 7) < 4) return 0; /* add, or, adc, sbb, and, sub, xor, cmp */
  if (op < 0x40 && (op & 7) == 4) return NO_OPERAND | 1;
  if (op < 0x40 && (op & 7) == 5) return NO_OPERAND | full;
  if ((op >= 0x84 && op <= 0x8D && op != 0x8C) || op == 0x63 || (op & 0xFC) == 0xD0) return 0;
  if (op == 0x80 || op == 0x83 || op == 0xC6 || op == 0xC0 || op == 0xC1 || op == 0x6B) return 1;
  if (op == 0x81 || op == 0xC7 || op == 0x69) return full;
  if (op == 0x68 || op == 0xA9) return NO_OPERAND | full;
  if (op == 0x6A || op == 0xA8) return NO_OPERAND | 1;
  if (op == 0xC2) return NO_OPERAND | 2;
  if (op == 0xF6) return next & 0x38 ? 0 : 1;
  if (op == 0xF7) return next & 0x38 ? 0 : full;
  if (op == 0xFE || op == 0xFF) return 0;
  return UNKNOWN;
}

static BOOL is_prefix(BYTE byte) {
  return byte == 0x66 || byte == 0xF2 || byte == 0xF3 || byte == BITS(0x65, 0x64);
}

/* `at` lies behind the 0f: moves, conversions, conditions, jumps and what does nothing. */
static ULONG length_two(const BYTE *code, const BYTE *at, struct instruction *found) {
  BYTE op = *at++;
  ULONG before = (ULONG)(at - code);
  BOOL relative = FALSE;
  if ((op & 0xF0) == 0x80) {
    found->relative = before;
    return before + 4;
  }
  BOOL known = (op & 0xF0) == 0x40 || (op & 0xF0) == 0x90 || (op & 0xF6) == 0xB6 || op == 0x10 || op == 0x11 ||
               op == 0x1F || op == 0x28 || op == 0x29 || op == 0x57 || op == 0x6F || op == 0x7F || op == 0xAF ||
               op == 0xEF;
  if (!known) return 0;
  ULONG length = before + operand(at, &relative);
  if (relative) found->relative = before + 1;
  return length;
}

ULONG hook_length(const BYTE *code, struct instruction *found) {
  const BYTE *at = code;
  BOOL wide = FALSE, narrow = FALSE, relative = FALSE;
  *found = (struct instruction){0};
  for (; is_prefix(*at); at++) narrow |= *at == 0x66;
  if (BITS(TRUE, FALSE) && (*at & 0xF0) == 0x40) wide = (*at++ & 8) != 0;
  BYTE op = *at++;
  ULONG before = (ULONG)(at - code);
  if (op == 0x0F) return length_two(code, at, found);
  if (op == 0xE8 || op == 0xE9) {
    found->relative = before;
    found->ends = op == 0xE9;
    return before + 4;
  }
  int form = form_of(op, *at, wide, narrow);
  if (form == UNKNOWN) return 0;
  found->ends = op == 0xC3 || op == 0xC2 || (op == 0xFF && (*at & 0x38) == 0x20);
  ULONG length = before + (form & 0xF);
  if (form & NO_OPERAND) return length;
  length += operand(at, &relative);
  if (relative) found->relative = before + 1;
  return length;
}
