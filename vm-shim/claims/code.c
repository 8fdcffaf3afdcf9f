// case: memory
// case: libraries
// case: jump
#include "claim.h"
#include <winternl.h>

NTSTATUS NTAPI NtAllocateVirtualMemory(HANDLE, PVOID *, ULONG_PTR, PSIZE_T, ULONG, ULONG);

static const BYTE returns_seven[] = {0xB8, 7, 0, 0, 0, 0xC3}; /* mov eax, 7; ret */

__attribute__((noinline)) static int own_code(int number) { return number * 3 + 1; }

static BYTE data[8192] __attribute__((aligned(4096)));

static BOOL protects(void *at, DWORD protection) {
  DWORD before;
  return VirtualProtect(at, 16, protection, &before);
}

static void *export(const char *name) { return (void *)GetProcAddress(GetModuleHandleA("ntdll.dll"), name); }

static void memory(void) {
  SIZE_T size = 4096, written;
  PVOID at = NULL;
  DWORD before;
  CLAIM("memory to write to is given", VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) != NULL);
  CLAIM("none that can be written to and run",
      !VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE));
  CLAIM("nor that can be run", !VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READ));
  CLAIM("nor reserved for it", !VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_EXECUTE));
  CLAIM("nor by ntdll's own call", NtAllocateVirtualMemory(GetCurrentProcess(), &at, 0, &size,
                                       MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE) < 0);
  BYTE *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  memcpy(page, returns_seven, sizeof returns_seven);
  CLAIM("what was written is not made to run", !protects(page, PAGE_EXECUTE_READ));
  CLAIM("nor to run and be written to", !protects(page, PAGE_EXECUTE_READWRITE));
  CLAIM("it is made readable only", protects(page, PAGE_READONLY));
  CLAIM("and does not run from there either", !protects(page, PAGE_EXECUTE));
  CLAIM("and writable again", protects(page, PAGE_READWRITE));
  CLAIM("what is given up and taken again does not run either",
      VirtualFree(page, 4096, MEM_DECOMMIT) && !VirtualAlloc(page, 4096, MEM_COMMIT, PAGE_EXECUTE_READWRITE));
  CLAIM("the program's data do not run", !protects(data, PAGE_EXECUTE_READ));
  CLAIM("nor does its stack", !protects(&at, PAGE_EXECUTE_READWRITE));
  CLAIM("its code is not written to", !protects((void *)own_code, PAGE_EXECUTE_READWRITE));
  CLAIM("nor first made data of", !protects((void *)own_code, PAGE_READWRITE));
  CLAIM("nor copied on writing", !protects((void *)own_code, PAGE_EXECUTE_WRITECOPY));
  CLAIM("nor written to by the system",
      !WriteProcessMemory(GetCurrentProcess(), (void *)own_code, returns_seven, sizeof returns_seven, &written));
  CLAIM("and goes on as it was", own_code(2) == 7 && own_code(3) == 10);
  CLAIM("a heap that runs is not made", !HeapCreate(HEAP_CREATE_ENABLE_EXECUTE, 4096, 0));
  CLAIM("a section that runs is not made",
      !CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, NULL));
  HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL);
  CLAIM("one of data is not mapped to run", !MapViewOfFile(section, FILE_MAP_WRITE | FILE_MAP_EXECUTE, 0, 0, 0));
  BYTE *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
  CLAIM("it is mapped to be written to", view != NULL);
  CLAIM("and not made to run then", view && !VirtualProtect(view, 4096, PAGE_EXECUTE_READ, &before));
  CLAIM("data are written to by the system",
      WriteProcessMemory(GetCurrentProcess(), data, returns_seven, sizeof returns_seven, &written));
}

static void *image_copy(const char *path) {
  HANDLE file = CreateFileA(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY | SEC_IMAGE, 0, 0, NULL);
  void *view = section ? MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0) : NULL;
  CloseHandle(file);
  return view;
}

static BOOL runs_nowhere(BYTE *base) {
  MEMORY_BASIC_INFORMATION now;
  for (BYTE *at = base; VirtualQuery(at, &now, sizeof now) && now.AllocationBase == base; at += now.RegionSize)
    if (now.State == MEM_COMMIT && (now.Protect & 0xF0)) return FALSE;
  return TRUE;
}

#ifndef _WIN64
/* As one of the 64-bit part, and with addresses as long as it has them. */
static void wide(void) {
  NTSTATUS(NTAPI * allocate)(HANDLE, ULONG64 *, ULONG64, ULONG64 *, ULONG, ULONG) = export("NtWow64AllocateVirtualMemory64");
  NTSTATUS(NTAPI * write)(HANDLE, ULONG64, const void *, ULONG64, ULONG64 *) = export("NtWow64WriteVirtualMemory64");
  NTSTATUS(NTAPI * read)(HANDLE, ULONG64, void *, ULONG64, ULONG64 *) = export("NtWow64ReadVirtualMemory64");
  ULONG64 at = 0, size = 4096, done;
  CLAIM("none that runs is given to the 64-bit part either",
      allocate(GetCurrentProcess(), &at, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE) < 0);
  CLAIM("nor written to as it",
      write(GetCurrentProcess(), (ULONG_PTR)own_code, returns_seven, sizeof returns_seven, &done) < 0);
  CLAIM("nor read as it", read(GetCurrentProcess(), (ULONG_PTR)own_code, &at, 4, &done) < 0);
}
#else
static void wide(void) {}
#endif

static void libraries(void) {
  static const char *const patched[] = {"NtCreateFile", "NtOpenFile", "NtProtectVirtualMemory", "NtCreateUserProcess",
      "NtOpenKeyEx", "NtSetValueKey", "NtWriteVirtualMemory", "NtMapViewOfSection"};
  SIZE_T written;
  for (int i = 0; i < 8; i++) {
    char text[100];
    snprintf(text, sizeof text, "%s is not patched back", patched[i]);
    CLAIM(text, !protects(export(patched[i]), PAGE_EXECUTE_READWRITE) && !protects(export(patched[i]), PAGE_READWRITE));
  }
  BYTE *create = export("NtCreateFile");
  CLAIM("nor by the system",
      !WriteProcessMemory(GetCurrentProcess(), create, returns_seven, sizeof returns_seven, &written));
  CLAIM("ntdll is not unmapped", !UnmapViewOfFile(GetModuleHandleA("ntdll.dll")));
  BYTE *relay = create + 5 + *(LONG *)(create + 1);
  CLAIM("what its patches lead to is not written to", *create == 0xE9 && !protects(relay, PAGE_READWRITE));
  CLAIM("nor freed", *create == 0xE9 && !VirtualFree((void *)((ULONG_PTR)relay & ~(ULONG_PTR)0xFFFF), 0, MEM_RELEASE));
  BYTE *copy = image_copy("C:\\windows\\system32\\ntdll.dll");
  CLAIM("a second ntdll is data", !copy || runs_nowhere(copy));
  CLAIM("and stays so", !copy || !protects(copy + 0x1000, PAGE_EXECUTE_READ));
  CLAIM("it can be given up", !copy || UnmapViewOfFile(copy));
  HMODULE resources = LoadLibraryExA("C:\\windows\\system32\\ntdll.dll", NULL, LOAD_LIBRARY_AS_IMAGE_RESOURCE);
  CLAIM("so is one that is loaded for its resources",
      !resources || (HMODULE)((ULONG_PTR)resources & ~(ULONG_PTR)3) == GetModuleHandleA("ntdll.dll") ||
                     runs_nowhere((BYTE *)((ULONG_PTR)resources & ~(ULONG_PTR)3)));
  CLAIM("a library of the system is loaded", LoadLibraryA("version.dll") != NULL);
  CLAIM("one that the program has written is not", CopyFileA("C:\\app\\code.exe", "C:\\work\\late.dll", FALSE) &&
                                                       !LoadLibraryA("C:\\work\\late.dll"));
  CLAIM("nor a copy of the system's", CopyFileA("C:\\windows\\system32\\ntdll.dll", "C:\\work\\other.dll", FALSE) &&
                                          !LoadLibraryA("C:\\work\\other.dll"));
}

static LONG CALLBACK faulted(EXCEPTION_POINTERS *pointers) {
  CLAIM("a jump into data faults", pointers->ExceptionRecord->ExceptionCode == EXCEPTION_ACCESS_VIOLATION);
  ExitProcess(0);
}

static void jump(void) {
  memcpy(data, returns_seven, sizeof returns_seven);
  AddVectoredExceptionHandler(1, faulted);
  int (*run)(void) = (int (*)(void))(void *)data;
  CLAIM("a jump into data does not come back", run() != 7);
}

int main(int count, char **words) {
  if (claim_case(count, words, "memory")) memory(), wide();
  if (claim_case(count, words, "libraries")) libraries();
  if (claim_case(count, words, "jump")) jump();
  return 0;
}
