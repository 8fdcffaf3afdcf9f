#include "evm.h"

static ULONG_PTR refuse(const char *name, BOOL net, ULONG_PTR answer) {
  portal_refused(name, L"", 0);
  *(ULONG *)((BYTE *)NtCurrentTeb() + LAST_ERROR) = net ? WSAEACCES : ERROR_ACCESS_DENIED;
  return answer;
}

/* What refuses has to know how many words of arguments it gets: on x86 it takes them off the stack. */
#define VIRTUALISE(name) __typeof__(name) *real_##name;
#define DENY(name, words) REFUSE(ntdll, name, words, STATUS_ACCESS_DENIED)
#define REPLACE(library, name) VIRTUALISE(name)
#define REFUSE(library, name, words, answer)                                                  \
  static void *past_##name;                                                                   \
  struct arguments_##name {                                                                   \
    ULONG_PTR each[words];                                                                    \
  };                                                                                          \
  static ULONG_PTR NTAPI refuse_##name(struct arguments_##name arguments) {                   \
    (void)arguments;                                                                          \
    return refuse(#name, #library[0] == 'w' && #library[1] == 's', (ULONG_PTR)(answer));      \
  }
#include "exports.def"
#undef VIRTUALISE
#undef REPLACE
#undef REFUSE

#define VIRTUALISE(name) REPLACE(ntdll, name)
#define REPLACE(library, name) {L"" #library L".dll", #name, (void *)vm_##name, (void **)&real_##name},
#define REFUSE(library, name, words, answer) {L"" #library L".dll", #name, (void *)refuse_##name, &past_##name},
static const struct export {
  const WCHAR *library;
  const char *name;
  const void *handler;
  void **real;
} exports[] = {
#include "exports.def"
};
#define EXPORTS (sizeof exports / sizeof *exports)
static const ULONGLONG *calls[EXPORTS];

/* The names of the libraries, each once, in the order of the exports; the first is ntdll. */
static const WCHAR *libraries[EVM_LIBRARIES];
static BOOL mediated[EVM_LIBRARIES];
static size_t known;

static BOOL is_same(const WCHAR *left, const WCHAR *right) {
  USHORT units = text_length(left);
  return text_length(right) == units && text_same(left, right, units);
}

static BOOL libraries_collect(void) {
  for (size_t i = 0, which; i < EXPORTS; i++) {
    for (which = 0; which < known && !is_same(libraries[which], exports[i].library); which++) continue;
    if (which < known) continue;
    if (known == EVM_LIBRARIES) return FALSE;
    libraries[known++] = exports[i].library;
  }
  return TRUE;
}

/* One that another library has is patched there, if it is listed. */
static BYTE *export_find(BYTE *library, const char *name) {
  ANSI_STRING text;
  PVOID address;
  const IMAGE_NT_HEADERS *headers = (IMAGE_NT_HEADERS *)(library + ((IMAGE_DOS_HEADER *)library)->e_lfanew);
  RtlInitAnsiString(&text, name);
  if (LdrGetProcedureAddress(library, &text, 0, &address)) return NULL;
  return (BYTE *)address > library && (BYTE *)address < library + headers->OptionalHeader.SizeOfImage ? address : NULL;
}

static PVOID library_find(const WCHAR *library) {
  UNICODE_STRING name;
  PVOID base;
  RtlInitUnicodeString(&name, library);
  return LdrGetDllHandle(NULL, NULL, &name, &base) ? NULL : base;
}

PVOID mediated_find(const WCHAR *library, const char *name) {
  ANSI_STRING text;
  PVOID address, base = library_find(library);
  if (!name) return base;
  RtlInitAnsiString(&text, name);
  return !base || LdrGetProcedureAddress(base, &text, 0, &address) ? NULL : address;
}

/* Adds to what was placed and what is missing, unless `missing` is NULL. */
static BOOL library_mediate(size_t which, PVOID library, USHORT *placed, const char **missing, USHORT *missings) {
  if (mediated[which]) return TRUE;
  mediated[which] = TRUE;
  hook_begin();
  for (size_t i = 0; i < EXPORTS; i++) {
    if (!is_same(exports[i].library, libraries[which])) continue;
    BYTE *target = export_find(library, exports[i].name);
    if (target && !hook_place(target, exports[i].handler, exports[i].real, &calls[i])) {
      portal_refused("hook", exports[i].library, text_length(exports[i].library));
      return FALSE;
    }
    if (!missing) continue;
    if (target) ++*placed;
    else if (*missings == EVM_MISSING) return FALSE;
    else missing[(*missings)++] = exports[i].name;
  }
  return hook_seal();
}

const char *mediated_calls(ULONG which, ULONGLONG *count) {
  *count = which < EXPORTS && calls[which] ? *calls[which] : 0;
  return which < EXPORTS ? exports[which].name : NULL;
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
  for (size_t i = 0; i < known; i++) {
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
  if (!libraries_collect() || LdrRegisterDllNotification(0, (PVOID)notified, NULL, &cookie)) return FALSE;
  for (size_t i = 0; i < known; i++) {
    PVOID library = library_find(libraries[i]);
    if (library && !library_mediate(i, library, placed, missing, missings)) return FALSE;
  }
  return mediated[0];
}
