#include "evm.h"

#define THREADS 512

static struct {
  HANDLE handle;
  ULONG_PTR id;
} held[THREADS];
static ULONG holding;

struct basic {
  NTSTATUS exit;
  PVOID teb;
  CLIENT_ID id;
  ULONG_PTR affinity;
  LONG priority, base;
};

/* 0 for one that has ended, and is only kept by somebody's handle. */
static ULONG_PTR thread_id(HANDLE thread) {
  struct basic basic = {0};
  NtQueryInformationThread(thread, (THREADINFOCLASS)0, &basic, sizeof basic, NULL);
  return basic.exit == STATUS_PENDING ? (ULONG_PTR)basic.id.UniqueThread : 0;
}

static BOOL is_held(ULONG_PTR id) {
  for (ULONG i = 0; i < holding; i++)
    if (held[i].id == id) return TRUE;
  return FALSE;
}

/* Threads of the program, without the portal's own; each that is not held yet is shown to `take`. */
static ULONG threads_walk(BOOL (*take)(HANDLE, ULONG_PTR)) {
  HANDLE thread = NULL, next;
  ULONG others = 0;
  BOOL keep = TRUE; /* nothing to close before the first */
  while (real_NtGetNextThread(SELF, thread, THREAD_SUSPEND_RESUME | THREAD_QUERY_INFORMATION, 0, 0, &next) == 0) {
    if (!keep) real_NtClose(thread);
    thread = next;
    keep = FALSE;
    ULONG_PTR id = thread_id(thread);
    if (!id || id == own_thread()) continue;
    others++;
    keep = take && !is_held(id) && take(thread, id);
  }
  if (!keep) real_NtClose(thread);
  return others;
}

static BOOL hold(HANDLE thread, ULONG_PTR id) {
  if (holding == THREADS || real_NtSuspendThread(thread, NULL)) return FALSE;
  held[holding].handle = thread;
  held[holding++].id = id;
  return TRUE;
}

/* Again and again until a pass finds nobody new: a thread not yet held may have made another meanwhile. */
ULONG threads_pause(void) {
  ULONG before;
  do {
    before = holding;
    threads_walk(hold);
  } while (holding > before);
  return holding;
}

ULONG threads_resume(void) {
  ULONG released = holding;
  while (holding > 0) {
    NtResumeThread(held[--holding].handle, NULL);
    real_NtClose(held[holding].handle);
  }
  return released;
}

ULONG threads_count(void) { return threads_walk(NULL); }

#define INVALID_ID ((NTSTATUS)0xC000000B)

static volatile ULONG_PTR portal_id; /* 0 until the portal's thread is there */
static LONG creating;

void thread_set_portal(HANDLE thread) { portal_id = thread_id(thread); }

BOOL thread_is_portal(ULONG_PTR id) { return id && id == portal_id; }

static NTSTATUS refuse(const char *what) {
  portal_refused(what, L"", 0);
  return STATUS_ACCESS_DENIED;
}

/* A thread of the program's own, and not the portal's: the portal is none that anybody can name. */
BOOL thread_may_change(HANDLE thread) {
  struct basic basic = {0};
  if (thread == CURRENT_THREAD) return TRUE;
  if (NtQueryInformationThread(thread, (THREADINFOCLASS)0, &basic, sizeof basic, NULL)) return TRUE; /* it will fail */
  return (ULONG_PTR)basic.id.UniqueProcess == own_process() &&
         !thread_is_portal((ULONG_PTR)basic.id.UniqueThread);
}

NTSTATUS NTAPI vm_NtOpenThread(
    PHANDLE thread, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object, const CLIENT_ID *client) {
  if (client && thread_is_portal((ULONG_PTR)client->UniqueThread)) return INVALID_ID;
  NTSTATUS status = real_NtOpenThread(thread, access | THREAD_QUERY_LIMITED_INFORMATION, object, client);
  if (status || thread_may_change(*thread)) return status;
  real_NtClose(*thread);
  *thread = NULL;
  return refuse("NtOpenThread");
}

BOOL thread_is_ours(ULONG id) {
  OBJECT_ATTRIBUTES object;
  CLIENT_ID client = {NULL, (HANDLE)(ULONG_PTR)id};
  HANDLE thread;
  InitializeObjectAttributes(&object, NULL, 0, NULL, NULL);
  if (thread_is_portal(id) || real_NtOpenThread(&thread, THREAD_QUERY_LIMITED_INFORMATION, &object, &client))
    return FALSE;
  BOOL ours = thread_may_change(thread);
  real_NtClose(thread);
  return ours;
}

NTSTATUS NTAPI vm_NtGetNextThread(
    HANDLE process, HANDLE thread, ACCESS_MASK access, ULONG attributes, ULONG flags, PHANDLE next) {
  if (!process_is_self(process)) return refuse("NtGetNextThread");
  NTSTATUS status =
      real_NtGetNextThread(process, thread, access | THREAD_QUERY_LIMITED_INFORMATION, attributes, flags, next);
  if (status || !thread_is_portal(thread_id(*next))) return status;
  HANDLE portal = *next;
  status = real_NtGetNextThread(process, portal, access, attributes, flags, next);
  real_NtClose(portal);
  return status;
}

/* One at a time, so that many at once do not all find the last place free. */
NTSTATUS NTAPI vm_NtCreateThreadEx(PHANDLE thread, ACCESS_MASK access, PVOID object, HANDLE process, PVOID start,
    PVOID parameter, ULONG flags, SIZE_T zeros, SIZE_T commit, SIZE_T reserve, PVOID attributes) {
  if (!process_is_self(process)) return refuse("NtCreateThreadEx");
  while (InterlockedExchange(&creating, 1)) NtYieldExecution();
  NTSTATUS status = threads_count() >= policy.threads ? refuse("NtCreateThreadEx")
                                                      : real_NtCreateThreadEx(thread, access, object, process, start,
                                                            parameter, flags, zeros, commit, reserve, attributes);
  InterlockedExchange(&creating, 0);
  return status;
}

static volatile NTSTATUS last_code;

/* Each that ends asks whether it is the last; the portal's does not keep a process alive. */
NTSTATUS NTAPI vm_NtQueryInformationThread(
    HANDLE thread, THREADINFOCLASS class, PVOID information, ULONG size, PULONG needed) {
  enum { AM_I_LAST = 12 };
  NTSTATUS status = real_NtQueryInformationThread(thread, class, information, size, needed);
  if (status || (int)class != AM_I_LAST || !portal_id) return status;
  ULONG last = threads_count() == 1;
  memcpy(information, &last, sizeof last);
  return 0;
}

/* Two that end at once may both find that they are not: then the portal finds nobody. */
ULONG threads_last_code(void) { return (ULONG)last_code; }

NTSTATUS NTAPI vm_NtTerminateThread(HANDLE thread, NTSTATUS code) {
  if (thread && !thread_may_change(thread)) return refuse("NtTerminateThread");
  if (!thread || thread_id(thread) == own_thread()) last_code = code;
  return real_NtTerminateThread(thread, code);
}

NTSTATUS NTAPI vm_NtSuspendThread(HANDLE thread, PULONG before) {
  if (!thread_may_change(thread)) return refuse("NtSuspendThread");
  return real_NtSuspendThread(thread, before);
}

NTSTATUS NTAPI vm_NtSetContextThread(HANDLE thread, const CONTEXT *context) {
  if (!thread_may_change(thread)) return refuse("NtSetContextThread");
  return real_NtSetContextThread(thread, context);
}

NTSTATUS NTAPI vm_NtQueueApcThread(HANDLE thread, PVOID routine, PVOID first, PVOID second, PVOID third) {
  if (!thread_may_change(thread)) return refuse("NtQueueApcThread");
  return real_NtQueueApcThread(thread, routine, first, second, third);
}
