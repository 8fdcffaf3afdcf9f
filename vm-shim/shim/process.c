#include "store.h"

#define CLOSE_SOURCE 1

/* A copy of a handle stands for what the handle stood for. */
NTSTATUS NTAPI vm_NtDuplicateObject(HANDLE fromProcess, HANDLE from, HANDLE toProcess, PHANDLE to, ACCESS_MASK access,
    ULONG attributes, ULONG options) {
  HANDLE copy = NULL;
  NTSTATUS status = real_NtDuplicateObject(
      fromProcess, from, toProcess, to ? &copy : NULL, access, attributes, options & ~CLOSE_SOURCE);
  if (to) *to = copy;
  if (!status && copy) key_copied(from, copy);
  if (!status && copy && policy.cipher) opened_copy(from, copy);
  if (options & CLOSE_SOURCE) vm_NtClose(from);
  return status;
}

BOOL process_is_self(HANDLE process) {
  PROCESS_BASIC_INFORMATION basic = {0};
  if (process == SELF) return TRUE;
  NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL);
  return basic.UniqueProcessId == __readgsqword(TEB_PROCESS);
}

#define ERROR_MODE ((PROCESSINFOCLASS)12)

/* A box of the system's own would wait for ever for somebody to press a button. */
#define SILENT (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX)

BOOL process_silence(void) {
  ULONG mode = SILENT;
  return !NtSetInformationProcess(SELF, ERROR_MODE, &mode, sizeof mode);
}

NTSTATUS NTAPI vm_NtSetInformationProcess(HANDLE process, PROCESSINFOCLASS class, PVOID information, ULONG size) {
  ULONG mode;
  if (class != ERROR_MODE || size < sizeof mode) return real_NtSetInformationProcess(process, class, information, size);
  memcpy(&mode, information, sizeof mode);
  mode |= SILENT;
  return real_NtSetInformationProcess(process, class, &mode, sizeof mode);
}
