#include "evm.h"

#define CLOSE_SOURCE 1

/* A copy of a handle stands for what the handle stood for. */
NTSTATUS NTAPI vm_NtDuplicateObject(HANDLE fromProcess, HANDLE from, HANDLE toProcess, PHANDLE to, ACCESS_MASK access,
    ULONG attributes, ULONG options) {
  HANDLE copy = NULL;
  NTSTATUS status = real_NtDuplicateObject(
      fromProcess, from, toProcess, to ? &copy : NULL, access, attributes, options & ~CLOSE_SOURCE);
  if (to) *to = copy;
  if (!status && copy) key_copied(from, copy);
  if (options & CLOSE_SOURCE) vm_NtClose(from);
  return status;
}
