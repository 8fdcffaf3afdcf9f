#include "evm.h"

/* Objects are made within the program: another process, or another machine, would make them outside of the machine. */
#define WITHIN (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)

static BOOL may(DWORD *where, const void *server, const char *what) {
  *where &= WITHIN;
  if (*where && !server) return TRUE;
  portal_refused(what, L"", 0);
  return FALSE;
}

HRESULT WINAPI vm_CoCreateInstance(REFCLSID class, LPUNKNOWN outer, DWORD where, REFIID kind, LPVOID *made) {
  *made = NULL;
  if (!may(&where, NULL, "CoCreateInstance")) return E_ACCESSDENIED;
  return real_CoCreateInstance(class, outer, where, kind, made);
}

HRESULT WINAPI vm_CoCreateInstanceEx(
    REFCLSID class, LPUNKNOWN outer, DWORD where, COSERVERINFO *server, DWORD count, MULTI_QI *made) {
  if (!may(&where, server, "CoCreateInstanceEx")) return E_ACCESSDENIED;
  return real_CoCreateInstanceEx(class, outer, where, server, count, made);
}

HRESULT WINAPI vm_CoGetClassObject(REFCLSID class, DWORD where, LPVOID server, REFIID kind, LPVOID *made) {
  *made = NULL;
  if (!may(&where, server, "CoGetClassObject")) return E_ACCESSDENIED;
  return real_CoGetClassObject(class, where, server, kind, made);
}
