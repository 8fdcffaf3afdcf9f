#include "evm.h"

#define VIRTUALISE(name) __typeof__(name) *real_##name;
#define DENY(name) REFUSE(ntdll, name, STATUS_ACCESS_DENIED)
#define REFUSE(library, name, answer)           \
  static void *past_##name;                     \
  static ULONG_PTR NTAPI refuse_##name(void) {  \
    portal_refused(#name, L"", 0);              \
    return (ULONG_PTR)(answer);                 \
  }
#include "exports.def"
#undef VIRTUALISE
#undef REFUSE

/* A handler of no arguments will do to refuse: on x64 the caller clears the stack. */
#define VIRTUALISE(name) {L"ntdll.dll", #name, (void *)vm_##name, (void **)&real_##name},
#define REFUSE(library, name, answer) {L"" #library L".dll", #name, (void *)refuse_##name, &past_##name},
static const struct export {
  const WCHAR *library;
  const char *name;
  void *handler;
  void **real;
} exports[] = {
#include "exports.def"
};
#define EXPORTS (sizeof exports / sizeof *exports)

static const WCHAR *const libraries[] = {L"ntdll.dll", L"ws2_32.dll", L"dnsapi.dll"};
#define LIBRARIES (sizeof libraries / sizeof *libraries)
static BOOL mediated[LIBRARIES];

static BYTE *export_find(PVOID library, const char *name) {
  ANSI_STRING text;
  PVOID address;
  RtlInitAnsiString(&text, name);
  return LdrGetProcedureAddress(library, &text, 0, &address) ? NULL : address;
}

static BOOL is_of(const struct export *export, const WCHAR *library) {
  USHORT units = text_length(library);
  return text_length(export->library) == units && text_same(export->library, library, units);
}

/* Adds to what was placed and what is missing, unless `missing` is NULL. */
static BOOL library_mediate(size_t which, PVOID library, USHORT *placed, const char **missing, USHORT *missings) {
  if (mediated[which]) return TRUE;
  mediated[which] = TRUE;
  hook_begin();
  for (size_t i = 0; i < EXPORTS; i++) {
    if (!is_of(&exports[i], libraries[which])) continue;
    BYTE *target = export_find(library, exports[i].name);
    if (target && !hook_place(target, exports[i].handler, exports[i].real)) return FALSE;
    if (!missing) continue;
    if (target) ++*placed;
    else if (*missings == EVM_MISSING) return FALSE;
    else missing[(*missings)++] = exports[i].name;
  }
  return hook_seal();
}

#define UNLOADED 2

/* As Windows documents it for both reasons. */
struct loaded {
  ULONG flags;
  const UNICODE_STRING *path;
  const UNICODE_STRING *name;
  PVOID base;
  ULONG size;
};

/* Under the loader's lock, before the library's own start. A library that was unloaded may come again, unpatched. */
static void NTAPI notified(ULONG reason, const struct loaded *loaded, PVOID context) {
  (void)context;
  for (size_t i = 0; i < LIBRARIES; i++) {
    USHORT units = text_length(libraries[i]);
    if (loaded->name->Length != units * sizeof(WCHAR)) continue;
    if (!text_same(loaded->name->Buffer, libraries[i], units)) continue;
    if (reason == UNLOADED) mediated[i] = FALSE;
    else if (!library_mediate(i, loaded->base, NULL, NULL, NULL)) boot_end(EVM_BROKEN);
  }
}

BOOL mediate(USHORT *placed, const char **missing, USHORT *missings) {
  PVOID cookie;
  *placed = *missings = 0;
  if (LdrRegisterDllNotification(0, (PVOID)notified, NULL, &cookie)) return FALSE;
  for (size_t i = 0; i < LIBRARIES; i++) {
    UNICODE_STRING name;
    PVOID library;
    RtlInitUnicodeString(&name, libraries[i]);
    if (LdrGetDllHandle(NULL, NULL, &name, &library)) continue;
    if (!library_mediate(i, library, placed, missing, missings)) return FALSE;
  }
  return mediated[0];
}
