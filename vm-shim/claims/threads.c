// case: last
// case: both
// case: ended
// ends: 5
#include "claim.h"

/* However the last thread of a program ends, the program ends with it, and with its code. */
static DWORD WINAPI later(LPVOID event) {
  WaitForSingleObject(event, INFINITE);
  CLAIM("a thread outlives the first one", TRUE);
  return 5;
}

static DWORD WINAPI terminated(LPVOID event) {
  WaitForSingleObject(event, INFINITE);
  TerminateThread(GetCurrentThread(), 5);
  return 6;
}

int main(int count, char **words) {
  HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
  CLAIM("threads run", TRUE);
  if (claim_case(count, words, "both")) CreateThread(NULL, 0, later, event, 0, NULL);
  if (claim_case(count, words, "ended")) CreateThread(NULL, 0, terminated, event, 0, NULL);
  SetEvent(event);
  ExitThread(5);
}
