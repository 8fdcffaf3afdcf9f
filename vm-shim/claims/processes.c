// policy: processes 8
// input: C:\work\notes.bat echo
// case: children
// case: folders
// case: bomb
// case: threads
// case: portal
#include "claim.h"
#include <tlhelp32.h>
#include <winternl.h>

NTSTATUS NTAPI NtGetNextThread(HANDLE, HANDLE, ACCESS_MASK, ULONG, ULONG, PHANDLE);
NTSTATUS NTAPI NtSuspendProcess(HANDLE);
NTSTATUS NTAPI NtQueueApcThread(HANDLE, PVOID, ULONG_PTR, ULONG_PTR, ULONG_PTR);

static int starts(const char *line, DWORD flags, PROCESS_INFORMATION *started) {
  char copy[300];
  STARTUPINFOA info = {.cb = sizeof info};
  snprintf(copy, sizeof copy, "%s", line);
  return CreateProcessA(NULL, copy, NULL, NULL, TRUE, flags, NULL, NULL, &info, started);
}

static DWORD ended(PROCESS_INFORMATION *started) {
  DWORD code = ~0u;
  WaitForSingleObject(started->hProcess, 20000);
  GetExitCodeProcess(started->hProcess, &code);
  CloseHandle(started->hThread);
  CloseHandle(started->hProcess);
  return code;
}

static int child(void) {
  CLAIM("a child is enclosed too", !claim_exists("C:\\users") && !GetEnvironmentVariableA("IDLEWILD_EVM", NULL, 0));
  CLAIM("it sees the files of its parent", claim_holds("parent.txt", "from the parent"));
  CLAIM("and what it wrote into the registry", claim_value("parent") == 3);
  CLAIM("it has its parent's variables", GetEnvironmentVariableA("OWN", NULL, 0) == 4);
  CLAIM("it writes into the registry", claim_set("child", 4));
  return claim_write("child.txt", "from the child") ? 300 : 1;
}

/* What a child writes that begins in that folder, or in its parent's, comes through a pipe. */
static int says(const char *begins, const char *expected) {
  char line[] = "C:\\app\\processes.exe folder", read[100] = "";
  DWORD count = 0;
  HANDLE from, to;
  PROCESS_INFORMATION started;
  if (!CreatePipe(&from, &to, NULL, 0)) return 0;
  SetHandleInformation(to, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
  STARTUPINFOA info = {.cb = sizeof info, .dwFlags = STARTF_USESTDHANDLES, .hStdOutput = to};
  BOOL is = CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, begins, &info, &started);
  CloseHandle(to);
  if (is) ReadFile(from, read, sizeof read - 1, &count, NULL);
  CloseHandle(from);
  return is && ended(&started) == 0 && !strcmp(read, expected);
}

static void folders(void) {
  CreateDirectoryA("C:\\work\\sub", NULL);
  CreateDirectoryA("C:\\work\\sub\\Of it", NULL);
  CLAIM("a child begins where its parent is, which reads what it says", says(NULL, "C:\\work"));
  CLAIM("or in the folder that it is given", says("C:\\work\\sub\\Of it\\", "C:\\work\\sub\\Of it"));
  CLAIM("or in one from where its parent is", says("sub", "C:\\work\\sub"));
  CLAIM("or at a drive's top", says("C:\\", "C:\\"));
  CLAIM("or in a folder of the system", says("C:\\windows\\system32", "C:\\windows\\system32"));
  CLAIM("its parent may be elsewhere meanwhile", SetCurrentDirectoryA("sub") && says(NULL, "C:\\work\\sub"));
  SetCurrentDirectoryA("C:\\work");
  CLAIM("it does not begin where nothing is", !says("C:\\work\\none", "") && GetLastError() == ERROR_DIRECTORY);
  CLAIM("nor outside of its drives", !says("Z:\\", "Z:\\"));
}

static int folder(void) {
  char path[MAX_PATH];
  GetCurrentDirectoryA(sizeof path, path);
  fputs(path, stdout);
  return 0;
}

static void children(void) {
  PROCESS_INFORMATION started;
  CONTEXT context = {.ContextFlags = CONTEXT_INTEGER};
  SIZE_T done;
  DWORD before;
  claim_write("parent.txt", "from the parent");
  claim_set("parent", 3);
  SetEnvironmentVariableA("OWN", "one");
  CLAIM("a program that the policy lists is started", starts("C:\\app\\processes.exe child", 0, &started));
  CLAIM("its exit code comes back whole", ended(&started) == 300);
  CLAIM("what it wrote is there", claim_holds("child.txt", "from the child"));
  CLAIM("in the registry too", claim_value("child") == 4);
  CLAIM("a program of the system is not started", !starts("C:\\windows\\system32\\cmd.exe /c echo", 0, &started));
  CLAIM("nor by its short name", !starts("cmd /c echo", 0, &started));
  CLAIM("nor a script", !starts("C:\\work\\notes.bat", 0, &started));
  CLAIM("nor in the old way", WinExec("notepad", SW_HIDE) <= 31);
  CLAIM("nor by the C library", system("echo no") != 0);
  CLAIM("nor a copy of the one that is listed",
      CopyFileA("C:\\app\\processes.exe", "C:\\work\\copy.exe", FALSE) && !starts("C:\\work\\copy.exe child", 0, &started));
  CLAIM("a child that waits is started", starts("processes.exe child", CREATE_SUSPENDED, &started));
  CLAIM("nothing is written into it",
      !WriteProcessMemory(started.hProcess, (void *)children, "x", 1, &done) &&
          !VirtualAllocEx(started.hProcess, NULL, 4096, MEM_COMMIT, PAGE_READWRITE));
  CLAIM("nor read out of it", !ReadProcessMemory(started.hProcess, (void *)children, &before, 4, &done));
  CLAIM("its memory is not changed", !VirtualProtectEx(started.hProcess, (void *)children, 1, PAGE_READWRITE, &before));
  CLAIM("it gets no thread of ours",
      !CreateRemoteThread(started.hProcess, NULL, 0, (LPTHREAD_START_ROUTINE)(void *)ExitThread, NULL, 0, NULL));
  CLAIM("nor runs elsewhere",
      GetThreadContext(started.hThread, &context) && !SetThreadContext(started.hThread, &context));
  CLAIM("nor gets a call", NtQueueApcThread(started.hThread, (PVOID)ExitThread, 0, 0, 0) < 0);
  HANDLE opened = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, started.dwProcessId);
  CLAIM("it is opened to be ended", opened != NULL);
  CLAIM("and for nothing else", !OpenProcess(PROCESS_ALL_ACCESS, FALSE, started.dwProcessId));
  CLAIM("it is ended", TerminateProcess(opened, 5) && ended(&started) == 5);
  CLAIM("the program opens itself", (opened = OpenProcess(PROCESS_ALL_ACCESS, FALSE, GetCurrentProcessId())) != NULL);
  CLAIM("but writes to its code by that handle no more than by another",
      !WriteProcessMemory(opened, (void *)children, "x", 1, &done));
  int others = 0;
  for (DWORD id = 4; id < 2000; id += 4) {
    HANDLE other = id == GetCurrentProcessId() ? NULL : OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
    if (other) others++;
  }
  CLAIM("other processes are not opened", others == 0);
  CLAIM("its priority stays lowest", (SetPriorityClass(GetCurrentProcess(), REALTIME_PRIORITY_CLASS),
                                         GetPriorityClass(GetCurrentProcess()) == IDLE_PRIORITY_CLASS));
  CLAIM("its threads' too", (SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_TIME_CRITICAL),
                                GetThreadPriority(GetCurrentThread()) <= THREAD_PRIORITY_NORMAL));
}

/* Each starts three more; all of them live until nobody starts any. */
static void multiply(void) {
  PROCESS_INFORMATION started;
  HANDLE file = CreateFileA("count", FILE_APPEND_DATA, 7, NULL, OPEN_ALWAYS, 0, NULL);
  DWORD written;
  WriteFile(file, "x", 1, &written, NULL);
  CloseHandle(file);
  for (int i = 0; i < 3; i++) starts("processes.exe multiply", 0, &started);
  Sleep(4000);
}

static void bomb(void) {
  multiply();
  WIN32_FILE_ATTRIBUTE_DATA data = {0};
  GetFileAttributesExA("count", GetFileExInfoStandard, &data);
  CLAIM("processes that start processes are eight at most", data.nFileSizeLow <= 8);
  CLAIM("and more than one", data.nFileSizeLow > 1);
}

static DWORD WINAPI waits(LPVOID event) { return WaitForSingleObject(event, 20000); }

static void threads(void) {
  int made = 0;
  HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL), last = NULL, thread;
  while (made < 1000 && (thread = CreateThread(NULL, 65536, waits, event, 0, NULL))) last = thread, made++;
  CLAIM("threads are sixty-four at most", made == 63);
  SetEvent(event);
  WaitForSingleObject(last, 5000);
  Sleep(200);
  CLAIM("when some end, others are made", CreateThread(NULL, 0, waits, event, 0, NULL) != NULL);
}

static int listed(DWORD threads[], int room, int *processes) {
  THREADENTRY32 entry = {.dwSize = sizeof entry};
  PROCESSENTRY32 process = {.dwSize = sizeof process};
  HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD | TH32CS_SNAPPROCESS, 0);
  int count = 0;
  *processes = 0;
  for (BOOL more = Process32First(all, &process); more; more = Process32Next(all, &process))
    *processes += process.th32ProcessID && process.th32ProcessID != GetCurrentProcessId();
  for (BOOL more = Thread32First(all, &entry); more; more = Thread32Next(all, &entry))
    if (entry.th32OwnerProcessID == GetCurrentProcessId() && count < room) threads[count++] = entry.th32ThreadID;
  CloseHandle(all);
  return count;
}

static void portal(void) {
  DWORD found[100];
  int processes, others = 0, walked = 0;
  HANDLE thread = NULL;
  CLAIM("a program of one thread sees one", listed(found, 100, &processes) == 1 && found[0] == GetCurrentThreadId());
  CLAIM("and no other process", processes == 0);
  while (!NtGetNextThread(GetCurrentProcess(), thread, THREAD_ALL_ACCESS, 0, 0, &thread)) walked++;
  CLAIM("it sees one by walking too", walked == 1);
  for (DWORD id = 4; id < 4000; id += 4)
    if (id != GetCurrentThreadId() && (thread = OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, id))) others++;
  CLAIM("it opens no other, whatever the number", others == 0);
  CLAIM("it does not suspend the process", NtSuspendProcess(GetCurrentProcess()) < 0);
  for (ULONG_PTR handle = 4; handle < 2000; handle += 4) {
    DWORD flags;
    HANDLE copy;
    if (!GetHandleInformation((HANDLE)handle, &flags) || GetThreadId((HANDLE)handle) == GetCurrentThreadId()) continue;
    SuspendThread((HANDLE)handle);
    ResumeThread((HANDLE)handle);
    if (DuplicateHandle(GetCurrentProcess(), (HANDLE)handle, GetCurrentProcess(), &copy, 0, 0, DUPLICATE_SAME_ACCESS))
      CloseHandle(copy);
  }
  HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE), error = GetStdHandle(STD_ERROR_HANDLE);
  for (ULONG_PTR handle = 4; handle < 2000; handle += 4)
    if ((HANDLE)handle != out && (HANDLE)handle != error) CloseHandle((HANDLE)handle);
  Sleep(2500);
  CLAIM("whoever closes every handle leaves the portal's", TRUE);
  CLAIM("and the registry's", !RegSetKeyValueA(HKEY_CLASSES_ROOT, CLAIM_KEY, "after", REG_SZ, "6", 2));
}

int main(int count, char **words) {
  if (claim_case(count, words, "child")) return child();
  if (claim_case(count, words, "folder")) return folder();
  if (claim_case(count, words, "multiply")) multiply();
  if (claim_case(count, words, "children")) children();
  if (claim_case(count, words, "folders")) folders();
  if (claim_case(count, words, "bomb")) bomb();
  if (claim_case(count, words, "threads")) threads();
  if (claim_case(count, words, "portal")) portal();
  return 0;
}
