#include "evm.h"

#define VIRTUALISE(name) __typeof__(name) *real_##name;
#define DENY(name)                        \
  static void *past_##name;               \
  static NTSTATUS NTAPI deny_##name(void) { \
    portal_refused(#name, L"", 0);        \
    return STATUS_ACCESS_DENIED;          \
  }
#include "exports.def"
#undef VIRTUALISE
#undef DENY

/* A handler of no arguments will do for a denial: on x64 the caller clears the stack. */
#define VIRTUALISE(name) {#name, (void *)vm_##name, (void **)&real_##name},
#define DENY(name) {#name, (void *)deny_##name, &past_##name},
static const struct {
  const char *name;
  void *handler;
  void **real;
} exports[] = {
#include "exports.def"
};

static BYTE *export_find(PVOID library, const char *name) {
  ANSI_STRING text;
  PVOID address;
  RtlInitAnsiString(&text, name);
  return LdrGetProcedureAddress(library, &text, 0, &address) ? NULL : address;
}

BOOL mediate(USHORT *placed, const char **missing, USHORT *missings) {
  UNICODE_STRING name;
  PVOID ntdll;
  *placed = *missings = 0;
  RtlInitUnicodeString(&name, L"ntdll.dll");
  if (LdrGetDllHandle(NULL, NULL, &name, &ntdll)) return FALSE;
  for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
    BYTE *target = export_find(ntdll, exports[i].name);
    if (target && !hook_place(target, exports[i].handler, exports[i].real)) return FALSE;
    if (target) ++*placed;
    else if (*missings == EVM_MISSING) return FALSE;
    else missing[(*missings)++] = exports[i].name;
  }
  return hook_seal();
}
