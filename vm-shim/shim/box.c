#include "evm.h"

/*
 * Boxes that nobody would answer: what they say goes to the controller, and the program goes on as if the button that
 * Enter presses had been pressed.
 */
#define BOX 320
#define RESPONSE_OK 7
#define CRUNTIME L"Microsoft Visual C++ Runtime Library"

static int default_answer(UINT type) {
  static const BYTE buttons[][3] = {{IDOK}, {IDOK, IDCANCEL}, {IDABORT, IDRETRY, IDIGNORE}, {IDYES, IDNO, IDCANCEL},
      {IDYES, IDNO}, {IDRETRY, IDCANCEL}, {IDCANCEL, IDTRYAGAIN, IDCONTINUE}};
  UINT kind = type & MB_TYPEMASK, button = (type & MB_DEFMASK) >> 8;
  if (kind >= sizeof buttons / sizeof *buttons) return IDOK;
  int answer = button < 3 ? buttons[kind][button] : 0;
  return answer ? answer : buttons[kind][0];
}

/* A text may be a number of a resource instead. */
static USHORT units_of(const WCHAR *text) {
  USHORT units = 0;
  if ((ULONG_PTR)text < 0x10000) return 0;
  while (text[units] && units < BOX) units++;
  return units;
}

static USHORT widen(const char *text, WCHAR *wide) {
  ULONG count = 0, bytes = 0;
  if ((ULONG_PTR)text < 0x10000) return 0;
  while (text[count] && count < BOX) count++;
  RtlMultiByteToUnicodeN(wide, BOX * sizeof(WCHAR), &bytes, text, count);
  return (USHORT)(bytes / sizeof(WCHAR));
}

static int tell(const WCHAR *text, USHORT length, const WCHAR *title, USHORT units, UINT type) {
  BOOL runtime = units == text_length(CRUNTIME) && text_same(title, CRUNTIME, units);
  portal_text(runtime ? TEXT_ASSERTION : TEXT_BOX, title, units, text, length);
  return default_answer(type);
}

static int tell_wide(const WCHAR *text, const WCHAR *title, UINT type) {
  return tell(text, units_of(text), title, units_of(title), type);
}

static int tell_narrow(const char *text, const char *title, UINT type) {
  WCHAR wide[BOX], wideTitle[BOX];
  return tell(wide, widen(text, wide), wideTitle, widen(title, wideTitle), type);
}

int WINAPI vm_MessageBoxA(HWND owner, LPCSTR text, LPCSTR title, UINT type) {
  (void)owner;
  return tell_narrow(text, title, type);
}

int WINAPI vm_MessageBoxW(HWND owner, LPCWSTR text, LPCWSTR title, UINT type) {
  (void)owner;
  return tell_wide(text, title, type);
}

int WINAPI vm_MessageBoxExA(HWND owner, LPCSTR text, LPCSTR title, UINT type, WORD language) {
  (void)owner, (void)language;
  return tell_narrow(text, title, type);
}

int WINAPI vm_MessageBoxExW(HWND owner, LPCWSTR text, LPCWSTR title, UINT type, WORD language) {
  (void)owner, (void)language;
  return tell_wide(text, title, type);
}

int WINAPI vm_MessageBoxTimeoutA(HWND owner, LPCSTR text, LPCSTR title, UINT type, WORD language, DWORD time) {
  (void)owner, (void)language, (void)time;
  return tell_narrow(text, title, type);
}

int WINAPI vm_MessageBoxTimeoutW(HWND owner, LPCWSTR text, LPCWSTR title, UINT type, WORD language, DWORD time) {
  (void)owner, (void)language, (void)time;
  return tell_wide(text, title, type);
}

int WINAPI vm_MessageBoxIndirectA(const MSGBOXPARAMSA *box) {
  return tell_narrow(box->lpszText, box->lpszCaption, box->dwStyle);
}

int WINAPI vm_MessageBoxIndirectW(const MSGBOXPARAMSW *box) {
  return tell_wide(box->lpszText, box->lpszCaption, box->dwStyle);
}

void WINAPI vm_FatalAppExitA(UINT action, LPCSTR text) {
  WCHAR wide[BOX];
  (void)action;
  portal_text(TEXT_ASSERTION, L"", 0, wide, widen(text, wide));
  vm_NtTerminateProcess(SELF, 1);
}

void WINAPI vm_FatalAppExitW(UINT action, LPCWSTR text) {
  (void)action;
  portal_text(TEXT_ASSERTION, L"", 0, text, units_of(text));
  vm_NtTerminateProcess(SELF, 1);
}

/* The button that it prefers, or else the first that it has. */
static int task_answer(const TASKDIALOGCONFIG *task) {
  static const BYTE common[] = {IDOK, IDYES, IDNO, IDCANCEL, IDRETRY, IDCLOSE};
  if (task->nDefaultButton) return task->nDefaultButton;
  if (task->cButtons) return task->pButtons[0].nButtonID;
  for (ULONG i = 0; i < sizeof common; i++)
    if ((ULONG)task->dwCommonButtons & 1u << i) return common[i];
  return IDOK;
}

static OWN_FRAME HRESULT task(const TASKDIALOGCONFIG *task, int *button) {
  const WCHAR *const texts[] = {task->pszMainInstruction, task->pszContent, task->pszExpandedInformation};
  struct path line = {0};
  for (int i = 0; i < 3; i++) {
    if (line.length && units_of(texts[i])) path_append(&line, L"\n", 1);
    path_append(&line, texts[i], min(units_of(texts[i]), EVM_PATH / 3));
  }
  portal_text(TEXT_BOX, task->pszWindowTitle, units_of(task->pszWindowTitle), line.text, line.length);
  if (button) *button = task_answer(task);
  return S_OK;
}

HRESULT WINAPI vm_TaskDialog(HWND owner, HINSTANCE library, PCWSTR title, PCWSTR main, PCWSTR content,
    TASKDIALOG_COMMON_BUTTON_FLAGS buttons, PCWSTR icon, int *button) {
  TASKDIALOGCONFIG all = {.pszWindowTitle = title, .pszMainInstruction = main, .pszContent = content};
  (void)owner, (void)library, (void)icon;
  all.dwCommonButtons = buttons;
  return task(&all, button);
}

HRESULT WINAPI vm_TaskDialogIndirect(const TASKDIALOGCONFIG *all, int *button, int *radio, BOOL *checked) {
  if (radio) *radio = all->nDefaultRadioButton ? all->nDefaultRadioButton
                      : all->cRadioButtons     ? all->pRadioButtons[0].nButtonID
                                               : 0;
  if (checked) *checked = (all->dwFlags & TDF_VERIFICATION_FLAG_CHECKED) != 0;
  return task(all, button);
}

static void put_hex(struct path *line, ULONGLONG number, int digits) {
  for (digits--; digits >= 0; digits--) path_append(line, &L"0123456789ABCDEF"[number >> (4 * digits) & 15], 1);
}

static void put(struct path *line, const WCHAR *text) { path_append(line, text, text_length(text)); }

/* The system's errors such as a library that is missing: which ones, and the texts that go with it. */
NTSTATUS NTAPI vm_NtRaiseHardError(
    NTSTATUS code, ULONG count, ULONG texts, PVOID *parameters, ULONG options, PULONG answer) {
  struct path line = {0};
  (void)options;
  put(&line, L"error ");
  put_hex(&line, (ULONG)code, 8);
  for (ULONG i = 0; i < count && i < 5; i++) {
    const UNICODE_STRING *text = texts & 1u << i ? parameters[i] : NULL;
    if (!text || !text->Buffer) continue;
    put(&line, L" ");
    path_append(&line, text->Buffer, min(text->Length / sizeof(WCHAR), 200));
  }
  portal_text(TEXT_LIBRARY, L"", 0, line.text, line.length);
  if (answer) *answer = RESPONSE_OK;
  return 0;
}

static void put_place(struct path *line, PVOID address) {
  PVOID base = NULL;
  struct {
    UNICODE_STRING name;
    WCHAR text[EVM_PATH];
  } file;
  if (NtQueryVirtualMemory(SELF, address, 2, &file, sizeof file, NULL)) file.name.Length = 0;
  USHORT start = file.name.Length / sizeof(WCHAR);
  while (start && file.name.Buffer[start - 1] != '\\') start--;
  RtlPcToFileHeader(address, &base);
  put(line, L" at ");
  path_append(line, file.name.Buffer + start, file.name.Length / sizeof(WCHAR) - start);
  put(line, L"+");
  put_hex(line, (ULONGLONG)((BYTE *)address - (BYTE *)base), 8);
}

/* The program's own handler, which may still go on or end in its own way, is asked within the real one. */
LONG WINAPI vm_UnhandledExceptionFilter(EXCEPTION_POINTERS *pointers) {
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  struct path line = {0};
  put(&line, L"exception ");
  put_hex(&line, record->ExceptionCode, 8);
  put_place(&line, record->ExceptionAddress);
  if (record->ExceptionCode == EXCEPTION_ACCESS_VIOLATION && record->NumberParameters > 1) {
    put(&line, record->ExceptionInformation[0] == 8   ? L" running "
               : record->ExceptionInformation[0] == 1 ? L" writing "
                                                      : L" reading ");
    put_hex(&line, record->ExceptionInformation[1], 16);
  }
  portal_text(TEXT_CRASH, L"", 0, line.text, line.length);
  child_is_debugger = TRUE;
  return real_UnhandledExceptionFilter(pointers);
}
