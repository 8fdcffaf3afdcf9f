#include "evm.h"

/*
 * Pipes between a program and its children have names too, made of the process's number; the system opens the other
 * end by that name at once. No other pipe is made, and none is opened that was not made here.
 */
#define PIPES 16

static struct path made[PIPES];
static LONG next;

static BOOL begins(const UNICODE_STRING *name, const WCHAR *with) {
  USHORT units = text_length(with);
  return name->Length > units * sizeof(WCHAR) && text_same(name->Buffer, with, units);
}

BOOL pipe_is_made(const struct path *path) {
  for (int i = 0; i < PIPES; i++)
    if (made[i].length && made[i].length == path->length && text_same(made[i].text, path->text, path->length))
      return TRUE;
  return FALSE;
}

NTSTATUS NTAPI vm_NtCreateNamedPipeFile(PHANDLE pipe, ULONG access, POBJECT_ATTRIBUTES object, PIO_STATUS_BLOCK done,
    ULONG share, ULONG disposition, ULONG options, ULONG type, ULONG mode, ULONG completion, ULONG most, ULONG in,
    ULONG out, PLARGE_INTEGER timeout) {
  const UNICODE_STRING *name = object ? object->ObjectName : NULL;
  struct path *place = &made[(ULONG)InterlockedIncrement(&next) % PIPES];
  place->length = 0;
  if (!name || object->RootDirectory ||
      (!begins(name, L"\\Device\\NamedPipe\\Win32Pipes.") && !begins(name, L"\\??\\pipe\\Win32.Pipes.") &&
          !begins(name, L"\\??\\PIPE\\Win32Pipes.")) ||
      !path_append(place, name->Buffer, name->Length / sizeof(WCHAR))) {
    portal_refused("NtCreateNamedPipeFile", name ? name->Buffer : L"", name ? name->Length / sizeof(WCHAR) : 0);
    return STATUS_ACCESS_DENIED;
  }
  return real_NtCreateNamedPipeFile(pipe, access, object, done, share, disposition, options, type, mode, completion,
      most, in, out, timeout);
}
