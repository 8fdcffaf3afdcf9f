#include "evm.h"

/*
 * A program starts another only when the policy names that one with its sum and the controller agrees: the answer
 * carries the token by which the child reports, and without which its own shim would end it.
 */
#define IMAGE_NAME 0x20005
#define PARENT 0x60000
#define DEBUG_PORT 0x60001
#define BREAK_AWAY 1
#define CHILDREN 64
#define PIECE 0x10000
#define VARIABLE L"IDLEWILD_EVM="
#define VARIABLE_UNITS 100

struct attribute {
  ULONG_PTR kind;
  SIZE_T size;
  PVOID value;
  PSIZE_T returned;
};

struct attributes {
  SIZE_T size;
  struct attribute each[];
};

static HANDLE children[CHILDREN];
static LONG starting;
BOOL child_is_debugger; /* after a crash, Wine asks for one whatever the error mode says */

static NTSTATUS refuse(const WCHAR *text, USHORT units) {
  if (!child_is_debugger) portal_refused("NtCreateUserProcess", text, units);
  return STATUS_ACCESS_DENIED;
}

/* Those that still run; the handles of the others are given up. */
static ULONG running(void) {
  LARGE_INTEGER now = {0};
  ULONG count = 0;
  for (int i = 0; i < CHILDREN; i++) {
    if (!children[i]) continue;
    if (NtWaitForSingleObject(children[i], FALSE, &now) == STATUS_TIMEOUT) count++;
    else real_NtClose(children[i]), children[i] = NULL;
  }
  return count;
}

static void remember(HANDLE child) {
  for (int i = 0; i < CHILDREN; i++)
    if (!children[i] && !real_NtDuplicateObject(SELF, child, SELF, &children[i],
                            SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, 0, 0))
      return;
}

static ULONG_PTR id_of(HANDLE process) {
  PROCESS_BASIC_INFORMATION basic = {0};
  NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL);
  return basic.UniqueProcessId;
}

BOOL child_has_id(ULONG_PTR id) {
  LARGE_INTEGER now = {0};
  for (int i = 0; i < CHILDREN; i++)
    if (children[i] && id_of(children[i]) == id)
      return NtWaitForSingleObject(children[i], FALSE, &now) == STATUS_TIMEOUT;
  return FALSE;
}

static const UNICODE_STRING *image_of(const struct attributes *attributes, struct attribute **place) {
  static UNICODE_STRING name;
  ULONG count = (ULONG)((attributes->size - sizeof *attributes) / sizeof(struct attribute));
  *place = NULL;
  for (ULONG i = 0; i < count; i++) {
    struct attribute *each = (struct attribute *)&attributes->each[i];
    if (each->kind == DEBUG_PORT || (each->kind == PARENT && !process_is_self(each->value))) return NULL;
    if (each->kind == IMAGE_NAME) *place = each;
  }
  if (!*place) return NULL;
  name = (UNICODE_STRING){(USHORT)(*place)->size, (USHORT)(*place)->size, (*place)->value};
  return &name;
}

static BOOL sum_of(const struct path *file, BYTE sum[32]) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  struct sha256 state;
  HANDLE handle;
  PVOID piece = NULL;
  SIZE_T size = PIECE;
  name_of(file, &name, &object);
  if (real_NtOpenFile(&handle, FILE_READ_DATA | SYNCHRONIZE, &object, &done, FILE_SHARE_READ,
          FILE_NON_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT))
    return FALSE;
  sha256_begin(&state);
  NTSTATUS status = real_NtAllocateVirtualMemory(SELF, &piece, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  while (!status && !(status = real_NtReadFile(handle, NULL, NULL, NULL, &done, piece, PIECE, NULL, NULL)))
    sha256_take(&state, piece, (ULONG)done.Information);
  sha256_end(&state, sum);
  size = 0;
  if (piece) real_NtFreeVirtualMemory(SELF, &piece, &size, MEM_RELEASE);
  real_NtClose(handle);
  return status == (NTSTATUS)0xC0000011; /* read to its end */
}

static BOOL is_listed(const struct path *path, const struct path *physical) {
  BYTE sum[32];
  for (ULONG i = 0; i < policy.binaries; i++) {
    const struct path *name = &policy.binary[i];
    if (name->length != path->length || !text_same(name->text, path->text, path->length)) continue;
    return sum_of(physical, sum) && memcmp(sum, policy.sum[i], sizeof sum) == 0;
  }
  return FALSE;
}

/* The program's own environment for the child, without what has the token's name, and with the token. */
static WCHAR *environment_make(
    const WCHAR *own, const BYTE token[32], const UNICODE_STRING *folder, SIZE_T *bytes) {
  SIZE_T units = 0, at = 0, size;
  PVOID made = NULL;
  USHORT skipped = text_length(VARIABLE);
  for (const WCHAR *each = own; *each; each += text_length(each) + 1) units += text_length(each) + 1;
  *bytes = size = (units + VARIABLE_UNITS + 1) * sizeof(WCHAR) + folder->Length;
  if (real_NtAllocateVirtualMemory(SELF, &made, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) return NULL;
  WCHAR *to = made;
  for (const WCHAR *each = own; *each; each += text_length(each) + 1) {
    if (text_length(each) >= skipped && text_same(each, VARIABLE, skipped)) continue;
    memcpy(to + at, each, (text_length(each) + 1) * sizeof(WCHAR));
    at += text_length(each) + 1;
  }
  portal_variable(to + at, token, folder);
  return to;
}

static void environment_free(WCHAR *environment, SIZE_T bytes) {
  PVOID made = environment;
  SIZE_T size = 0;
  SecureZeroMemory(environment, bytes);
  real_NtFreeVirtualMemory(SELF, &made, &size, MEM_RELEASE);
}

struct start {
  PHANDLE process, thread;
  ACCESS_MASK processAccess, threadAccess;
  POBJECT_ATTRIBUTES processObject, threadObject;
  ULONG processFlags, threadFlags;
  PRTL_USER_PROCESS_PARAMETERS parameters;
  PVOID info;
  struct attributes *attributes;
};

static UNICODE_STRING *folder_of(const struct start *asked) {
  return (UNICODE_STRING *)((BYTE *)asked->parameters + PARAMETERS_FOLDER);
}

/* The system would open it by the host's names; the child's shim goes there before the child does. */
static OWN_FRAME BOOL is_folder(const UNICODE_STRING *folder) {
  FILE_BASIC_INFORMATION basic;
  struct path path = {.length = 0};
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  if (!path_append(&path, L"\\??\\", 4) || !path_append(&path, folder->Buffer, folder->Length / sizeof(WCHAR)))
    return FALSE;
  name_of(&path, &name, &object);
  return !vm_NtQueryAttributesFile(&object, &basic) && (basic.FileAttributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* With names that lead below the root, and an environment of the child's own, for as long as the call takes. */
static NTSTATUS start(const struct start *asked, struct attribute *image, const struct path *physical, WCHAR *own,
    SIZE_T bytes) {
  BYTE *parameters = (BYTE *)asked->parameters;
  WCHAR **environment = (WCHAR **)(parameters + PARAMETERS_ENVIRONMENT), *was = *environment;
  SIZE_T *size = (SIZE_T *)(parameters + PARAMETERS_ENVIRONMENT_SIZE), sizeWas = *size;
  struct attribute imageWas = *image;
  UNICODE_STRING nameWas = asked->parameters->ImagePathName, *folder = folder_of(asked), folderWas = *folder;
  UNICODE_STRING name = {.Buffer = (PWSTR)physical->text + 4};
  name.Length = name.MaximumLength = (USHORT)((physical->length - 4) * sizeof(WCHAR));
  image->value = (PVOID)physical->text;
  image->size = physical->length * sizeof(WCHAR);
  asked->parameters->ImagePathName = name;
  folder->Buffer = policy.root.text + 4;
  folder->Length = folder->MaximumLength = (USHORT)((policy.root.length - 4) * sizeof(WCHAR));
  *environment = own;
  *size = bytes;
  NTSTATUS status = real_NtCreateUserProcess(asked->process, asked->thread, asked->processAccess, asked->threadAccess,
      asked->processObject, asked->threadObject, asked->processFlags & ~BREAK_AWAY, asked->threadFlags,
      asked->parameters, asked->info, asked->attributes);
  *size = sizeWas;
  *environment = was;
  *folder = folderWas;
  asked->parameters->ImagePathName = nameWas;
  *image = imageWas;
  return status;
}

static NTSTATUS child_start(const struct start *asked) {
  struct attribute *place;
  struct path path, physical;
  OBJECT_ATTRIBUTES object;
  BYTE token[32];
  SIZE_T bytes;
  const UNICODE_STRING *image = image_of(asked->attributes, &place);
  if (!image || !asked->parameters) return refuse(L"", 0);
  const UNICODE_STRING *line = &asked->parameters->CommandLine;
  InitializeObjectAttributes(&object, (UNICODE_STRING *)image, OBJ_CASE_INSENSITIVE, NULL, NULL);
  if (path_resolve(&object, &path) != WAY_FILE || !path_physical(&path, &physical) || !is_listed(&path, &physical))
    return refuse(image->Buffer, image->Length / sizeof(WCHAR));
  if (!is_folder(folder_of(asked))) return STATUS_NOT_A_DIRECTORY;
  if (running() + 1 >= policy.processes) return refuse(L"too many processes", 18);
  if (!portal_ask(path.text + 4, path.length - 4, line->Buffer, line->Length / sizeof(WCHAR), token))
    return refuse(image->Buffer, image->Length / sizeof(WCHAR));
  WCHAR *own = environment_make(*(WCHAR **)((BYTE *)asked->parameters + PARAMETERS_ENVIRONMENT), token, folder_of(asked), &bytes);
  SecureZeroMemory(token, sizeof token);
  if (!own) return STATUS_QUOTA_EXCEEDED;
  NTSTATUS status = start(asked, place, &physical, own, bytes);
  environment_free(own, bytes);
  if (!status) remember(*asked->process);
  return status;
}

NTSTATUS NTAPI vm_NtCreateUserProcess(PHANDLE process, PHANDLE thread, ACCESS_MASK processAccess,
    ACCESS_MASK threadAccess, POBJECT_ATTRIBUTES processObject, POBJECT_ATTRIBUTES threadObject, ULONG processFlags,
    ULONG threadFlags, PRTL_USER_PROCESS_PARAMETERS parameters, PVOID info, PVOID attributes) {
  struct start asked = {process, thread, processAccess, threadAccess, processObject, threadObject, processFlags,
      threadFlags, parameters, info, attributes};
  while (InterlockedExchange(&starting, 1)) NtYieldExecution();
  NTSTATUS status = child_start(&asked);
  InterlockedExchange(&starting, 0);
  return status;
}
