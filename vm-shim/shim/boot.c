#include "registry.h"
#include "store.h"

#define VARIABLE L"IDLEWILD_EVM="
#define VARIABLE_UNITS 13
#define TOKEN_UNITS 64

DECLSPEC_NORETURN void boot_end(ULONG code) {
  for (;;) {
    if (real_NtTerminateProcess) real_NtTerminateProcess(SELF, (NTSTATUS)code);
    else NtTerminateProcess(SELF, (NTSTATUS)code);
  }
}

volatile LONG boot_ending;
static struct path folder; /* that a child begins in */

/* An exit ends the other threads first, with no process named: the portal's is among them and says BYE before. */
NTSTATUS NTAPI vm_NtTerminateProcess(HANDLE process, NTSTATUS code) {
  if (!process || process == SELF) {
    opened_settle();
    portal_bye((ULONG)code);
  }
  NTSTATUS status = real_NtTerminateProcess(process, code);
  if (!process) boot_ending = TRUE;
  return status;
}

static WCHAR *variable(void) {
  BYTE *parameters = (BYTE *)NtCurrentTeb()->ProcessEnvironmentBlock->ProcessParameters;
  WCHAR *at = *(WCHAR **)(parameters + PARAMETERS_ENVIRONMENT);
  for (; *at; at += text_length(at) + 1)
    if (text_length(at) > VARIABLE_UNITS && text_same(at, VARIABLE, VARIABLE_UNITS)) return at + VARIABLE_UNITS;
  return NULL;
}

static int digit(WCHAR unit) {
  if (unit >= '0' && unit <= '9') return unit - '0';
  if (unit >= 'a' && unit <= 'f') return unit - 'a' + 10;
  return -1;
}

/* Behind a child's token comes the folder that its parent gave it. */
static BOOL token_read(const WCHAR *text, BYTE token[32]) {
  USHORT units = text_length(text);
  if (units < TOKEN_UNITS || (units > TOKEN_UNITS && text[TOKEN_UNITS] != ':')) return FALSE;
  if (units > TOKEN_UNITS && !path_append(&folder, text + TOKEN_UNITS + 1, units - TOKEN_UNITS - 1)) return FALSE;
  for (int i = 0; i < 32; i++) {
    int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return FALSE;
    token[i] = (BYTE)(high << 4 | low);
  }
  return TRUE;
}

/* Overwritten before it is removed: a removed variable may leave its bytes behind in the block. */
static void variable_erase(WCHAR *value) {
  UNICODE_STRING name;
  for (; *value; value++) *value = 'x';
  RtlInitUnicodeString(&name, L"IDLEWILD_EVM");
  RtlSetEnvironmentVariable(NULL, &name, NULL);
}

/* The port, and where the token begins. */
static const WCHAR *port_read(const WCHAR *text, USHORT *port) {
  ULONG number = 0;
  for (; *text >= '0' && *text <= '9' && number < 65536; text++) number = number * 10 + (ULONG)(*text - '0');
  if (*text != ':' || number == 0 || number > 65535) return NULL;
  *port = (USHORT)number;
  return text + 1;
}

/* The host's folder is the launcher's own business: the program begins where its policy says, or its parent. */
static BOOL go_to_work(void) {
  if (!folder.length) path_append(&folder, policy.work.text + 4, policy.work.length - 4);
  USHORT bytes = folder.length * sizeof(WCHAR);
  UNICODE_STRING name = {.Buffer = folder.text, .Length = bytes, .MaximumLength = bytes};
  return RtlSetCurrentDirectory_U(&name) == 0;
}

static BOOL enclose(void) {
  const char *missing[EVM_MISSING];
  USHORT placed, missings;
  return path_open_root() && overlay_start() && (!policy.cipher || store_begin()) && process_calm() && guard_find() &&
         mediate(&placed, missing, &missings) && guard_start() && go_to_work() &&
         portal_ready(placed, missing, missings) && portal_thread();
}

static BOOL boot(void) {
  BYTE token[32];
  USHORT port;
  WCHAR *value = variable();
  if (!value) return FALSE;
  const WCHAR *hex = port_read(value, &port);
  BOOL read = hex && token_read(hex, token);
  variable_erase(value);
  BOOL open = read && keys_start() && portal_open(port, token);
  SecureZeroMemory(token, sizeof token);
  return open && enclose();
}

/* The name by which the wrapper binds a program to this library. */
__declspec(dllexport) void evm_present(void) {}

BOOL WINAPI vm_entry(HINSTANCE self, DWORD reason, LPVOID reserved) {
  (void)self;
  (void)reserved;
  if (reason == DLL_PROCESS_ATTACH && !boot()) boot_end(EVM_BROKEN);
  return TRUE;
}
