#include "evm.h"

/*
 * Dialogs that wait for somebody: as soon as the thread that shows one looks for messages, what it says goes to the
 * controller, and it gets the key Enter. When that does not end it, it gets Escape, and one that heeds neither is
 * ended.
 */
#define DIALOGS 16
#define HERE ((ULONG_PTR)__builtin_dwarf_cfa())
#define TITLE 80
#define TOLD 320

static struct dialog {
  PVOID volatile thread; /* NULL when the place is free */
  ULONG_PTR frame;       /* of the call; it is over when another begins there, or further up the stack */
  HWND window;
  ULONG calls, step;
} dialogs[DIALOGS];

/* The innermost around this place of the thread's stack. */
static struct dialog *dialog_find(ULONG_PTR here) {
  struct dialog *found = NULL;
  for (int i = 0; i < DIALOGS; i++) {
    struct dialog *each = &dialogs[i];
    if (each->thread != (PVOID)own_thread()) continue;
    if (each->frame <= here) each->thread = NULL; /* it was jumped out of */
    else if (!found || each->frame < found->frame) found = each;
  }
  return found;
}

/* One export may call another for the same dialog. */
static struct dialog *dialog_begin(ULONG_PTR here) {
  struct dialog *dialog = dialog_find(here);
  if (dialog && !dialog->window) {
    dialog->calls++;
    return dialog;
  }
  for (int i = 0; i < DIALOGS; i++) {
    dialog = &dialogs[i];
    if (InterlockedCompareExchangePointer(&dialog->thread, (PVOID)(ULONG_PTR)1, NULL)) continue;
    dialog->frame = here;
    dialog->window = NULL;
    dialog->calls = 1;
    dialog->step = 0;
    dialog->thread = (PVOID)own_thread();
    return dialog;
  }
  return NULL;
}

static INT_PTR dialog_end(struct dialog *dialog, INT_PTR answer) {
  if (dialog && --dialog->calls == 0) dialog->thread = NULL;
  return answer;
}

void dialog_made(HWND window) {
  struct dialog *dialog = dialog_find(HERE);
  if (dialog && !dialog->window) dialog->window = window;
}

/* What stands in it, line by line. */
static OWN_FRAME void tell(HWND window) {
  HWND(WINAPI * next)(HWND, UINT) = mediated_find(L"user32.dll", "GetWindow");
  WCHAR title[TITLE], text[TOLD];
  USHORT units = (USHORT)real_NtUserInternalGetWindowText(window, title, TITLE), length = 0;
  for (HWND child = next ? next(window, GW_CHILD) : NULL; child && length < TOLD - 2; child = next(child, GW_HWNDNEXT)) {
    if (length && text[length - 1] != '\n') text[length++] = '\n';
    length += (USHORT)real_NtUserInternalGetWindowText(child, text + length, TOLD - length);
  }
  while (length && text[length - 1] == '\n') length--;
  portal_text(TEXT_BOX, title, units, text, length);
}

static void close(HWND window) {
  BOOL(WINAPI * end)(HWND, INT_PTR) = mediated_find(L"user32.dll", "EndDialog");
  if (end) end(window, IDCANCEL);
}

static void dialog_answer(ULONG_PTR here) {
  MSG message;
  struct dialog *dialog = dialog_find(here);
  if (!dialog || !dialog->window || dialog->step > 2) return;
  if (dialog->step && real_PeekMessageW(&message, NULL, 0, 0, PM_NOREMOVE)) return;
  switch (dialog->step++) {
    case 0:
      tell(dialog->window);
      real_NtUserPostMessage(dialog->window, WM_KEYDOWN, VK_RETURN, 1);
      break;
    case 1:
      real_NtUserPostMessage(dialog->window, WM_KEYDOWN, VK_ESCAPE, 1);
      break;
    default:
      close(dialog->window);
  }
}

BOOL WINAPI vm_GetMessageA(MSG *message, HWND window, UINT first, UINT last) {
  dialog_answer(HERE);
  return real_GetMessageA(message, window, first, last);
}

BOOL WINAPI vm_GetMessageW(MSG *message, HWND window, UINT first, UINT last) {
  dialog_answer(HERE);
  return real_GetMessageW(message, window, first, last);
}

BOOL WINAPI vm_PeekMessageA(MSG *message, HWND window, UINT first, UINT last, UINT how) {
  dialog_answer(HERE);
  return real_PeekMessageA(message, window, first, last, how);
}

BOOL WINAPI vm_PeekMessageW(MSG *message, HWND window, UINT first, UINT last, UINT how) {
  dialog_answer(HERE);
  return real_PeekMessageW(message, window, first, last, how);
}

INT_PTR WINAPI vm_DialogBoxParamA(HINSTANCE library, LPCSTR name, HWND owner, DLGPROC routine, LPARAM value) {
  struct dialog *dialog = dialog_begin(HERE);
  return dialog_end(dialog, real_DialogBoxParamA(library, name, owner, routine, value));
}

INT_PTR WINAPI vm_DialogBoxParamW(HINSTANCE library, LPCWSTR name, HWND owner, DLGPROC routine, LPARAM value) {
  struct dialog *dialog = dialog_begin(HERE);
  return dialog_end(dialog, real_DialogBoxParamW(library, name, owner, routine, value));
}

INT_PTR WINAPI vm_DialogBoxIndirectParamA(
    HINSTANCE library, LPCDLGTEMPLATEA template, HWND owner, DLGPROC routine, LPARAM value) {
  struct dialog *dialog = dialog_begin(HERE);
  return dialog_end(dialog, real_DialogBoxIndirectParamA(library, template, owner, routine, value));
}

INT_PTR WINAPI vm_DialogBoxIndirectParamW(
    HINSTANCE library, LPCDLGTEMPLATEW template, HWND owner, DLGPROC routine, LPARAM value) {
  struct dialog *dialog = dialog_begin(HERE);
  return dialog_end(dialog, real_DialogBoxIndirectParamW(library, template, owner, routine, value));
}
