// case: hidden
// case: boxes
// case: user
// case: session
#include "claim.h"
#include <winternl.h>
#include <mmsystem.h>

NTSTATUS NTAPI NtRaiseHardError(NTSTATUS, ULONG, ULONG, PVOID *, ULONG, PULONG);

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM first, LPARAM second) {
  return message == WM_USER ? 42 : DefWindowProcA(window, message, first, second);
}

static HWND made(DWORD style, HWND parent) {
  WNDCLASSA class = {.lpfnWndProc = procedure, .lpszClassName = "evm", .hInstance = GetModuleHandleA(NULL)};
  RegisterClassA(&class);
  return CreateWindowExA(0, "evm", "title", style, 0, 0, 200, 100, parent, NULL, class.hInstance, NULL);
}

static BOOL is_hidden(HWND window) { return !IsWindowVisible(window) && !(GetWindowLongA(window, GWL_STYLE) & WS_VISIBLE); }

static void hidden(void) {
  char text[20];
  HWND window = made(WS_OVERLAPPEDWINDOW | WS_VISIBLE, NULL);
  CLAIM("a window is made", window != NULL);
  CLAIM("and is not shown", is_hidden(window));
  CLAIM("nor when it is asked for", (ShowWindow(window, SW_SHOW), is_hidden(window)));
  CLAIM("nor largest", (ShowWindow(window, SW_MAXIMIZE), is_hidden(window)));
  CLAIM("nor later", (ShowWindowAsync(window, SW_SHOWNORMAL), is_hidden(window)));
  CLAIM("nor when it is moved", SetWindowPos(window, HWND_TOPMOST, 1, 1, 300, 200, SWP_SHOWWINDOW) && is_hidden(window));
  CLAIM("it is moved, though", GetWindowLongA(window, GWL_STYLE) && IsWindow(window));
  CLAIM("nor by its style", (SetWindowLongA(window, GWL_STYLE, WS_OVERLAPPEDWINDOW | WS_VISIBLE), is_hidden(window)));
  CLAIM("nor by its style in 64 bits",
      (SetWindowLongPtrA(window, GWL_STYLE, WS_POPUP | WS_VISIBLE), is_hidden(window)));
  HDWP batch = BeginDeferWindowPos(1);
  batch = DeferWindowPos(batch, window, NULL, 0, 0, 10, 10, SWP_SHOWWINDOW);
  CLAIM("nor with others at once", (EndDeferWindowPos(batch), is_hidden(window)));
  WINDOWPLACEMENT placement = {.length = sizeof placement, .showCmd = SW_SHOWNORMAL, .rcNormalPosition = {0, 0, 9, 9}};
  CLAIM("nor by its placement", (SetWindowPlacement(window, &placement), is_hidden(window)));
  HWND child = made(WS_CHILD | WS_VISIBLE, window);
  CLAIM("a child is made in it", child && GetParent(child) == window);
  CLAIM("which becomes no window of its own", (SetParent(child, NULL), !IsWindowVisible(child)));
  CLAIM("it has a title", GetWindowTextA(window, text, sizeof text) && !strcmp(text, "title"));
  CLAIM("it answers messages", SendMessageA(window, WM_USER, 0, 0) == 42);
  MSG message;
  CLAIM("and gets those that are posted", PostMessageA(window, WM_USER + 1, 0, 0) &&
                                              PeekMessageA(&message, window, WM_USER + 1, WM_USER + 1, PM_REMOVE));
  CLAIM("it has no menu before the user", !TrackPopupMenu(CreatePopupMenu(), TPM_RETURNCMD, 0, 0, 0, window, NULL));
  CLAIM("it does not come to the front", !SetForegroundWindow(window));
}

static void boxes(void) {
  MSGBOXPARAMSA box = {.cbSize = sizeof box, .lpszText = "indirect", .lpszCaption = "c", .dwStyle = MB_OKCANCEL};
  CLAIM("a box is answered", MessageBoxA(NULL, "text", "title", MB_OK) == IDOK);
  CLAIM("by its first button", MessageBoxW(NULL, L"text", L"title", MB_YESNO) == IDYES);
  CLAIM("or by the one it prefers", MessageBoxA(NULL, "text", "title", MB_YESNO | MB_DEFBUTTON2) == IDNO);
  CLAIM("a box of three buttons is", MessageBoxA(NULL, "t", "t", MB_ABORTRETRYIGNORE | MB_DEFBUTTON3) == IDIGNORE);
  CLAIM("so are those in a language", MessageBoxExA(NULL, "t", "t", MB_RETRYCANCEL, 0) == IDRETRY &&
                                          MessageBoxExW(NULL, L"t", L"t", MB_OKCANCEL | MB_DEFBUTTON2, 0) == IDCANCEL);
  CLAIM("and those by a description", MessageBoxIndirectA(&box) == IDOK);
  CLAIM("a box without a text is", MessageBoxA(NULL, NULL, NULL, MB_OK) == IDOK);
  ULONG answer = 0;
  UNICODE_STRING name;
  RtlInitUnicodeString(&name, L"gone.dll");
  PVOID parameters[] = {&name};
  CLAIM("the system's own box is answered",
      NtRaiseHardError((NTSTATUS)0xC0000135, 1, 1, parameters, 1, &answer) == 0 && answer == 7);
  CLAIM("errors stay silent", (SetErrorMode(0), (GetErrorMode() & SEM_NOGPFAULTERRORBOX) != 0));
}

static BOOL CALLBACK count_windows(HWND window, LPARAM count) {
  DWORD process;
  GetWindowThreadProcessId(window, &process);
  *(int *)count += process != GetCurrentProcessId();
  return TRUE;
}

static LRESULT CALLBACK hook(int code, WPARAM first, LPARAM second) { return CallNextHookEx(NULL, code, first, second); }

static void CALLBACK event(HWINEVENTHOOK hooked, DWORD what, HWND window, LONG object, LONG child, DWORD thread, DWORD t) {
  (void)hooked, (void)what, (void)window, (void)object, (void)child, (void)thread, (void)t;
}

static void user(void) {
  INPUT input = {.type = INPUT_KEYBOARD, .ki = {.wVk = 'A'}};
  RAWINPUTDEVICE device = {1, 6, 0, NULL};
  RECT rectangle = {0, 0, 5, 5};
  int others = 0, colour = 0, element = COLOR_DESKTOP;
  HWND window = made(WS_OVERLAPPEDWINDOW, NULL), desktop = GetDesktopWindow();
  CLAIM("no key is pressed", SendInput(1, &input, sizeof input) == 0);
  CLAIM("nor in the old way", (keybd_event('A', 0, 0, 0), GetLastError() == ERROR_ACCESS_DENIED));
  SetLastError(0);
  CLAIM("no mouse is moved", (mouse_event(MOUSEEVENTF_MOVE, 1, 1, 0, 0), GetLastError() == ERROR_ACCESS_DENIED));
  CLAIM("nor set", !SetCursorPos(1, 1));
  CLAIM("nor caged", !ClipCursor(&rectangle));
  CLAIM("input is not blocked", !BlockInput(TRUE));
  CLAIM("keys are not watched", !GetAsyncKeyState('A') && GetLastError() == ERROR_ACCESS_DENIED);
  CLAIM("nor by raw input", !RegisterRawInputDevices(&device, 1, sizeof device));
  CLAIM("nor by a hook", !SetWindowsHookExA(WH_KEYBOARD_LL, hook, GetModuleHandleA(NULL), 0));
  CLAIM("nor by one for every thread", !SetWindowsHookExA(WH_GETMESSAGE, hook, GetModuleHandleA(NULL), 0));
  CLAIM("nor are events", !SetWinEventHook(1, 2, NULL, event, 0, 0, WINEVENT_OUTOFCONTEXT));
  CLAIM("a hook for the thread itself is set",
      SetWindowsHookExA(WH_CBT, hook, NULL, GetCurrentThreadId()) != NULL);
  CLAIM("a hot key is not taken", !RegisterHotKey(window, 1, MOD_ALT, VK_F12));
  CLAIM("the clipboard is not opened", !OpenClipboard(window));
  CLAIM("nor emptied", !EmptyClipboard());
  CLAIM("nor read", !GetClipboardData(CF_TEXT));
  CLAIM("nor set", !SetClipboardData(CF_TEXT, GlobalAlloc(GMEM_MOVEABLE, 10)));
  CLAIM("nor watched", !AddClipboardFormatListener(window));
  CLAIM("windows of others are not listed", EnumWindows(count_windows, (LPARAM)&others), others == 0);
  CLAIM("nor found", !FindWindowA("Progman", NULL) && !FindWindowA("Shell_TrayWnd", NULL));
  CLAIM("nor sent to", !SendMessageA(desktop, WM_CLOSE, 0, 0) && GetLastError() != 0);
  CLAIM("nor posted to", !PostMessageA(desktop, WM_CLOSE, 0, 0));
  CLAIM("nor all at once", !PostMessageA(HWND_BROADCAST, WM_USER, 0, 0));
  HDC screen = GetDC(NULL);
#ifdef _WIN64
  CLAIM("the screen has a size", screen && GetDeviceCaps(screen, HORZRES) > 0 && GetDeviceCaps(screen, BITSPIXEL) >= 24);
  CLAIM("and is memory", GetObjectType(screen) == OBJ_MEMDC);
  CLAIM("so is the desktop's", GetObjectType(GetWindowDC(desktop)) == OBJ_MEMDC);
  HDC display = CreateDCA("DISPLAY", NULL, NULL, NULL);
  CLAIM("and the display's", !display || GetObjectType(display) == OBJ_MEMDC);
  HDC picture = CreateCompatibleDC(screen);
  SelectObject(picture, CreateCompatibleBitmap(screen, 4, 4));
  CLAIM("a picture like it has its colours",
      SetPixel(picture, 1, 1, RGB(1, 2, 3)) != CLR_INVALID && GetPixel(picture, 1, 1) == RGB(1, 2, 3));
  CLAIM("the screen copied is black", SetPixel(picture, 0, 0, RGB(9, 9, 9)) == RGB(9, 9, 9) &&
                                            BitBlt(picture, 0, 0, 4, 4, screen, 0, 0, SRCCOPY) &&
                                            !GetPixel(picture, 0, 0));
#else /* Wine 8 makes no pictures in memory for 32-bit programs */
  CLAIM("the screen is memory or is not there", !screen || GetObjectType(screen) == OBJ_MEMDC);
  HDC whole = GetWindowDC(desktop);
  CLAIM("so is the desktop's", !whole || GetObjectType(whole) == OBJ_MEMDC);
#endif
  CLAIM("it is given back", ReleaseDC(NULL, screen) == 1);
  CLAIM("nothing is printed", !CreateDCA("WINSPOOL", "Printer", NULL, NULL));
  CLAIM("the wallpaper stays", !SystemParametersInfoA(SPI_SETDESKWALLPAPER, 0, (void *)"C:\\work\\a.bmp", 3));
  CLAIM("so do the colours", !SetSysColors(1, &element, (COLORREF *)&colour));
  CLAIM("and the mouse's buttons", (SystemParametersInfoA(SPI_SETMOUSEBUTTONSWAP, 1, NULL, 0), GetSystemMetrics(SM_SWAPBUTTON) == 0));
  CLAIM("and the resolution", ChangeDisplaySettingsA(NULL, 0) == -1);
}

static int opens(const char *name) {
  HANDLE device = CreateFileA(name, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  if (device != INVALID_HANDLE_VALUE) CloseHandle(device);
  return device != INVALID_HANDLE_VALUE;
}

static void session(void) {
  static const char *const devices[] = {"\\\\.\\PhysicalDrive0", "\\\\.\\C:", "\\\\.\\COM1", "COM1", "LPT1",
      "\\\\.\\CdRom0", "\\\\.\\MountPointManager", "\\\\.\\Nsi", "\\\\.\\pipe\\anything", "\\\\.\\HID#VID_0000",
      "\\\\?\\GLOBALROOT\\Device\\Afd", "\\\\.\\mailslot\\anything"};
  WAVEFORMATEX format = {WAVE_FORMAT_PCM, 1, 8000, 8000, 1, 8, 0};
  HWAVEOUT out;
  CLAIM("nobody is logged off", !ExitWindowsEx(EWX_LOGOFF, 0));
  CLAIM("the machine does not shut down", !InitiateSystemShutdownA(NULL, NULL, 0, TRUE, FALSE));
  CLAIM("nor after a while", !InitiateSystemShutdownExW(NULL, NULL, 100, FALSE, FALSE, 0));
  CLAIM("it is not locked", !LockWorkStation());
  CLAIM("no desktop is made", !CreateDesktopA("evm", NULL, NULL, 0, GENERIC_ALL, NULL));
  CLAIM("nor opened", !OpenDesktopA("Default", 0, FALSE, GENERIC_ALL) && !OpenInputDesktop(0, FALSE, GENERIC_ALL));
  CLAIM("no sound is played", !PlaySoundA("SystemStart", NULL, SND_ALIAS | SND_SYNC));
  CLAIM("nor by the old call", !sndPlaySoundA("a.wav", SND_SYNC));
  CLAIM("nor as waves", waveOutOpen(&out, WAVE_MAPPER, &format, 0, 0, CALLBACK_NULL) != 0);
  CLAIM("nor as commands", mciSendStringA("open a.wav", NULL, 0, NULL) != 0);
  CLAIM("nothing beeps", !Beep(440, 10) && !MessageBeep(MB_OK));
  CLAIM("nothing is recorded", waveInOpen((HWAVEIN *)&out, WAVE_MAPPER, &format, 0, 0, CALLBACK_NULL) != 0);
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
    char text[100];
    snprintf(text, sizeof text, "%s is not opened", devices[i]);
    CLAIM(text, !opens(devices[i]));
  }
}

int main(int count, char **words) {
  if (claim_case(count, words, "hidden")) hidden();
  if (claim_case(count, words, "boxes")) boxes();
  if (claim_case(count, words, "user")) user();
  if (claim_case(count, words, "session")) session();
  return 0;
}
