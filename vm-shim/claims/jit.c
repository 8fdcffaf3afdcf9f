// policy: jit C:\app\jit.exe
#include "claim.h"

static BOOL protects(void *at, DWORD protection) {
  DWORD before;
  return VirtualProtect(at, 16, protection, &before);
}

int main(void) {
  static const BYTE returns_seven[] = {0xB8, 7, 0, 0, 0, 0xC3}; /* mov eax, 7; ret */
  BYTE *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  memcpy(page, returns_seven, sizeof returns_seven);
  CLAIM("a program that the policy names runs what it wrote",
      protects(page, PAGE_EXECUTE_READ) && ((int (*)(void))(void *)page)() == 7);
  CLAIM("and gets memory for both", VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE) != NULL);
  BYTE *create = (BYTE *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtCreateFile");
  CLAIM("but writes to no library", !protects(create, PAGE_EXECUTE_READWRITE) && !protects(create, PAGE_READWRITE));
  BYTE *relay = create + 5 + *(LONG *)(create + 1);
  CLAIM("nor to what its patches lead to", *create == 0xE9 && !protects(relay, PAGE_EXECUTE_READWRITE));
  return 0;
}
