#include "store.h"

/*
 * Of processes the program knows itself and those it started, of threads its own without the portal's. What it holds
 * of a child serves to wait for it and to end it, not to change it before its own shim is there.
 */
#define HARMLESS                                                                                                   \
  (SYNCHRONIZE | READ_CONTROL | PROCESS_QUERY_INFORMATION | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE)

/* ProcessInformationClass and ThreadInformationClass, by Windows' numbers */
enum { BASE_PRIORITY = 5, RAISE_PRIORITY = 6, ERROR_MODE = 12, PRIORITY_CLASS = 18, PRIORITY_BOOST = 22,
  BREAK_ON_TERMINATION = 29, EXECUTE_FLAGS = 34, INSTRUMENTATION = 40 };
enum { THREAD_PRIORITY = 2, THREAD_BASE = 3 };

/* A box of the system's own would wait for ever for somebody to press a button. */
#define SILENT (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX)

static NTSTATUS refuse(const char *what) {
  portal_refused(what, L"", 0);
  return STATUS_ACCESS_DENIED;
}

BOOL process_is_self(HANDLE process) {
  PROCESS_BASIC_INFORMATION basic = {0};
  if (process == SELF) return TRUE;
  NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL);
  return basic.UniqueProcessId == own_process();
}

/* Before the hooks: silent, and after everybody else. */
BOOL process_calm(void) {
  ULONG mode = SILENT;
  struct {
    BOOLEAN foreground;
    BYTE class;
  } idle = {FALSE, 1};
  NtSetInformationProcess(SELF, (PROCESSINFOCLASS)PRIORITY_CLASS, &idle, sizeof idle);
  return !NtSetInformationProcess(SELF, (PROCESSINFOCLASS)ERROR_MODE, &mode, sizeof mode);
}

/* Priorities stay what they are, and nobody is told: programs raise theirs out of habit. */
NTSTATUS NTAPI vm_NtSetInformationProcess(HANDLE process, PROCESSINFOCLASS class, PVOID information, ULONG size) {
  ULONG mode;
  switch ((int)class) {
    case BASE_PRIORITY:
    case RAISE_PRIORITY:
    case PRIORITY_CLASS:
    case PRIORITY_BOOST:
      return 0;
    case BREAK_ON_TERMINATION:
    case EXECUTE_FLAGS:
    case INSTRUMENTATION:
      return refuse("NtSetInformationProcess");
    case ERROR_MODE:
      if (size != sizeof mode) break;
      memcpy(&mode, information, sizeof mode);
      mode |= SILENT;
      return real_NtSetInformationProcess(process, class, &mode, sizeof mode);
    default:
      break;
  }
  if (!process_is_self(process)) return refuse("NtSetInformationProcess");
  return real_NtSetInformationProcess(process, class, information, size);
}

NTSTATUS NTAPI vm_NtSetInformationThread(HANDLE thread, THREADINFOCLASS class, PVOID information, ULONG size) {
  LONG priority = 0;
  if (size >= sizeof priority) memcpy(&priority, information, sizeof priority);
  if ((int)class == THREAD_PRIORITY || ((int)class == THREAD_BASE && priority > 0)) return 0;
  if (!thread_may_change(thread)) return refuse("NtSetInformationThread");
  return real_NtSetInformationThread(thread, class, information, size);
}

NTSTATUS NTAPI vm_NtOpenProcess(
    PHANDLE process, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object, const CLIENT_ID *client) {
  ULONG_PTR id = client ? (ULONG_PTR)client->UniqueProcess : 0;
  BOOL self = id == own_process();
  if (!self && !child_has_id(id)) return refuse("NtOpenProcess");
  if (!self && (access & ~(ACCESS_MASK)HARMLESS)) return refuse("NtOpenProcess");
  return real_NtOpenProcess(process, access, object, client);
}

NTSTATUS NTAPI vm_NtReadVirtualMemory(HANDLE process, PVOID from, PVOID to, SIZE_T size, PSIZE_T read) {
  if (!process_is_self(process)) return refuse("NtReadVirtualMemory");
  return real_NtReadVirtualMemory(process, from, to, size, read);
}

/* A copy of a handle stands for what the handle stood for. */
NTSTATUS NTAPI vm_NtDuplicateObject(HANDLE fromProcess, HANDLE from, HANDLE toProcess, PHANDLE to, ACCESS_MASK access,
    ULONG attributes, ULONG options) {
  HANDLE copy = NULL;
  if (!process_is_self(fromProcess) || (toProcess && !process_is_self(toProcess)) || portal_has(from))
    return refuse("NtDuplicateObject");
  NTSTATUS status = real_NtDuplicateObject(
      fromProcess, from, toProcess, to ? &copy : NULL, access, attributes, options & ~DUPLICATE_CLOSE_SOURCE);
  if (to) *to = copy;
  if (!status && copy) key_copied(from, copy);
  if (!status && copy && policy.cipher) opened_copy(from, copy);
  if (options & DUPLICATE_CLOSE_SOURCE) vm_NtClose(from);
  return status;
}

/* Process by process, as NtQuerySystemInformation lists them; threads follow each. */
struct listed {
  ULONG next, threads;
  BYTE unused[0x30];
  UNICODE_STRING name;
  LONG priority;
  HANDLE id, parent;
  BYTE rest[BITS(0xA0, 0x6C)];
  struct {
    BYTE unused[BITS(0x28, 0x20)];
    CLIENT_ID client;
    BYTE rest[0x18];
  } thread[];
};
_Static_assert(offsetof(struct listed, id) == BITS(0x50, 0x44), "as the system has it");
_Static_assert(offsetof(struct listed, thread) == BITS(0x100, 0xB8), "as the system has it");
_Static_assert(sizeof ((struct listed *)NULL)->thread[0] == BITS(0x50, 0x40), "as the system has it");

static void portal_hide(struct listed *process) {
  ULONG kept = 0;
  for (ULONG i = 0; i < process->threads; i++)
    if (!thread_is_portal((ULONG_PTR)process->thread[i].client.UniqueThread))
      process->thread[kept++] = process->thread[i];
  process->threads = kept;
}

/* The first cannot be taken out of the list: it becomes the idle process, which every machine has. */
static void clear(struct listed *process) {
  ULONG next = process->next;
  ULONG size = (ULONG)(sizeof *process + process->threads * sizeof process->thread[0]);
  memset(process, 0, size);
  process->next = next;
}

static void others_hide(struct listed *first) {
  struct listed *kept = first;
  for (struct listed *at = first;; at = (struct listed *)((BYTE *)at + at->next)) {
    ULONG_PTR id = (ULONG_PTR)at->id;
    BOOL self = id == own_process();
    ULONG next = at->next;
    if (self) portal_hide(at);
    if (self || child_has_id(id)) {
      if (at != first) kept->next = (ULONG)((BYTE *)at - (BYTE *)kept);
      kept = at;
    } else {
      clear(at);
    }
    if (!next) break;
  }
  kept->next = 0;
}

NTSTATUS NTAPI vm_NtQuerySystemInformation(SYSTEM_INFORMATION_CLASS class, PVOID to, ULONG size, PULONG needed) {
  enum { PROCESSES = 5, HANDLES = 16, EXTENDED_PROCESSES = 57, EXTENDED_HANDLES = 64, FULL_PROCESSES = 148 };
  if ((int)class == HANDLES || (int)class == EXTENDED_PROCESSES || (int)class == EXTENDED_HANDLES ||
      (int)class == FULL_PROCESSES)
    return refuse("NtQuerySystemInformation");
  NTSTATUS status = real_NtQuerySystemInformation(class, to, size, needed);
  if (!status && (int)class == PROCESSES) others_hide(to);
  return status;
}
