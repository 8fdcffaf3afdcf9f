#include "evm.h"

/*
 * The task's share of the disk is so many bytes in each interval. One call may ask for more than that: the calls after
 * it wait until what it took has been paid off. What the system reads ahead is not counted.
 */
static volatile LONG counting;
static ULONGLONG interval_now, spent;

static ULONGLONG hundreds(void) {
  LARGE_INTEGER count, frequency;
  NtQueryPerformanceCounter(&count, &frequency);
  return (ULONGLONG)count.QuadPart / (ULONGLONG)frequency.QuadPart * 10000000 +
         (ULONGLONG)count.QuadPart % (ULONGLONG)frequency.QuadPart * 10000000 / (ULONGLONG)frequency.QuadPart;
}

/* How long to wait, in units of 100 ns, before it may be asked again; 0 when the bytes are granted. */
static ULONGLONG ask(ULONGLONG count, ULONGLONG now, ULONGLONG interval, BOOL waits) {
  ULONGLONG here = now / interval, paid = (here - interval_now) * policy.io_bytes;
  if (here != interval_now) {
    spent = here - interval_now < 1000000 && spent > paid ? spent - paid : 0;
    interval_now = here;
  }
  if (waits && spent >= policy.io_bytes) return (here + 1) * interval - now;
  spent += count;
  return 0;
}

void throttle(ULONG count) {
  ULONGLONG wait;
  if (!policy.io_bytes) return;
  do {
    while (InterlockedExchange(&counting, 1)) NtYieldExecution();
    wait = ask(count, hundreds(), policy.io_interval * 10000, TRUE);
    InterlockedExchange(&counting, 0);
    LARGE_INTEGER time = {.QuadPart = -(LONGLONG)wait};
    if (wait) NtDelayExecution(FALSE, &time);
  } while (wait && !boot_ending);
}

void throttle_later(volatile LONG64 *total, ULONGLONG count) {
  InterlockedExchangeAdd64(total, (LONG64)count);
  if (!policy.io_bytes) return;
  while (InterlockedExchange(&counting, 1)) NtYieldExecution();
  ask(count, hundreds(), policy.io_interval * 10000, FALSE);
  InterlockedExchange(&counting, 0);
}
