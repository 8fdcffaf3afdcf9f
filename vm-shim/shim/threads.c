#include "evm.h"

#define THREADS 512

static struct {
  HANDLE handle;
  ULONG_PTR id;
} held[THREADS];
static ULONG holding;

static ULONG_PTR thread_id(HANDLE thread) {
  struct {
    NTSTATUS exit;
    PVOID teb;
    CLIENT_ID id;
    ULONG_PTR affinity;
    LONG priority, base;
  } basic = {0};
  NtQueryInformationThread(thread, (THREADINFOCLASS)0, &basic, sizeof basic, NULL);
  return (ULONG_PTR)basic.id.UniqueThread;
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
  while (NtGetNextThread(SELF, thread, THREAD_SUSPEND_RESUME | THREAD_QUERY_INFORMATION, 0, 0, &next) == 0) {
    if (!keep) NtClose(thread);
    thread = next;
    keep = FALSE;
    ULONG_PTR id = thread_id(thread);
    if (id == __readgsqword(TEB_THREAD)) continue;
    others++;
    keep = take && !is_held(id) && take(thread, id);
  }
  if (!keep) NtClose(thread);
  return others;
}

static BOOL hold(HANDLE thread, ULONG_PTR id) {
  if (holding == THREADS || NtSuspendThread(thread, NULL)) return FALSE;
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
    NtClose(held[holding].handle);
  }
  return released;
}

ULONG threads_count(void) { return threads_walk(NULL); }

BOOL thread_is_ours(ULONG id) {
  OBJECT_ATTRIBUTES object;
  CLIENT_ID client = {(HANDLE)__readgsqword(TEB_PROCESS), (HANDLE)(ULONG_PTR)id};
  HANDLE thread;
  InitializeObjectAttributes(&object, NULL, 0, NULL, NULL);
  if (NtOpenThread(&thread, THREAD_QUERY_LIMITED_INFORMATION, &object, &client)) return FALSE;
  NtClose(thread);
  return TRUE;
}
