#include <winsock2.h>
#include <windows.h>
#include <mmsystem.h>

/* How many of six calls that are not for the program were refused. */
__declspec(dllexport) int late_refused(void) {
  INPUT input = {.type = INPUT_KEYBOARD};
  int refused = 0;
  refused += !ExitWindowsEx(EWX_LOGOFF, 0);
  refused += SendInput(1, &input, sizeof input) == 0;
  refused += !PlaySoundA("a", NULL, SND_SYNC);
  refused += !gethostbyname("localhost");
  refused += !InitiateSystemShutdownA(NULL, NULL, 0, FALSE, FALSE);
  refused += !OpenClipboard(NULL);
  return refused;
}
