/*
 * What the parts of the shim share. vm64.dll, or vm32.dll, runs inside the wrapped program, without a C runtime: a runtime would
 * bring start-up code, heaps and exports of its own that the program could meet.
 */
#ifndef EVM_H
#define EVM_H

#include <stddef.h>
#include <winsock2.h> /* has to come before windows.h */
#include <windows.h>
#include <commctrl.h>
#include <objbase.h>
#include <winternl.h>

#include "bits.h"

/* Exit codes by which the controller knows that the shim, and not the program, ended the process. */
#define EVM_BROKEN 0xE0E50001u /* the start was refused */
#define EVM_LOST 0xE0E50002u   /* the controller was not heard in time */
#define EVM_TAMPERED 0xE0E50003u /* a file is not as it was left */

#define EVM_PATH 600    /* UTF-16 units of the longest path that is mapped */
#define EVM_READABLE 16 /* directories that may be readable */
#define EVM_BINARIES 64 /* programs and libraries that the task brings */
#define EVM_PROGRAMS 8  /* of the policy that are named for one thing */
#define EVM_KEYS 32     /* keys of the registry, with those that always are */
#define EVM_FRAME 2048  /* bytes of the longest frame that is sent */
#define EVM_POLICY 65536

/* A frame has to be smaller than the page that guards the stack: this one is kept out of its caller's. */
#define OWN_FRAME __attribute__((noinline))

struct path {
  WCHAR text[EVM_PATH]; /* not ended by a zero */
  USHORT length;        /* in units */
};

/* text.c: what a C runtime would bring */
void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *left, const void *right, size_t count);
USHORT text_length(const WCHAR *text);
BOOL text_same(const WCHAR *left, const WCHAR *right, USHORT units);
BOOL text_number(const char *text, size_t count, ULONGLONG *number);
BOOL text_wide(const char *text, size_t count, struct path *path);
BOOL text_path(const char *text, size_t count, struct path *path);
BOOL path_same(const struct path *left, const struct path *right);
BOOL path_append(struct path *path, const WCHAR *text, USHORT units);

/* policy.c */
struct policy {
  struct path root, work;
  struct path readable[EVM_READABLE];
  ULONG readables;
  struct path key[EVM_KEYS]; /* of the registry, by their canonical names */
  ULONG keys;
  ULONGLONG heartbeat; /* seconds */
  BYTE cipher;
  struct path binary[EVM_BINARIES];
  BYTE sum[EVM_BINARIES][32]; /* SHA-256 */
  ULONG binaries;
  ULONGLONG io_bytes, io_interval; /* per that many milliseconds; 0 bytes: no limit */
  ULONGLONG processes, threads, memory; /* the last is the controller's to hold */
  struct path jit[EVM_PROGRAMS]; /* that may make code */
  ULONG jits;
  BYTE net[EVM_PROGRAMS][6]; /* that may be connected to: port and address */
  ULONG nets;
};
extern struct policy policy;
BOOL policy_read(const char *text, size_t count);

/* portal.c: frames are a u32 length of what follows it, a u16 type and the payload, little endian */
BOOL portal_open(USHORT port, const BYTE token[32]);
BOOL portal_ready(USHORT placed, const char *const *missing, USHORT missings);
BOOL portal_thread(void);
void portal_refused(const char *what, const WCHAR *detail, USHORT units);
/* What a box would have told the user: of which kind, its title and its text. */
enum text { TEXT_BOX = 1, TEXT_LIBRARY, TEXT_CRASH, TEXT_ASSERTION };
void portal_text(enum text kind, const WCHAR *title, USHORT units, const WCHAR *text, USHORT length);
BOOL portal_ask(const WCHAR *image, USHORT units, const WCHAR *command, USHORT length, BYTE token[32]);
void portal_variable(WCHAR *to, const BYTE token[32], const UNICODE_STRING *folder); /* for the child; two zeros end it */
BOOL portal_has(HANDLE handle); /* is it the portal's, and another's thread that has come to it? */
BOOL portal_speaks(void); /* is it the portal itself that calls? */
void portal_bye(ULONG code);

/* What the controller remembers of an encrypted file; paths are below the root. */
struct known {
  BOOL is;
  BYTE tag[16];
  ULONGLONG size;
};
BOOL portal_known(const struct path *below, struct known *known);
void portal_closed(const struct path *below, const BYTE tag[16], ULONGLONG size);
void portal_gone(const struct path *below);
void portal_moved(const struct path *from, const struct path *to);
/* decode.c */
struct instruction {
  ULONG relative; /* where in it a distance lies that is counted from its end; 0 for none */
  BOOL ends;      /* does nothing run behind it? */
};
ULONG hook_length(const BYTE *code, struct instruction *found);

/* hook.c */
void hook_begin(void); /* then hook_place for exports of one library, then hook_seal */
BOOL hook_place(BYTE *target, const void *handler, void **original, const ULONGLONG **calls);
BOOL hook_seal(void);
BOOL hook_is_relay(const void *from, const void *to); /* is a part of this range? */

/* mediate.c: places what exports.def lists; FALSE when an export is there that cannot be patched */
BOOL mediate(USHORT *placed, const char **missing, USHORT *missings);
const char *mediated_calls(ULONG which, ULONGLONG *calls); /* NULL behind the last */
PVOID mediated_find(const WCHAR *library, const char *name); /* NULL when it is not loaded; no name: the library */
#define EVM_MISSING 60
#define EVM_LIBRARIES 32

/* path.c: where a name of the program leads */
enum way { WAY_DEVICE, WAY_FILE, WAY_REFUSED };
enum reach { REACH_NONE, REACH_ANCESTOR, REACH_INSIDE }; /* of a directory that may be read */
BOOL path_open_root(void);
enum way path_resolve(const OBJECT_ATTRIBUTES *attributes, struct path *path);
BOOL path_physical(const struct path *path, struct path *physical);
enum reach path_reach(const struct path *path);
BOOL path_is_ours(HANDLE file);
BOOL path_below(HANDLE file, struct path *below);    /* the root */
BOOL path_virtual(HANDLE file, struct path *path);   /* as the program knows it */
void path_device(const struct path *path, struct path *name); /* what the system calls files of a drive */
BOOL path_is_binary(const struct path *path);        /* of those that are never encrypted, nor written */

/* file.c: bytes that the program asked to read and write, whether or not they came about */
extern volatile LONG64 file_read, file_written;

/* copy.c: brings what the program is about to change below the root; the host's own stays as it is */
NTSTATUS copy_file(const struct path *from, const struct path *to);
NTSTATUS copy_folders(const struct path *path);
void name_of(const struct path *path, UNICODE_STRING *name, OBJECT_ATTRIBUTES *attributes);
BOOL file_attributes(const struct path *path, ULONG *attributes);

/* threads.c: the program's threads, without the one that asks; each says how many they are */
ULONG threads_count(void);
ULONG threads_pause(void);
ULONG threads_resume(void);
ULONG threads_last_code(void); /* of the thread that ended last */
void thread_set_portal(HANDLE thread);
BOOL thread_is_portal(ULONG_PTR id);
BOOL thread_is_ours(ULONG id);
BOOL thread_may_change(HANDLE thread);

/* throttle.c: waits until the task's share of the disk allows for so many bytes more */
void throttle(ULONG count);
/* For bytes that were read or written with a lock held: counts them, and the next to ask waits for them. */
void throttle_later(volatile LONG64 *total, ULONGLONG count);
/* keys.c and overlay.c */
BOOL overlay_has(HANDLE handle); /* is it that of the registry's log? */
BOOL key_readable(const struct path *name);
void key_closed(HANDLE key);
void key_copied(HANDLE from, HANDLE to);

/* guard.c: what may become of memory */
BOOL guard_find(void);
BOOL guard_start(void);
BOOL guard_is_loader(const void *caller);
BOOL guard_section(ULONG protection, ULONG attributes, HANDLE file);
BOOL guard_map(HANDLE section, HANDLE process, ULONG protection);
void guard_mapped(BYTE *base, const void *caller);
BOOL guard_unmap(HANDLE process, const BYTE *base, const void *caller);

/* dialog.c */
void dialog_made(HWND window); /* at the top, by this thread */

/* pipe.c */
BOOL pipe_is_made(const struct path *path);

/* net.c */
BOOL net_read(const char *text, size_t count, BYTE place[6]);

/* process.c */
BOOL process_is_self(HANDLE process);
BOOL process_calm(void);

/* child.c */
BOOL child_has_id(ULONG_PTR id);
extern BOOL child_is_debugger;

/* sha256.c */
struct sha256 {
  ULONG state[8];
  ULONGLONG count;
  BYTE rest[64];
};
void sha256_begin(struct sha256 *sum);
void sha256_take(struct sha256 *sum, const BYTE *bytes, ULONG count);
void sha256_end(struct sha256 *sum, BYTE result[32]);

/* boot.c */
DECLSPEC_NORETURN void boot_end(ULONG code);
extern volatile LONG boot_ending; /* this is the only thread that is left */

#include "ntdll.h"

/* ntdll's, which the headers of mingw-w64 leave out */
NTSTATUS NTAPI LdrLoadDll(PWSTR, PULONG, PUNICODE_STRING, PVOID *);
NTSTATUS NTAPI LdrGetProcedureAddress(PVOID, PANSI_STRING, ULONG, PVOID *);
NTSTATUS NTAPI LdrGetDllHandle(PWSTR, PULONG, PUNICODE_STRING, PVOID *);
NTSTATUS NTAPI LdrRegisterDllNotification(ULONG, PVOID, PVOID, PVOID *);
NTSTATUS NTAPI RtlSetEnvironmentVariable(PWSTR *, PUNICODE_STRING, PUNICODE_STRING);
NTSTATUS NTAPI RtlUTF8ToUnicodeN(PWSTR, ULONG, PULONG, PCSTR, ULONG);
NTSTATUS NTAPI RtlUnicodeToUTF8N(PSTR, ULONG, PULONG, PCWSTR, ULONG);
WCHAR NTAPI RtlUpcaseUnicodeChar(WCHAR);
NTSTATUS NTAPI NtTerminateProcess(HANDLE, NTSTATUS);
NTSTATUS NTAPI NtYieldExecution(void);
NTSTATUS NTAPI NtQueryPerformanceCounter(PLARGE_INTEGER, PLARGE_INTEGER);
NTSTATUS NTAPI NtGetNextThread(HANDLE, HANDLE, ACCESS_MASK, ULONG, ULONG, PHANDLE);
NTSTATUS NTAPI NtSuspendThread(HANDLE, PULONG);
NTSTATUS NTAPI NtResumeThread(HANDLE, PULONG);
NTSTATUS NTAPI NtAllocateVirtualMemory(HANDLE, PVOID *, ULONG_PTR, PSIZE_T, ULONG, ULONG);
NTSTATUS NTAPI NtProtectVirtualMemory(HANDLE, PVOID *, PSIZE_T, ULONG, PULONG);
NTSTATUS NTAPI NtCreateThreadEx(
    PHANDLE, ACCESS_MASK, PVOID, HANDLE, PVOID, PVOID, ULONG, SIZE_T, SIZE_T, SIZE_T, PVOID);

NTSTATUS NTAPI NtQueryAttributesFile(const OBJECT_ATTRIBUTES *, PVOID);
NTSTATUS NTAPI NtQueryFullAttributesFile(const OBJECT_ATTRIBUTES *, PVOID);
NTSTATUS NTAPI NtQueryDirectoryFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG,
    FILE_INFORMATION_CLASS, BOOLEAN, PUNICODE_STRING, BOOLEAN);
NTSTATUS NTAPI NtReadFile(
    HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER, PULONG);
NTSTATUS NTAPI NtWriteFile(
    HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER, PULONG);
NTSTATUS NTAPI NtFreeVirtualMemory(HANDLE, PVOID *, PSIZE_T, ULONG);
NTSTATUS NTAPI NtFlushBuffersFile(HANDLE, PIO_STATUS_BLOCK);
NTSTATUS NTAPI NtLockFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PLARGE_INTEGER, PLARGE_INTEGER,
    ULONG_PTR, BOOLEAN, BOOLEAN);
NTSTATUS NTAPI NtUnlockFile(HANDLE, PIO_STATUS_BLOCK, PLARGE_INTEGER, PLARGE_INTEGER, ULONG_PTR);
NTSTATUS NTAPI NtReadFileScatter(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER,
    PULONG);
NTSTATUS NTAPI NtWriteFileGather(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER,
    PULONG);
NTSTATUS NTAPI NtQueryDirectoryFileEx(
    HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS, ULONG,
        PUNICODE_STRING);
NTSTATUS NTAPI NtFlushVirtualMemory(HANDLE, PVOID *, PSIZE_T, PIO_STATUS_BLOCK);
NTSTATUS NTAPI NtQueryEvent(HANDLE, int, PVOID, ULONG, PULONG);
NTSTATUS NTAPI NtSetEvent(HANDLE, PLONG);
NTSTATUS NTAPI NtSetIoCompletion(HANDLE, ULONG_PTR, ULONG_PTR, NTSTATUS, SIZE_T);
NTSTATUS NTAPI NtQueueApcThread(HANDLE, PVOID, PVOID, PVOID, PVOID);
NTSTATUS NTAPI NtDelayExecution(BOOLEAN, const LARGE_INTEGER *);
NTSTATUS NTAPI RtlSetCurrentDirectory_U(PUNICODE_STRING);

#define SELF ((HANDLE)(LONG_PTR)-1)
#define CURRENT_THREAD ((HANDLE)(LONG_PTR)-2)

#ifndef STATUS_ACCESS_DENIED
#define STATUS_ACCESS_DENIED ((NTSTATUS)0xC0000022)
#endif
#ifndef STATUS_END_OF_FILE
#define STATUS_END_OF_FILE ((NTSTATUS)0xC0000011)
#endif
#define STATUS_DATA_ERROR ((NTSTATUS)0xC000003E)
#define STATUS_INVALID_USER_BUFFER ((NTSTATUS)0xC00000E8)
#define STATUS_INVALID_DEVICE_REQUEST ((NTSTATUS)0xC0000010)
#define STATUS_INFO_LENGTH_MISMATCH ((NTSTATUS)0xC0000004)
#define STATUS_INVALID_INFO_CLASS ((NTSTATUS)0xC0000003)
#define STATUS_MAPPED_FILE_SIZE_ZERO ((NTSTATUS)0xC000011E)
#define STATUS_OBJECT_NAME_EXISTS ((NTSTATUS)0x40000000)
#define STATUS_SECTION_TOO_BIG ((NTSTATUS)0xC0000040)
#define STATUS_TOO_MANY_OPENED_FILES ((NTSTATUS)0xC000011F)
#define STATUS_USER_MAPPED_FILE ((NTSTATUS)0xC0000243)
#define STATUS_OBJECT_NAME_COLLISION ((NTSTATUS)0xC0000035)
#define STATUS_NOT_A_DIRECTORY ((NTSTATUS)0xC0000103)
#define STATUS_OBJECT_PATH_NOT_FOUND ((NTSTATUS)0xC000003A)

/* The real exports behind the ones that are virtualised, and the shim's own. */
#define VIRTUALISE(name) extern __typeof__(name) *real_##name, vm_##name;
#define DENY(name, words)
#define REPLACE(library, name) VIRTUALISE(name)
#define REFUSE(library, name, words, answer)
#include "exports.def"
#undef VIRTUALISE
#undef DENY
#undef REPLACE
#undef REFUSE

#endif
