// input: C:\work\in.txt given
#include "claim.h"

static int listed(const char *mask, const char *name) {
  WIN32_FIND_DATAA entry;
  int found = 0;
  HANDLE search = FindFirstFileA(mask, &entry);
  if (search == INVALID_HANDLE_VALUE) return 0;
  do found += _stricmp(entry.cFileName, name) == 0;
  while (FindNextFileA(search, &entry));
  FindClose(search);
  return found;
}

static void work(void) {
  char folder[MAX_PATH];
  CLAIM("the program begins in its working folder",
      GetCurrentDirectoryA(MAX_PATH, folder) && !_stricmp(folder, "C:\\work"));
  CLAIM("an input is read", claim_holds("in.txt", "given"));
  CLAIM("a file is written and read back", claim_write("out.txt", "mine") && claim_holds("C:\\work\\OUT.txt", "mine"));
  CLAIM("a folder is made on the drive", CreateDirectoryA("C:\\foo", NULL));
  CLAIM("a file in it is written", claim_write("C:\\foo\\out.txt", "foo") && claim_holds("C:\\foo\\out.txt", "foo"));
  CLAIM("a file is renamed into another folder", MoveFileA("out.txt", "C:\\foo\\moved.txt"));
  CLAIM("and is found there", claim_holds("C:\\foo\\moved.txt", "mine"));
  CLAIM("and no longer where it was", !claim_exists("out.txt"));
  CLAIM("a file is deleted", DeleteFileA("C:\\foo\\moved.txt") && !claim_exists("C:\\foo\\moved.txt"));
  CLAIM("a folder that is not empty is not removed", !RemoveDirectoryA("C:\\foo"));
  CLAIM("an empty one is", DeleteFileA("C:\\foo\\out.txt") && RemoveDirectoryA("C:\\foo"));
}

/* The runner looks whether the host's own has changed. */
static void host(void) {
  CLAIM("a readable folder is listed", listed("C:\\windows\\*", "system32") == 1);
  CLAIM("a readable file is read", claim_exists("C:\\windows\\system32\\ntdll.dll"));
  CLAIM("a new file beside the host's is written", claim_write("C:\\windows\\evm.ini", "new"));
  CLAIM("and is read back", claim_holds("C:\\windows\\evm.ini", "new"));
  CLAIM("it is listed once among the host's", listed("C:\\windows\\*", "evm.ini") == 1);
  CLAIM("so are the host's own", listed("C:\\windows\\*", "system32") == 1);
  CLAIM("a mask finds it", listed("C:\\windows\\ev*.ini", "evm.ini") == 1);
  CLAIM("what the policy does not name is not there", !claim_exists("C:\\users"));
  CLAIM("nor listed", listed("C:\\*", "users") == 0 && listed("C:\\*", "windows") == 1);
}

int main(void) {
  work();
  host();
  return 0;
}
