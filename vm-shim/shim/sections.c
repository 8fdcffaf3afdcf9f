#include "store.h"

#define MAPPED_NAME 2
#define ANY (~0u)
#define WRITTEN (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)

static NTSTATUS refuse(const char *what) {
  portal_refused(what, L"", 0);
  return STATUS_ACCESS_DENIED;
}

/*
 * Of a file in the clear nobody tells what the system reads and writes when it is mapped: the view counts as read, and as
 * written when it may have been. How much of it that is, from there on; an encrypted file's is counted where it happens.
 */
static ULONGLONG mapped(const BYTE *base, ULONG protections) {
  MEMORY_BASIC_INFORMATION now;
  struct {
    UNICODE_STRING name;
    WCHAR text[EVM_PATH];
  } file;
  ULONGLONG count = 0;
  PVOID whole = NULL;
  if (NtQueryVirtualMemory(SELF, (PVOID)base, MAPPED_NAME, &file, sizeof file, NULL)) return 0;
  for (const BYTE *at = base; !NtQueryVirtualMemory(SELF, (PVOID)at, 0, &now, sizeof now, NULL); at += now.RegionSize) {
    if (!whole) whole = now.AllocationBase;
    if (now.Type != MEM_MAPPED || now.AllocationBase != whole) break;
    if (now.Protect & protections) count += now.RegionSize;
  }
  return count;
}

NTSTATUS NTAPI vm_NtCreateSection(PHANDLE section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object,
    const LARGE_INTEGER *size, ULONG protection, ULONG attributes, HANDLE file) {
  *section = NULL; /* which callers return whatever the status */
  if (!guard_section(protection, attributes, file)) return refuse("NtCreateSection");
  return map_create(section, access, object, size, protection, attributes, file);
}

NTSTATUS NTAPI vm_NtMapViewOfSection(HANDLE section, HANDLE process, PVOID *base, ULONG_PTR zeros, SIZE_T commit,
    const LARGE_INTEGER *offset, PSIZE_T size, ULONG inherit, ULONG type, ULONG protection) {
  if (!guard_map(section, process, protection)) return refuse("NtMapViewOfSection");
  throttle(0);
  NTSTATUS status =
      map_show(section, process, base, zeros, commit, offset, size, inherit, type, protection);
  if (status >= 0) guard_mapped(*base, __builtin_return_address(0));
  if (status >= 0) throttle_later(&file_read, mapped(*base, ANY));
  return status;
}

static void hide(PVOID base) {
  throttle(0);
  throttle_later(&file_written, mapped(base, WRITTEN));
  map_hide(base);
}

NTSTATUS NTAPI vm_NtUnmapViewOfSection(HANDLE process, PVOID base) {
  if (!guard_unmap(process, base, __builtin_return_address(0))) return refuse("NtUnmapViewOfSection");
  hide(base);
  return real_NtUnmapViewOfSection(process, base);
}

NTSTATUS NTAPI vm_NtUnmapViewOfSectionEx(HANDLE process, PVOID base, ULONG flags) {
  if (!guard_unmap(process, base, __builtin_return_address(0))) return refuse("NtUnmapViewOfSectionEx");
  hide(base);
  return real_NtUnmapViewOfSectionEx(process, base, flags);
}

NTSTATUS NTAPI vm_NtFlushVirtualMemory(HANDLE process, PVOID *base, PSIZE_T size, PIO_STATUS_BLOCK done) {
  throttle(0);
  if (process == SELF && map_flush(*base, *size)) {
    if (done) *done = (IO_STATUS_BLOCK){.Status = 0}; /* Wine's callers leave it out */
    return 0;
  }
  if (process == SELF) throttle_later(&file_written, *size ? *size : mapped(*base, WRITTEN));
  return real_NtFlushVirtualMemory(process, base, size, done);
}
