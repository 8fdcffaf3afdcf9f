// policy: cipher aes
// policy: processes 2
// input: C:\work\in.txt an input of the task
#include "claim.h"

static char read_early[100];

/* Before main, when no other thread of the process can run yet. */
static void NTAPI early(PVOID self, DWORD reason, PVOID context) {
  (void)self, (void)context;
  if (reason != DLL_PROCESS_ATTACH) return;
  DWORD done;
  HANDLE file = CreateFileA("C:\\work\\in.txt", GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  ReadFile(file, read_early, sizeof read_early - 1, &done, NULL);
  CloseHandle(file);
}

__attribute__((section(".CRT$XLB"), used)) static const PIMAGE_TLS_CALLBACK called_early = early;

/* Every other of the values, while the other process sets the rest. */
static DWORD both(DWORD from) {
  for (DWORD i = from; i < 400; i += 2) {
    char name[20];
    snprintf(name, sizeof name, "both %lu", i);
    if (!claim_set(name, i)) return 1;
  }
  return claim_value("parent") != 3;
}

int main(int count, char **words) {
  char line[] = "early.exe child", name[20];
  PROCESS_INFORMATION started;
  STARTUPINFOA info = {.cb = sizeof info};
  DWORD code = 9;
  int there = 0;
  if (claim_case(count, words, "child")) return (int)both(1);
  CLAIM("an encrypted file is read before the program's beginning", !strcmp(read_early, "an input of the task"));
  CLAIM("an encrypted registry takes a value", claim_set("parent", 3) && claim_value("parent") == 3);
  CLAIM("a child is started", CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &info, &started));
  CLAIM("both write into the registry at once", both(0) == 0);
  WaitForSingleObject(started.hProcess, 20000);
  GetExitCodeProcess(started.hProcess, &code);
  CLAIM("and the child has read what its parent wrote", code == 0);
  for (DWORD i = 0; i < 400; i++) there += (snprintf(name, sizeof name, "both %lu", i), claim_value(name) == i);
  CLAIM("nothing of either is lost", there == 400);
  return 0;
}
