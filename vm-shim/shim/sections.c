#include "store.h"

static NTSTATUS refuse(const char *what) {
  portal_refused(what, L"", 0);
  return STATUS_ACCESS_DENIED;
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
  NTSTATUS status =
      map_show(section, process, base, zeros, commit, offset, size, inherit, type, protection);
  if (status >= 0) guard_mapped(*base, __builtin_return_address(0));
  return status;
}

NTSTATUS NTAPI vm_NtUnmapViewOfSection(HANDLE process, PVOID base) {
  if (!guard_unmap(process, base, __builtin_return_address(0))) return refuse("NtUnmapViewOfSection");
  map_hide(base);
  return real_NtUnmapViewOfSection(process, base);
}

NTSTATUS NTAPI vm_NtUnmapViewOfSectionEx(HANDLE process, PVOID base, ULONG flags) {
  if (!guard_unmap(process, base, __builtin_return_address(0))) return refuse("NtUnmapViewOfSectionEx");
  map_hide(base);
  return real_NtUnmapViewOfSectionEx(process, base, flags);
}
