#include "evm.h"

/*
 * Windows are made, filled and spoken to, and none is ever shown. A child need not be hidden: its parent is. What
 * concerns windows of other programs is refused.
 */
#define ROOT_OF 2 /* of NtUserGetAncestor */

static HWND ancestor(HWND window) {
  static HWND(NTAPI * get)(HWND, UINT);
  if (!get) get = mediated_find(L"win32u.dll", "NtUserGetAncestor");
  return get ? get(window, ROOT_OF) : window;
}

static BOOL is_top(HWND window) { return ancestor(window) == window; }

BOOL window_is_ours(HWND window) {
  static DWORD(WINAPI * find)(HWND, DWORD *);
  DWORD process = 0;
  if (!find) find = mediated_find(L"user32.dll", "GetWindowThreadProcessId");
  if (find) find(window, &process);
  return process == own_process();
}

HWND NTAPI vm_NtUserCreateWindowEx(DWORD extended, UNICODE_STRING *class, UNICODE_STRING *version,
    UNICODE_STRING *name, DWORD style, INT x, INT y, INT width, INT height, HWND parent, HMENU menu,
    HINSTANCE instance, PVOID parameters, DWORD flags, HINSTANCE client, DWORD unknown, BOOL narrow) {
  if (!(style & WS_CHILD)) style &= ~WS_VISIBLE;
  HWND made = real_NtUserCreateWindowEx(extended, class, version, name, style, x, y, width, height, parent, menu,
      instance, parameters, flags, client, unknown, narrow);
  if (made && !(style & WS_CHILD)) dialog_made(made);
  return made;
}

/* The answer is whether the window was visible before. */
BOOL NTAPI vm_NtUserShowWindow(HWND window, INT how) {
  return real_NtUserShowWindow(window, is_top(window) ? SW_HIDE : how);
}

BOOL NTAPI vm_NtUserShowWindowAsync(HWND window, INT how) {
  return real_NtUserShowWindowAsync(window, is_top(window) ? SW_HIDE : how);
}

BOOL NTAPI vm_NtUserSetWindowPos(HWND window, HWND after, INT x, INT y, INT width, INT height, UINT flags) {
  if (is_top(window)) flags &= ~SWP_SHOWWINDOW;
  return real_NtUserSetWindowPos(window, after, x, y, width, height, flags);
}

HDWP NTAPI vm_NtUserDeferWindowPosAndBand(HDWP batch, HWND window, HWND after, INT x, INT y, INT width, INT height,
    UINT flags, UINT band, UINT unknown) {
  if (is_top(window)) flags &= ~SWP_SHOWWINDOW;
  return real_NtUserDeferWindowPosAndBand(batch, window, after, x, y, width, height, flags, band, unknown);
}

LONG NTAPI vm_NtUserSetWindowLong(HWND window, INT offset, LONG value, BOOL narrow) {
  if (offset == GWL_STYLE && is_top(window)) value &= ~(LONG)WS_VISIBLE;
  return real_NtUserSetWindowLong(window, offset, value, narrow);
}

LONG_PTR NTAPI vm_NtUserSetWindowLongPtr(HWND window, INT offset, LONG_PTR value, BOOL narrow) {
  if (offset == GWL_STYLE && is_top(window)) value &= ~(LONG_PTR)WS_VISIBLE;
  return real_NtUserSetWindowLongPtr(window, offset, value, narrow);
}

/* A child that is given to nobody is a window of its own: it is hidden before. */
HWND NTAPI vm_NtUserSetParent(HWND window, HWND parent) {
  if (!parent || !window_is_ours(parent)) real_NtUserShowWindow(window, SW_HIDE);
  return real_NtUserSetParent(window, parent && window_is_ours(parent) ? parent : NULL);
}

static BOOL refuse(const char *what) {
  portal_refused(what, L"", 0);
  return FALSE;
}

/* No window is the calling thread itself. */
BOOL NTAPI vm_NtUserPostMessage(HWND window, UINT message, WPARAM first, LPARAM second) {
  if (window && !window_is_ours(window)) return refuse("NtUserPostMessage");
  return real_NtUserPostMessage(window, message, first, second);
}

BOOL NTAPI vm_NtUserPostThreadMessage(DWORD thread, UINT message, WPARAM first, LPARAM second) {
  if (!thread_is_ours(thread)) return refuse("NtUserPostThreadMessage");
  return real_NtUserPostThreadMessage(thread, message, first, second);
}

LRESULT NTAPI vm_NtUserMessageCall(
    HWND window, UINT message, WPARAM first, LPARAM second, PVOID result, DWORD type, BOOL narrow) {
  if (!window_is_ours(window)) return refuse("NtUserMessageCall");
  return real_NtUserMessageCall(window, message, first, second, result, type, narrow);
}

HWND NTAPI vm_NtUserFindWindowEx(
    HWND parent, HWND after, UNICODE_STRING *class, UNICODE_STRING *title, ULONG unknown) {
  HWND found = real_NtUserFindWindowEx(parent, after, class, title, unknown);
  return found && window_is_ours(found) ? found : NULL;
}

NTSTATUS NTAPI vm_NtUserBuildHwndList(HDESK desktop, HWND parent, BOOL children, BOOL modern, ULONG thread, ULONG room,
    HWND *windows, ULONG *count) {
  NTSTATUS status = real_NtUserBuildHwndList(desktop, parent, children, modern, thread, room, windows, count);
  ULONG kept = 0;
  if (status) return status;
  for (ULONG i = 0; i < *count; i++)
    if (windows[i] == HWND_BOTTOM || window_is_ours(windows[i])) windows[kept++] = windows[i];
  *count = kept;
  return 0;
}

INT NTAPI vm_NtUserInternalGetWindowText(HWND window, WCHAR *text, INT units) {
  if (!window_is_ours(window)) return refuse("NtUserInternalGetWindowText");
  return real_NtUserInternalGetWindowText(window, text, units);
}

/* One for a thread of the program's own sees nothing of others. */
HHOOK NTAPI vm_NtUserSetWindowsHookEx(
    HINSTANCE library, UNICODE_STRING *module, DWORD thread, INT kind, HOOKPROC routine, BOOL narrow) {
  if (!thread || !thread_is_ours(thread)) {
    refuse("NtUserSetWindowsHookEx");
    return NULL;
  }
  return real_NtUserSetWindowsHookEx(library, module, thread, kind, routine, narrow);
}
