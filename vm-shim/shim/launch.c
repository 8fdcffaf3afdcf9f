/*
 * launch.exe starts a wrapped program as confined as the system allows and tells its full exit code, of which Wine
 * passes only eight bits on. It is the controller's own and not wrapped; it never sees a policy.
 *
 *     launch.exe [--report HANDLE] [--processes COUNT] PROGRAM [ARGUMENT...]
 *
 * The report goes to the handle of that number, or to standard error: lines `asked NAME ok|ERRORCODE`, then
 * `exit HEX` or, when the program could not be started, `start ERRORCODE`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>
#include <cpuid.h>

/* ntdll's, which the headers of mingw-w64 leave out */
NTSTATUS NTAPI NtOpenSection(PHANDLE, ACCESS_MASK, const OBJECT_ATTRIBUTES *);
NTSTATUS NTAPI NtMapViewOfSection(HANDLE, HANDLE, PVOID *, ULONG_PTR, SIZE_T, const LARGE_INTEGER *, PSIZE_T, ULONG,
    ULONG, ULONG);

static HANDLE report;

static void say(const char *form, const char *name, unsigned long value) {
  char text[200];
  DWORD written;
  int count = snprintf(text, sizeof text, form, name, value);
  WriteFile(report, text, (DWORD)count, &written, NULL);
}

static void asked(const char *name, BOOL given) {
  if (given) say("asked %s ok\n", name, 0);
  else say("asked %s %lu\n", name, GetLastError());
}

/* As Windows lays it out at 0x3D8 of what all processes share: which registers the system saves, and where. */
struct saved {
  ULONG64 enabled, volatiles;
  ULONG size, compact;
  struct {
    ULONG offset, size;
  } each[3];
};

/*
 * Wine's set-up would tell all processes of AVX, without which an exception of a 32-bit program on a machine that has it
 * is lost. The set-up is not run for a task. Windows has no such section.
 */
static void processor_tell(void) {
  static const struct saved avx = {7, 7, 832, 0, {{0, 160}, {160, 256}, {576, 256}}};
  static WCHAR text[] = L"\\KernelObjects\\__wine_user_shared_data";
  UNICODE_STRING name = {sizeof text - sizeof *text, sizeof text, text};
  OBJECT_ATTRIBUTES object;
  unsigned a, b, c = 0, d;
  HANDLE section;
  PVOID view = NULL;
  SIZE_T size = 0;
  __get_cpuid(1, &a, &b, &c, &d);
  if (!(c & bit_AVX) || !(c & bit_OSXSAVE)) return;
  InitializeObjectAttributes(&object, &name, 0, NULL, NULL);
  if (NtOpenSection(&section, SECTION_MAP_READ | SECTION_MAP_WRITE, &object)) return;
  if (!NtMapViewOfSection(section, GetCurrentProcess(), &view, 0, 0, NULL, &size, 2, 0, PAGE_READWRITE)) {
    struct saved *saved = (struct saved *)((BYTE *)view + 0x3D8);
    if (!saved->enabled) memcpy(saved, &avx, sizeof avx);
    UnmapViewOfFile(view);
  }
  CloseHandle(section);
}

/* The program dies with its launcher, and no limit of it can be shed by a child. */
static HANDLE job_make(DWORD processes) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
  JOBOBJECT_BASIC_UI_RESTRICTIONS windows = {0};
  HANDLE job = CreateJobObjectW(NULL, NULL);
  asked("job", job != NULL);
  if (!job) return NULL;
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
                                            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION |
                                            JOB_OBJECT_LIMIT_ACTIVE_PROCESS | JOB_OBJECT_LIMIT_PRIORITY_CLASS;
  limits.BasicLimitInformation.ActiveProcessLimit = processes;
  limits.BasicLimitInformation.PriorityClass = IDLE_PRIORITY_CLASS;
  asked("job-limits", SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits));
  windows.UIRestrictionsClass = JOB_OBJECT_UILIMIT_DESKTOP | JOB_OBJECT_UILIMIT_DISPLAYSETTINGS |
                                JOB_OBJECT_UILIMIT_EXITWINDOWS | JOB_OBJECT_UILIMIT_GLOBALATOMS |
                                JOB_OBJECT_UILIMIT_HANDLES | JOB_OBJECT_UILIMIT_READCLIPBOARD |
                                JOB_OBJECT_UILIMIT_SYSTEMPARAMETERS | JOB_OBJECT_UILIMIT_WRITECLIPBOARD;
  asked("job-windows", SetInformationJobObject(job, JobObjectBasicUIRestrictions, &windows, sizeof windows));
  return job;
}

/* Without the privileges of whoever runs the agent; the plain token when the system makes no other. */
static HANDLE token_make(void) {
  HANDLE own, restricted;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_DUPLICATE | TOKEN_ASSIGN_PRIMARY | TOKEN_QUERY, &own)) {
    asked("token", FALSE);
    return NULL;
  }
  BOOL made = CreateRestrictedToken(own, DISABLE_MAX_PRIVILEGE, 0, NULL, 0, NULL, 0, NULL, &restricted);
  asked("token", made);
  CloseHandle(own);
  return made ? restricted : NULL;
}

/* What follows the launcher's own arguments, as it was quoted. */
static WCHAR *rest_of(WCHAR *line, int words) {
  for (; words > 0; words--) {
    BOOL quoted = FALSE;
    for (; *line && (quoted || (*line != ' ' && *line != '\t')); line++) quoted ^= *line == '"';
    while (*line == ' ' || *line == '\t') line++;
  }
  return line;
}

static BOOL start(WCHAR *line, HANDLE job, HANDLE token, PROCESS_INFORMATION *started) {
  STARTUPINFOW info = {.cb = sizeof info, .dwFlags = STARTF_USESTDHANDLES};
  DWORD flags = CREATE_SUSPENDED | IDLE_PRIORITY_CLASS | CREATE_UNICODE_ENVIRONMENT;
  info.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
  info.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  info.hStdError = GetStdHandle(STD_ERROR_HANDLE);
  BOOL given =
      token && CreateProcessAsUserW(token, NULL, line, NULL, NULL, TRUE, flags, NULL, NULL, &info, started);
  if (token) asked("start-with-token", given);
  if (!given && !CreateProcessW(NULL, line, NULL, NULL, TRUE, flags, NULL, NULL, &info, started)) return FALSE;
  asked("in-job", job && AssignProcessToJobObject(job, started->hProcess));
  return TRUE;
}

int main(int count, char **words) {
  int own = 1;
  PROCESS_INFORMATION started;
  DWORD code = 0, processes = 1;
  report = GetStdHandle(STD_ERROR_HANDLE);
  for (; own + 2 < count && words[own][0] == '-'; own += 2) {
    if (strcmp(words[own], "--processes") == 0) processes = strtoul(words[own + 1], NULL, 10);
    if (strcmp(words[own], "--report")) continue;
    report = (HANDLE)(ULONG_PTR)strtoull(words[own + 1], NULL, 10);
    SetHandleInformation(report, HANDLE_FLAG_INHERIT, 0); /* the program must not write into the report */
  }
  if (own >= count) {
    fputs("launch: expected [--report HANDLE] [--processes COUNT] PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  /* A dialog would wait for ever for somebody to press a button. */
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  processor_tell();
  HANDLE job = job_make(processes ? processes : 1);
  if (!start(rest_of(GetCommandLineW(), own), job, token_make(), &started)) {
    say("start%s %lu\n", "", GetLastError());
    return 3;
  }
  ResumeThread(started.hThread);
  WaitForSingleObject(started.hProcess, INFINITE);
  GetExitCodeProcess(started.hProcess, &code);
  say("exit%s %lx\n", "", code);
  return code == 0 ? 0 : 1;
}
