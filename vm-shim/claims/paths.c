#include "claim.h"

#include <winioctl.h>
#include <winternl.h>

#define HOST L"\\etc\\hostname" /* below Z:, by which Wine shows the host's whole disk */
#define ESCAPE "Z:\\tmp\\idlewild-escape"
#define INSIDE "C:\\work\\inside.txt"
#define NTDLL L"\\windows\\system32\\ntdll.dll"

/* What Win32 is asked for. */
static const struct row {
  const char *text;
  const WCHAR *path;
} outside[] = {
    {"another drive", L"Z:" HOST},
    {"another drive, unparsed", L"\\\\?\\Z:" HOST},
    {"another drive as a device", L"\\\\.\\Z:" HOST},
    {"another drive by NT's prefix", L"\\??\\Z:" HOST},
    {"another drive by slashes", L"//?/Z:/etc/hostname"},
    {"another drive by slashes as a device", L"//./Z:/etc/hostname"},
    {"Wine's own prefix", L"\\\\?\\unix" HOST},
    {"Wine's own prefix as a device", L"\\\\.\\unix" HOST},
    {"Linux' view of the process", L"Z:\\proc\\self\\environ"},
    {"Linux' view of its memory", L"\\\\?\\unix\\proc\\self\\maps"},
    {"the disk's root through Linux' view", L"\\\\?\\unix\\proc\\self\\root\\etc\\hostname"},
    {"another process through Linux' view", L"Z:\\proc\\1\\root\\etc\\hostname"},
    {"a device of Linux", L"Z:\\dev\\zero"},
    {"a share of this machine", L"\\\\localhost\\c$" NTDLL},
    {"a share by address", L"\\\\127.0.0.1\\c$" NTDLL},
    {"a share, unparsed", L"\\\\?\\UNC\\localhost\\c$" NTDLL},
    {"a share as a device", L"\\\\.\\UNC\\localhost\\c$" NTDLL},
    {"a web folder", L"\\\\localhost@80\\DavWWWRoot\\x"},
    {"the parent of all", L"..\\..\\..\\..\\..\\..\\..\\..\\etc\\hostname"},
    {"the parent behind a folder", L"C:\\work\\..\\..\\..\\..\\..\\..\\..\\etc\\hostname"},
    {"the parent, unparsed", L"\\\\?\\C:\\work\\..\\..\\..\\..\\..\\..\\..\\etc\\hostname"},
    {"the parent by slashes, unparsed", L"\\\\?\\C:\\work/../../../../../../../etc/hostname"},
    {"the parent behind a readable folder", L"\\\\?\\C:\\windows\\..\\users"},
    {"the parent behind a readable folder, by slashes", L"\\\\?\\C:\\windows/../users"},
    {"the parent with a space", L"C:\\work\\.. \\.. \\.. \\.. \\etc\\hostname"},
    {"three dots", L"C:\\work\\...\\...\\etc\\hostname"},
    {"the root's own place", L"\\\\?\\C:\\work\\.\\inside.txt"},
    {"a raw disk", L"\\\\.\\PhysicalDrive0"},
    {"a raw partition", L"\\\\.\\HarddiskVolume1"},
    {"a raw drive", L"\\\\.\\C:"},
    {"a raw drive, unparsed", L"\\\\?\\C:"},
    {"a CD", L"\\\\.\\CdRom0"},
    {"the global root", L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolume1" NTDLL},
    {"the global root's drives", L"\\\\?\\GLOBALROOT\\??\\Z:" HOST},
    {"the global root as a device", L"\\\\.\\GLOBALROOT\\DosDevices\\Z:" HOST},
    {"the global folder", L"\\\\?\\Global\\Z:" HOST},
    {"a volume by number", L"\\\\?\\Volume{00000000-0000-0000-0000-000000000043}" NTDLL},
    {"a volume of the system", L"\\\\?\\BootPartition" NTDLL},
    {"a pipe", L"\\\\.\\pipe\\idlewild"},
    {"a pipe of a share", L"\\\\localhost\\pipe\\idlewild"},
    {"a mail slot", L"\\\\.\\mailslot\\idlewild"},
    {"a serial line as a device", L"\\\\.\\COM1"},
    {"a stream", L"C:\\work\\inside.txt:hidden"},
    {"the stream of the data", L"C:\\work\\inside.txt::$DATA"},
    {"the stream of a folder", L"C:\\work:$I30:$INDEX_ALLOCATION"},
    {"a stream, unparsed", L"\\\\?\\C:\\work\\inside.txt:hidden:$DATA"},
    {"the table of files", L"C:\\$MFT"},
    {"the table of files as a device", L"\\\\.\\C:\\$MFT"},
    {"a folder of users", L"C:\\users"},
    {"a folder of users by its short name", L"C:\\USERS~1"},
    {"the programs' folder by its short name", L"C:\\PROGRA~1"},
    {"a folder whose name begins like a readable one", L"C:\\windowsX\\x"},
    {"a relative path of another drive", L"Z:etc\\hostname"},
    {"a relative path above another drive", L"D:..\\..\\..\\..\\..\\etc\\hostname"},
    {"a drive that is none", L"[:\\etc\\hostname"},
    {"a trailing dot, unparsed", L"\\\\?\\C:\\work\\inside.txt."},
    {"a trailing space, unparsed", L"\\\\?\\C:\\work\\inside.txt "},
    {"half a character", L"C:\\work\\\xD800" L"inside.txt"},
    {"a control character", L"C:\\work\\\x01inside.txt"},
    {"a line's end", L"C:\\work\\inside.txt\n"},
    {"a mask", L"C:\\work\\ins*.txt"},
    {"a question mark", L"C:\\work\\insid?.txt"},
};

/* Win32 itself says that these are there. */
static const struct row devices[] = {
    {"a serial line", L"COM1"},
    {"a serial line with an extension", L"COM1.txt"},
    {"a serial line in a folder", L"C:\\work\\COM1"},
    {"a printer", L"LPT1"},
    {"a printer by its other name", L"PRN"},
    {"a terminal", L"AUX"},
};

static const struct row inside[] = {
    {"a name", L"inside.txt"},
    {"a whole path", L"C:\\work\\inside.txt"},
    {"another case", L"c:\\WORK\\Inside.TXT"},
    {"slashes", L"C:/work/inside.txt"},
    {"two backslashes", L"C:\\work\\\\inside.txt"},
    {"this folder", L".\\.\\inside.txt"},
    {"the parent and back", L"..\\work\\inside.txt"},
    {"the parent of the drive", L"C:\\..\\..\\work\\inside.txt"},
    {"the drive's own folder", L"C:inside.txt"},
    {"the drive left out", L"\\work\\inside.txt"},
    {"an unparsed path", L"\\\\?\\C:\\work\\inside.txt"},
    {"an unparsed path in another case", L"\\\\?\\c:\\Work\\INSIDE.txt"},
    {"a device's path", L"\\\\.\\C:\\work\\inside.txt"},
    {"a trailing dot", L"C:\\work\\inside.txt."},
    {"a trailing space", L"C:\\work\\inside.txt "},
    {"trailing dots and spaces", L"C:\\work\\inside.txt. . ."},
};

static int opens(const WCHAR *path) {
  HANDLE file = CreateFileW(path, GENERIC_READ, 7, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
  return file != INVALID_HANDLE_VALUE && CloseHandle(file);
}

static int reads(HANDLE file) {
  char text[10] = {0};
  DWORD done = 0;
  if (file == INVALID_HANDLE_VALUE) return 0;
  ReadFile(file, text, sizeof text, &done, NULL);
  CloseHandle(file);
  return done == 6 && memcmp(text, "inside", 6) == 0;
}

static void win32(void) {
  char text[200];
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    snprintf(text, sizeof text, "no way out: %s", outside[i].text);
    CLAIM(text, !opens(outside[i].path) && GetFileAttributesW(outside[i].path) == INVALID_FILE_ATTRIBUTES);
  }
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
    snprintf(text, sizeof text, "no way out: %s", devices[i].text);
    CLAIM(text, !opens(devices[i].path));
  }
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
    snprintf(text, sizeof text, "a way in: %s", inside[i].text);
    CLAIM(text, reads(CreateFileW(inside[i].path, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL)));
  }
}

/* What NT is asked for, past all that Win32 does to a name; `from` is relative to the working folder. */
static const struct native {
  const char *text;
  const WCHAR *path;
  int from;
} natives[] = {
    {"another drive", L"\\??\\Z:" HOST, 0},
    {"another drive by its old folder", L"\\DosDevices\\Z:" HOST, 0},
    {"another drive by the global folder", L"\\GLOBAL??\\Z:" HOST, 0},
    {"Wine's own prefix", L"\\??\\unix" HOST, 0},
    {"a share", L"\\??\\UNC\\localhost\\c$" NTDLL, 0},
    {"a share by its provider", L"\\Device\\Mup\\localhost\\c$" NTDLL, 0},
    {"a volume", L"\\Device\\HarddiskVolume1" NTDLL, 0},
    {"a disk", L"\\Device\\Harddisk0\\DR0", 0},
    {"a link of the system", L"\\SystemRoot\\system32\\ntdll.dll", 0},
    {"a pipe", L"\\Device\\NamedPipe\\idlewild", 0},
    {"a socket", L"\\Device\\Afd\\Endpoint", 0},
    {"the parent", L"\\??\\C:\\work\\..\\..\\..\\..\\..\\..\\etc\\hostname", 0},
    {"the parent by slashes", L"\\??\\C:\\work/../../../../../../etc/hostname", 0},
    {"the parent behind a readable folder, by slashes", L"\\??\\C:\\windows/../../../../../etc/hostname", 0},
    {"two backslashes", L"\\??\\C:\\\\work\\inside.txt", 0},
    {"a drive without a backslash", L"\\??\\C:work\\inside.txt", 0},
    {"a raw drive", L"\\??\\C:", 0},
    {"the parent of a folder's handle", L"..\\..\\..\\..\\..\\..\\..\\etc\\hostname", 1},
    {"the parent of a folder's handle by slashes", L"../../../../../../../etc/hostname", 1},
    {"a whole path behind a folder's handle", L"\\??\\Z:" HOST, 1},
    {"a stream behind a folder's handle", L"inside.txt:hidden", 1},
    {"this folder behind a folder's handle", L".\\inside.txt", 1},
    {"a slash behind a folder's handle", L"./inside.txt", 1},
    {"no name at all", L"", 0},
};

static HANDLE native_open(HANDLE folder, const WCHAR *path, USHORT bytes, ULONG options) {
  UNICODE_STRING name = {bytes, bytes, (PWSTR)path};
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  HANDLE file;
  InitializeObjectAttributes(&object, &name, OBJ_CASE_INSENSITIVE, folder, NULL);
  NTSTATUS status = NtCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, &object, &done, NULL, 0, 7, FILE_OPEN,
      options | FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
  return status ? INVALID_HANDLE_VALUE : file;
}

static void nt(void) {
  char text[200];
  BY_HANDLE_FILE_INFORMATION all;
  HANDLE folder = CreateFileA("C:\\work", GENERIC_READ, 7, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
  for (size_t i = 0; i < sizeof natives / sizeof *natives; i++) {
    snprintf(text, sizeof text, "no way out past Win32: %s", natives[i].text);
    HANDLE file = native_open(
        natives[i].from ? folder : NULL, natives[i].path, (USHORT)(wcslen(natives[i].path) * 2), 0);
    CLAIM(text, file == INVALID_HANDLE_VALUE);
  }
  CLAIM("a way in: a folder's handle", reads(native_open(folder, L"inside.txt", 20, 0)));
  CLAIM("a name that ends within a character leads nowhere",
      native_open(folder, L"inside.txt", 19, 0) == INVALID_HANDLE_VALUE);
  CLAIM("nor one with a zero in it", native_open(NULL, L"\\??\\C:\\work\\inside.txt\0Z:", 50,
      0) == INVALID_HANDLE_VALUE);
  HANDLE file = CreateFileA(INSIDE, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  GetFileInformationByHandle(file, &all);
  LARGE_INTEGER id = {.LowPart = all.nFileIndexLow, .HighPart = (LONG)all.nFileIndexHigh};
  CLAIM("nor a file's number",
      native_open(folder, (const WCHAR *)&id, 8, FILE_OPEN_BY_FILE_ID) == INVALID_HANDLE_VALUE);
  CloseHandle(file);
  CloseHandle(folder);
}

static void moves(void) {
  char junction[16] = {0};
  DWORD done;
  CLAIM("a file is not moved out", !MoveFileA(INSIDE, ESCAPE) && claim_exists(INSIDE));
  CLAIM("nor copied out", !CopyFileA(INSIDE, ESCAPE, FALSE));
  CLAIM("nor copied in", !CopyFileW(L"Z:" HOST, L"C:\\work\\taken", FALSE) && !claim_exists("C:\\work\\taken"));
  CLAIM("nor moved in", !MoveFileW(L"Z:" HOST, L"C:\\work\\taken"));
  CLAIM("nor put in another's place", !ReplaceFileA(ESCAPE, INSIDE, NULL, 0, NULL, NULL));
  CLAIM("no file is made outside", !claim_write(ESCAPE, "out"));
  CLAIM("no folder is", !CreateDirectoryA(ESCAPE, NULL));
  CLAIM("nothing outside is deleted", !DeleteFileW(L"\\\\?\\unix\\tmp\\idlewild-escape") &&
      !RemoveDirectoryA("Z:\\tmp"));
  CLAIM("nor changed", !SetFileAttributesW(L"Z:" HOST, FILE_ATTRIBUTE_READONLY));
  CLAIM("no link leads out", !CreateHardLinkA("C:\\work\\link", "Z:\\etc\\hostname", NULL));
  CLAIM("nor to the host's own", !CreateHardLinkA("C:\\work\\link", "C:\\windows\\system32\\ntdll.dll", NULL));
  CLAIM("nor from outside in", !CreateHardLinkA(ESCAPE, INSIDE, NULL));
  CreateSymbolicLinkA("C:\\work\\link", "Z:\\", SYMBOLIC_LINK_FLAG_DIRECTORY); /* Wine says yes and does nothing */
  CLAIM("no symbolic link is made", !claim_exists("C:\\work\\link"));
  CreateDirectoryA("C:\\work\\junction", NULL);
  HANDLE folder = CreateFileA("C:\\work\\junction", GENERIC_WRITE, 7, NULL, OPEN_EXISTING,
      FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
  CLAIM("no junction is", !DeviceIoControl(folder, FSCTL_SET_REPARSE_POINT, junction, 16, NULL, 0, &done, NULL));
  CloseHandle(folder);
  CLAIM("the working folder stays inside", !SetCurrentDirectoryA("Z:\\") && !SetCurrentDirectoryA("C:\\users"));
  HANDLE file = CreateFileA(INSIDE, GENERIC_WRITE | DELETE, 7, NULL, OPEN_EXISTING, 0, NULL);
  IO_STATUS_BLOCK status;
  struct {
    ULONG length;
    WCHAR text[4];
  } name = {8, L"NAME"};
  CLAIM("no short name is set past the paths", NtSetInformationFile(file, &status, &name, sizeof name, 40) < 0);
  CloseHandle(file);
}

static void host(void) {
  const char *name = "C:\\windows\\system32\\setx.exe";
  DeleteFileA(name);
  CLAIM("the host's file outlives being deleted", claim_exists(name));
  MoveFileA(name, "C:\\work\\moved.exe");
  CLAIM("and being moved", claim_exists(name));
  CLAIM("a readable folder is not renamed away",
      (MoveFileA("C:\\windows\\system32", "C:\\work\\system"), claim_exists("C:\\windows\\system32\\ntdll.dll")));
}

static int lists(const WCHAR *mask) {
  WIN32_FIND_DATAW found;
  HANDLE search = FindFirstFileW(mask, &found);
  int count = 0;
  if (search == INVALID_HANDLE_VALUE) return 0;
  do count++;
  while (FindNextFileW(search, &found));
  FindClose(search);
  return count;
}

static void names(void) {
  WCHAR text[MAX_PATH];
  char name[sizeof(FILE_NAME_INFO) + 200];
  HANDLE file = CreateFileA(INSIDE, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  GetFinalPathNameByHandleW(file, text, MAX_PATH, 0);
  CLAIM("a handle's whole name is the program's", !_wcsicmp(text, L"\\\\?\\C:\\work\\inside.txt"));
  memset(name, 0, sizeof name);
  FILE_NAME_INFO *info = (FILE_NAME_INFO *)name;
  CLAIM("so is the name that it has without the drive",
      GetFileInformationByHandleEx(file, FileNameInfo, name, sizeof name) && info->FileNameLength == 32 &&
          !_wcsicmp(info->FileName, L"\\work\\inside.txt"));
  CloseHandle(file);
  GetFullPathNameW(L"..\\..\\..\\x", MAX_PATH, text, NULL);
  CLAIM("above the drive is the drive", !_wcsicmp(text, L"C:\\x"));
  CLAIM("a mask finds a file", lists(L"C:\\work\\ins*.t?t") == 1);
  CLAIM("another does not", lists(L"C:\\work\\ins*.bin") == 0);
  CLAIM("the drive shows what may be seen", lists(L"C:\\*") == 4); /* app, temp, windows, work */
  CLAIM("other drives show nothing", lists(L"Z:\\*") == 0 && lists(L"\\\\?\\unix\\*") == 0 && lists(L"D:\\*") == 0);
  CLAIM("nor do shares", lists(L"\\\\localhost\\c$\\*") == 0);
  CLAIM("nor the parent", lists(L"C:\\work\\..\\*") == 4 && lists(L"\\\\?\\C:\\work\\..\\*") == 0);
}

static void longs(void) {
  WCHAR path[2000] = L"\\\\?\\C:\\work";
  for (int i = 0; i < 40; i++) wcscat(path, L"\\a folder of the longest path of all");
  CLAIM("a path longer than the shim's leads nowhere", !CreateDirectoryW(path, NULL) && !opens(path));
  path[9] = 0;
  wcscpy(path, L"\\\\?\\C:\\work");
  BOOL made = TRUE;
  while (wcslen(path) < 280 && made) made = (wcscat(path, L"\\a folder of a long path"), CreateDirectoryW(path, NULL));
  CLAIM("one longer than Win32's is made", made && wcslen(path) > MAX_PATH && opens(path));
}

static void null(void) {
  DWORD done;
  HANDLE file = CreateFileA("NUL", GENERIC_READ | GENERIC_WRITE, 7, NULL, OPEN_EXISTING, 0, NULL);
  CLAIM("the null device takes everything", WriteFile(file, "x", 1, &done, NULL) && done == 1);
  CLAIM("and gives nothing", ReadFile(file, &done, 1, &done, NULL) && done == 0);
  CloseHandle(file);
  CLAIM("it is no file", claim_write("C:\\work\\NUL", "x") && lists(L"C:\\work\\NUL?") == 0);
}

int main(void) {
  claim_write(INSIDE, "inside");
  win32();
  nt();
  moves();
  names();
  longs();
  null();
  host();
  return 0;
}
