#include "claim.h"
#include <commctrl.h>
#include <setjmp.h>

/* A dialog with a title, a line of text and two buttons, of which the second is the one that Enter presses. */
#define OTHER 100
static WORD template[] = {0, 0x80C8, 0, 0, 3, 10, 10, 100, 50, 0, 0, 'A', 's', 'k', 's', 0, /* popup, caption, frame */
    0, 0x5000, 0, 0, 5, 5, 50, 10, 5, 0xFFFF, 0x82, 'S', 'u', 'r', 'e', '?', 0, 0,    /* a text */
    0, 0x5001, 0, 0, 5, 20, 20, 10, IDOK, 0xFFFF, 0x80, 'N', 'o', 0, 0, 0,             /* a button */
    1, 0x5001, 0, 0, 30, 20, 20, 10, OTHER, 0xFFFF, 0x80, 'Y', 'e', 's', 0, 0};        /* and the default */

static struct {
  int heeds, commands, last, shown, begun;
} seen;
static jmp_buf out;

static INT_PTR CALLBACK procedure(HWND dialog, UINT message, WPARAM first, LPARAM second) {
  if (message == WM_INITDIALOG) seen.begun = (int)second;
  if (message == WM_INITDIALOG) return TRUE;
  if (message != WM_COMMAND) return FALSE;
  seen.shown |= IsWindowVisible(dialog);
  seen.commands++;
  seen.last = LOWORD(first);
  if (LOWORD(first) == seen.heeds) EndDialog(dialog, 1000 + seen.heeds);
  return TRUE;
}

static INT_PTR CALLBACK asks_again(HWND dialog, UINT message, WPARAM first, LPARAM second) {
  (void)second;
  if (message != WM_COMMAND || LOWORD(first) != OTHER) return FALSE;
  EndDialog(dialog, DialogBoxIndirectParamW(NULL, (LPCDLGTEMPLATEW)template, dialog, procedure, 3) + 1);
  return TRUE;
}

static INT_PTR CALLBACK jumps(HWND dialog, UINT message, WPARAM first, LPARAM second) {
  (void)dialog, (void)first, (void)second;
  if (message == WM_INITDIALOG) longjmp(out, 1);
  return FALSE;
}

static INT_PTR answered(int heeds) {
  memset(&seen, 0, sizeof seen);
  seen.heeds = heeds;
  return DialogBoxIndirectParamA(NULL, (LPCDLGTEMPLATEA)template, NULL, procedure, 2);
}

static FARPROC other(const char *library, const char *name) { return GetProcAddress(LoadLibraryA(library), name); }

static int common(const char *library, const char *name) {
  struct {
    DWORD size;
    BYTE rest[252];
  } asked = {.size = 152};
  SetLastError(0);
  int(WINAPI * shows)(void *) = (int(WINAPI *)(void *))(void *)other(library, name);
  return shows && shows(&asked) == 0 && GetLastError() == ERROR_ACCESS_DENIED;
}

static int task(int buttons, int *pressed) {
  HRESULT(WINAPI * shows)(HWND, HINSTANCE, PCWSTR, PCWSTR, PCWSTR, int, PCWSTR, int *);
  shows = (__typeof__(shows))(void *)other("comctl32.dll", "TaskDialog");
  return shows && shows(NULL, NULL, L"Task", L"main", L"content", buttons, NULL, pressed) == S_OK;
}

int main(void) {
  MSG message;
  int pressed = 0;
  CLAIM("a dialog is answered by its default button", answered(OTHER) == 1000 + OTHER && seen.commands == 1);
  CLAIM("after it was begun as always", seen.begun == 2);
  CLAIM("and without having been seen", !seen.shown);
  CLAIM("one that does not heed it gets Escape", answered(IDCANCEL) == 1000 + IDCANCEL && seen.commands == 2);
  CLAIM("one that heeds nothing is closed", answered(-1) == IDCANCEL && seen.last == IDCANCEL);
  seen.heeds = OTHER;
  CLAIM("a dialog that a dialog asks for is answered too",
      DialogBoxIndirectParamW(NULL, (LPCDLGTEMPLATEW)template, NULL, asks_again, 0) == 1001 + OTHER);
  if (!setjmp(out)) DialogBoxIndirectParamW(NULL, (LPCDLGTEMPLATEW)template, NULL, jumps, 0);
  CLAIM("one that is left by a jump is over", answered(OTHER) == 1000 + OTHER && seen.commands == 1);
  HWND modeless = CreateDialogIndirectParamA(NULL, (LPCDLGTEMPLATEA)template, NULL, procedure, 4);
  while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE))
    if (!IsDialogMessageA(modeless, &message)) DispatchMessageA(&message);
  CLAIM("one that does not wait is let alone", IsWindow(modeless) && seen.commands == 1 && seen.begun == 4);
  CLAIM("one of tasks is answered by its first button", task(TDCBF_YES_BUTTON | TDCBF_NO_BUTTON, &pressed) &&
                                                            pressed == IDYES);
  CLAIM("no file is chosen to be opened", common("comdlg32.dll", "GetOpenFileNameW"));
  CLAIM("nor to be saved", common("comdlg32.dll", "GetSaveFileNameA"));
  CLAIM("nor a folder", common("shell32.dll", "SHBrowseForFolderW"));
  CLAIM("nor a colour", common("comdlg32.dll", "ChooseColorW"));
  CLAIM("nor a font", common("comdlg32.dll", "ChooseFontW"));
  CLAIM("nor a printer", common("comdlg32.dll", "PrintDlgW"));
  return 0;
}
