#include "evm.h"

/*
 * Programs ask the screen for its size and resolution, and to make pictures like it: a picture in memory will do for
 * both. What the user has on the screen is neither seen nor painted over.
 */
BOOL window_is_ours(HWND window);

static PVOID find(const char *name) { return mediated_find(L"win32u.dll", name); }

/* One for all: who asks for the screen's does not delete it. */
static HDC screen(void) {
  static HDC made;
  HDC(NTAPI * compatible)(HDC) = find("NtGdiCreateCompatibleDC");
  HBITMAP(NTAPI * bitmap)(INT, INT, UINT, UINT, const void *) = find("NtGdiCreateBitmap");
  HGDIOBJ(NTAPI * select)(HDC, HGDIOBJ) = find("NtGdiSelectBitmap");
  if (made || !compatible || !bitmap || !select) return made;
  HDC memory = compatible(NULL);
  select(memory, bitmap(1, 1, 1, 32, NULL));
  InterlockedCompareExchangePointer((PVOID *)&made, memory, NULL);
  return made;
}

HDC NTAPI vm_NtUserGetDC(HWND window) { return window_is_ours(window) ? real_NtUserGetDC(window) : screen(); }

HDC NTAPI vm_NtUserGetDCEx(HWND window, HRGN clip, DWORD flags) {
  return window_is_ours(window) ? real_NtUserGetDCEx(window, clip, flags) : screen();
}

HDC NTAPI vm_NtUserGetWindowDC(HWND window) {
  return window_is_ours(window) ? real_NtUserGetWindowDC(window) : screen();
}

INT NTAPI vm_NtUserReleaseDC(HWND window, HDC context) {
  return window_is_ours(window) ? real_NtUserReleaseDC(window, context) : 1;
}

/* A display of one's own, which is deleted again; a printer is none. */
HDC NTAPI vm_NtGdiOpenDCW(UNICODE_STRING *device, const DEVMODEW *mode, UNICODE_STRING *output, ULONG type,
    BOOL display, HANDLE spooler, PVOID driver, PVOID device2) {
  HDC(NTAPI * compatible)(HDC) = find("NtGdiCreateCompatibleDC");
  (void)device, (void)mode, (void)output, (void)type, (void)spooler, (void)driver, (void)device2;
  if (display && compatible) return compatible(NULL);
  portal_refused("NtGdiOpenDCW", L"", 0);
  return NULL;
}

/* The user's settings are read; an even and an odd number do not tell reading from writing, so writing is listed. */
BOOL NTAPI vm_NtUserSystemParametersInfo(UINT what, UINT number, PVOID value, UINT flags) {
  static const BYTE sets[] = {2, 4, 6, 0xB, 0xD, 0xF, 0x11, 0x13, 0x14, 0x15, 0x17, 0x18, 0x1A, 0x1C, 0x1D, 0x1E, 0x20,
      0x21, 0x22, 0x24, 0x25, 0x2A, 0x2C, 0x2E, 0x2F, 0x31, 0x33, 0x35, 0x37, 0x39, 0x3B, 0x3D, 0x3F, 0x41,
      0x43, 0x45, 0x47, 0x49, 0x4B, 0x4C, 0x4D, 0x4E, 0x51, 0x52, 0x55, 0x56, 0x57, 0x58, 0x5A, 0x5B, 0x5D, 0x61, 0x63, 0x65,
      0x67, 0x69, 0x6B, 0x6D, 0x6F, 0x71, 0x75, 0x77, 0x79};
  BOOL writes = what >= 0x1000 && (what & 1);
  for (ULONG i = 0; i < sizeof sets; i++) writes |= what == sets[i];
  if (!writes) return real_NtUserSystemParametersInfo(what, number, value, flags);
  portal_refused("NtUserSystemParametersInfo", L"", 0);
  return FALSE;
}
