#include "registry.h"

/*
 * Memory can be written to or run, never both and never one after the other, so that all that runs was scanned when it
 * was wrapped. The loader alone, which relocates code before it runs, may write to a library's code. A program that the
 * policy names as one that makes code as it goes (`jit`) may do so, though not over libraries.
 */
#define EXECUTABLE (PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)
#define WRITABLE (PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)
#define TIMES ((PROCESSINFOCLASS)4)

static const BYTE *loader, *loader_end;
static BOOL makes_code;
static LONGLONG began; /* the task, whichever of its processes this is */

static NTSTATUS refuse(const char *what) {
  portal_refused(what, L"", 0);
  return STATUS_ACCESS_DENIED;
}

BOOL guard_is_loader(const void *caller) {
  return (const BYTE *)caller >= loader && (const BYTE *)caller < loader_end;
}

static BOOL region(const BYTE *at, MEMORY_BASIC_INFORMATION *found) {
  return !NtQueryVirtualMemory(SELF, (PVOID)at, 0, found, sizeof *found, NULL) && found->RegionSize;
}

static BOOL may_become(const MEMORY_BASIC_INFORMATION *now, ULONG then, BOOL loading) {
  BOOL runs = (now->Protect & EXECUTABLE) != 0, image = now->Type == MEM_IMAGE;
  if (now->State != MEM_COMMIT) return !(then & EXECUTABLE) || makes_code;
  if (hook_is_relay(now->BaseAddress, (BYTE *)now->BaseAddress + now->RegionSize)) return FALSE;
  if (image && loading) return !((then & EXECUTABLE) && (then & WRITABLE));
  if (makes_code && !image) return TRUE;
  if (runs && (then & WRITABLE)) return FALSE;
  return runs || !(then & EXECUTABLE);
}

static BOOL range_may_become(const BYTE *from, SIZE_T size, ULONG then, BOOL loading) {
  MEMORY_BASIC_INFORMATION now;
  for (const BYTE *at = from, *end = from + size; at < end; at = (BYTE *)now.BaseAddress + now.RegionSize)
    if (!region(at, &now) || !may_become(&now, then, loading)) return FALSE;
  return TRUE;
}

NTSTATUS NTAPI vm_NtProtectVirtualMemory(
    HANDLE process, PVOID *base, PSIZE_T size, ULONG protection, PULONG before) {
  BOOL loading = guard_is_loader(__builtin_return_address(0));
  if (!process_is_self(process) || !range_may_become(*base, *size, protection, loading))
    return refuse("NtProtectVirtualMemory");
  return real_NtProtectVirtualMemory(process, base, size, protection, before);
}

static BOOL may_allocate(HANDLE process, PVOID at, SIZE_T size, ULONG type, ULONG protection) {
  if (!process_is_self(process)) return FALSE;
  if ((protection & EXECUTABLE) && !makes_code) return FALSE;
  return !(type & MEM_COMMIT) || !at || range_may_become(at, size, protection, FALSE);
}

NTSTATUS NTAPI vm_NtAllocateVirtualMemory(
    HANDLE process, PVOID *base, ULONG_PTR zeros, PSIZE_T size, ULONG type, ULONG protection) {
  if (!may_allocate(process, *base, *size, type, protection)) return refuse("NtAllocateVirtualMemory");
  return real_NtAllocateVirtualMemory(process, base, zeros, size, type, protection);
}

NTSTATUS NTAPI vm_NtAllocateVirtualMemoryEx(
    HANDLE process, PVOID *base, PSIZE_T size, ULONG type, ULONG protection, PVOID parameters, ULONG count) {
  if (!may_allocate(process, *base, *size, type, protection)) return refuse("NtAllocateVirtualMemoryEx");
  return real_NtAllocateVirtualMemoryEx(process, base, size, type, protection, parameters, count);
}

NTSTATUS NTAPI vm_NtFreeVirtualMemory(HANDLE process, PVOID *base, PSIZE_T size, ULONG type) {
  if (!process_is_self(process) || hook_is_relay(*base, (BYTE *)*base + max(*size, 1)))
    return refuse("NtFreeVirtualMemory");
  return real_NtFreeVirtualMemory(process, base, size, type);
}

/* Wine writes whatever the pages allow. */
NTSTATUS NTAPI vm_NtWriteVirtualMemory(HANDLE process, PVOID to, const void *from, SIZE_T size, PSIZE_T written) {
  MEMORY_BASIC_INFORMATION now;
  BOOL allowed = process_is_self(process);
  for (BYTE *at = to; allowed && at < (BYTE *)to + size; at = (BYTE *)now.BaseAddress + now.RegionSize)
    allowed = region(at, &now) && now.State == MEM_COMMIT && (now.Protect & WRITABLE) && !(now.Protect & EXECUTABLE);
  if (!allowed) return refuse("NtWriteVirtualMemory");
  return real_NtWriteVirtualMemory(process, to, from, size, written);
}

/*
 * Written since the task began: the system keeps that time itself, and lets nobody set it. The programs that the policy
 * lists are never written to.
 */
static BOOL is_new(HANDLE file) {
  FILE_BASIC_INFORMATION basic;
  IO_STATUS_BLOCK done;
  struct path path;
  if (!path_is_ours(file) || (path_virtual(file, &path) && path_is_binary(&path))) return FALSE;
  if (NtQueryInformationFile(file, &done, &basic, sizeof basic, (FILE_INFORMATION_CLASS)4)) return TRUE;
  return basic.ChangeTime.QuadPart > began;
}

BOOL guard_section(ULONG protection, ULONG attributes, HANDLE file) {
  if (attributes & SEC_IMAGE) return !is_new(file);
  return makes_code || !(protection & EXECUTABLE);
}

BOOL guard_map(HANDLE section, HANDLE process, ULONG protection) {
  SECTION_BASIC_INFORMATION basic = {0};
  if (!process_is_self(process)) return FALSE;
  NtQuerySection(section, 0, &basic, sizeof basic, NULL);
  return makes_code || (basic.Attributes & SEC_IMAGE) || !(protection & EXECUTABLE);
}

/* A library that somebody other than the loader maps is data: there is no second, unmediated one to call. */
void guard_mapped(BYTE *base, const void *caller) {
  MEMORY_BASIC_INFORMATION now;
  if (guard_is_loader(caller)) return;
  for (BYTE *at = base; region(at, &now) && now.AllocationBase == base; at += now.RegionSize) {
    PVOID page = now.BaseAddress;
    SIZE_T size = now.RegionSize;
    ULONG before;
    if (now.Type == MEM_IMAGE && (now.Protect & EXECUTABLE))
      real_NtProtectVirtualMemory(SELF, &page, &size, PAGE_READONLY, &before);
  }
}

BOOL guard_unmap(HANDLE process, const BYTE *base, const void *caller) {
  MEMORY_BASIC_INFORMATION now;
  if (!process_is_self(process) || !region(base, &now)) return FALSE;
  if (guard_is_loader(caller)) return TRUE;
  for (const BYTE *at = base = now.AllocationBase; region(at, &now) && now.AllocationBase == base; at += now.RegionSize)
    if (now.Type == MEM_IMAGE && (now.Protect & EXECUTABLE)) return FALSE;
  return TRUE;
}

static BOOL is_named(const struct path *names, ULONG count) {
  const UNICODE_STRING *image = &NtCurrentTeb()->ProcessEnvironmentBlock->ProcessParameters->ImagePathName;
  struct path name = {0}, path;
  UNICODE_STRING whole;
  OBJECT_ATTRIBUTES object;
  if (!path_append(&name, L"\\??\\", 4) || !path_append(&name, image->Buffer, image->Length / sizeof(WCHAR)))
    return FALSE;
  name_of(&name, &whole, &object);
  if (path_resolve(&object, &path) != WAY_FILE) return FALSE;
  for (ULONG i = 0; i < count; i++)
    if (names[i].length == path.length && text_same(names[i].text, path.text, path.length)) return TRUE;
  return FALSE;
}

/* The first process of the task writes down when it began, where the others find it. */
static BOOL began_read(void) {
  static const struct path place = {L"\\task", 5};
  KERNEL_USER_TIMES times;
  BOOL gone;
  struct entry start = {L"began", 5, REG_QWORD, sizeof began, &times.CreateTime};
  if (NtQueryInformationProcess(SELF, TIMES, &times, sizeof times, NULL)) return FALSE;
  overlay_hold();
  struct value *value = overlay_value(overlay_find(&place, &gone), L"began", 5);
  BOOL kept = value || !overlay_change(VALUE_SET, &place, &start);
  memcpy(&began, value ? value->data : (BYTE *)&times.CreateTime, sizeof began);
  overlay_release();
  return kept;
}

/* After the hooks: what can be both written and run when the program comes is closed. */
BOOL guard_start(void) {
  MEMORY_BASIC_INFORMATION now;
  PVOID page;
  SIZE_T size;
  ULONG before;
  makes_code = is_named(policy.jit, policy.jits);
  if (!began_read()) return FALSE;
  for (const BYTE *at = NULL; region(at, &now); at = (BYTE *)now.BaseAddress + now.RegionSize) {
    if (now.State != MEM_COMMIT || !(now.Protect & EXECUTABLE) || !(now.Protect & WRITABLE)) continue;
    page = now.BaseAddress;
    size = now.RegionSize;
    if (real_NtProtectVirtualMemory(SELF, &page, &size, PAGE_EXECUTE_READ, &before)) return FALSE;
  }
  return TRUE;
}

/* Before the hooks, which ask who calls. */
BOOL guard_find(void) {
  loader = mediated_find(L"ntdll.dll", NULL);
  if (!loader) return FALSE;
  loader_end = loader + ((IMAGE_NT_HEADERS *)(loader + ((IMAGE_DOS_HEADER *)loader)->e_lfanew))->OptionalHeader.SizeOfImage;
  return TRUE;
}
