#include "store.h"

/*
 * Opens files below the root when the task's files are encrypted. The shim reads before it writes and writes the head
 * when nobody asked to, so a handle may more than the program is told it may; and it is synchronous and buffered
 * whatever the program asked for, since the shim's own reads and writes have other places and lengths.
 */
#define FOR_READING (FILE_READ_DATA | FILE_EXECUTE | GENERIC_READ | GENERIC_EXECUTE | GENERIC_ALL | MAXIMUM_ALLOWED)
#define FOR_WRITING (FILE_WRITE_DATA | GENERIC_WRITE | GENERIC_ALL | MAXIMUM_ALLOWED)
#define SYNCHRONOUS (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)

static ULONG flags_of(const struct opening *asked, BOOL exists) {
  BOOL empties = asked->disposition == FILE_SUPERSEDE || asked->disposition == FILE_OVERWRITE ||
                 asked->disposition == FILE_OVERWRITE_IF;
  ULONG flags = 0;
  if (asked->access & FOR_READING) flags |= MAY_READ | HAS_DATA;
  if (asked->access & FOR_WRITING) flags |= MAY_WRITE | HAS_DATA | RAW_WRITE;
  else if (asked->access & FILE_APPEND_DATA) flags |= MAY_WRITE | APPENDS | HAS_DATA | RAW_WRITE;
  if (empties || (!exists && asked->disposition != FILE_OPEN)) flags |= HAS_DATA | RAW_WRITE;
  if (!(asked->options & SYNCHRONOUS)) flags |= ASYNC;
  if (asked->options & FILE_DELETE_ON_CLOSE) flags |= LEAVES;
  return flags;
}

/* What has no bytes of its own to encrypt is opened as it was asked for. */
NTSTATUS seal_open(PHANDLE file, OBJECT_ATTRIBUTES *where, PIO_STATUS_BLOCK done, const struct opening *asked) {
  FILE_BASIC_INFORMATION basic;
  BOOL exists = real_NtQueryAttributesFile(where, &basic) == 0;
  BOOL folder = exists ? !!(basic.FileAttributes & FILE_ATTRIBUTE_DIRECTORY) : !!(asked->options & FILE_DIRECTORY_FILE);
  struct opening raw = *asked;
  HANDLE made;
  if (folder) {
    NTSTATUS status = opening_open(file, where, done, asked);
    if (!status) opened_plain(*file);
    return status;
  }
  ULONG flags = flags_of(asked, exists);
  if (flags & HAS_DATA) {
    raw.access |= FILE_READ_DATA | SYNCHRONIZE | FILE_READ_ATTRIBUTES;
    raw.options = (raw.options & ~(ULONG)(SYNCHRONOUS | FILE_NO_INTERMEDIATE_BUFFERING)) | FILE_SYNCHRONOUS_IO_NONALERT;
  }
  if (flags & RAW_WRITE) raw.access |= FILE_WRITE_DATA;
  raw.size = NULL;
  NTSTATUS status = opening_open(&made, where, done, &raw);
  if (status) return status;
  status = opened_add(made, flags, done->Information != FILE_OPENED);
  if (status) real_NtClose(made);
  else *file = made;
  return status;
}
