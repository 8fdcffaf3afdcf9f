// also: late.dll from late.c
// case: name
// case: ordinal
// case: exports
// case: library
#include "claim.h"

#define DENIED 0xC0000022u

static const struct {
  const char *library, *name;
  ULONG refused;
} calls[] = {{"ntdll", "NtShutdownSystem", DENIED}, {"ntdll", "NtSetSystemTime", DENIED},
    {"ntdll", "NtSetSystemInformation", DENIED}, {"ntdll", "NtLoadDriver", DENIED},
    {"ntdll", "NtUnloadDriver", DENIED}, {"ntdll", "NtSystemDebugControl", DENIED}, {"ntdll", "NtLoadKey", DENIED},
    {"ntdll", "NtSaveKey", DENIED}, {"ntdll", "NtRestoreKey", DENIED}, {"ntdll", "NtCreateNamedPipeFile", DENIED},
    {"ntdll", "NtCreateMailslotFile", DENIED}, {"ntdll", "NtDeleteFile", DENIED},
    {"ntdll", "NtDebugActiveProcess", DENIED}, {"ntdll", "NtSuspendProcess", DENIED},
    {"ntdll", "NtCreateThread", DENIED}, {"user32", "ExitWindowsEx", 0}, {"user32", "LockWorkStation", 0},
    {"user32", "SendInput", 0}, {"user32", "BlockInput", 0}, {"user32", "OpenClipboard", 0},
    {"user32", "SetForegroundWindow", 0}, {"win32u", "NtUserSetCursorPos", 0},
    {"win32u", "NtUserRegisterHotKey", 0}, {"advapi32", "InitiateSystemShutdownA", 0}, {"kernelbase", "Beep", 0},
    {"winmm", "PlaySoundA", 0}, {"ws2_32", "gethostbyname", 0}, {"ws2_32", "bind", ~0u},
    {"wininet", "InternetOpenA", 0}, {"winhttp", "WinHttpOpen", 0}, {"sechost", "OpenSCManagerA", 0},
    {"iphlpapi", "IcmpSendEcho", 0}};
#define CALLS (sizeof calls / sizeof *calls)

static const IMAGE_EXPORT_DIRECTORY *exports_of(BYTE *base) {
  const IMAGE_NT_HEADERS *headers = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
  return (IMAGE_EXPORT_DIRECTORY *)(base + headers->OptionalHeader.DataDirectory[0].VirtualAddress);
}

static int place_of(BYTE *base, const char *name) {
  const IMAGE_EXPORT_DIRECTORY *exports = exports_of(base);
  const DWORD *names = (DWORD *)(base + exports->AddressOfNames);
  for (DWORD i = 0; i < exports->NumberOfNames; i++)
    if (!strcmp((char *)base + names[i], name)) return ((WORD *)(base + exports->AddressOfNameOrdinals))[i];
  return -1;
}

static void *found(const char *how, BYTE *base, const char *name) {
  int place = place_of(base, name);
  const IMAGE_EXPORT_DIRECTORY *exports = exports_of(base);
  if (!strcmp(how, "name")) return (void *)GetProcAddress((HMODULE)base, name);
  if (place < 0) return NULL;
  if (!strcmp(how, "ordinal"))
    return (void *)GetProcAddress((HMODULE)base, (char *)(ULONG_PTR)(exports->Base + (DWORD)place));
  return (void *)(base + ((DWORD *)(base + exports->AddressOfFunctions))[place]);
}

static void table(const char *how) {
  for (size_t i = 0; i < CALLS; i++) {
    char text[100];
    BYTE *base = (BYTE *)LoadLibraryA(calls[i].library);
    void *call = base ? found(how, base, calls[i].name) : NULL;
    snprintf(text, sizeof text, "%s, found by its %s, is refused", calls[i].name, how);
    SetLastError(0);
    CLAIM(text, call && claim_call(call) == calls[i].refused &&
                    (calls[i].refused == DENIED || GetLastError() != 0));
  }
}

static void library(void) {
  HMODULE late = LoadLibraryA("C:\\app\\late.dll");
  int (*refused)(void) = late ? (int (*)(void))(void *)GetProcAddress(late, "late_refused") : NULL;
  CLAIM("a library of the program's own is loaded late", refused != NULL);
  CLAIM("what it imports is refused to it too", refused && refused() == 6);
  BYTE *again;
  CLAIM("a library that is unloaded and loaded again is patched again",
      (again = (BYTE *)LoadLibraryA("mpr.dll")) && FreeLibrary((HMODULE)again) &&
          (again = (BYTE *)LoadLibraryA("mpr.dll")) && *(BYTE *)found("name", again, "WNetAddConnectionA") == 0xE9);
}

int main(int count, char **words) {
  if (count == 2 && !strcmp(words[1], "library")) library();
  else if (count == 2) table(words[1]);
  return 0;
}
