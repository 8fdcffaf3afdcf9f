// policy: registry.read HKCU\Environment
// case: operations
// case: merged
// case: again
#include "claim.h"
#include <winternl.h>

#define INTERNATIONAL "Control Panel\\International"
#define OWN "Software\\Own\\Program"
#define BOTH KEY_READ | KEY_WRITE

static HKEY opened(HKEY top, const char *name) {
  HKEY key = NULL;
  return RegOpenKeyExA(top, name, 0, KEY_READ, &key) ? NULL : key;
}

static int is_there(HKEY top, const char *name) {
  HKEY key = opened(top, name);
  if (key) RegCloseKey(key);
  return key != NULL;
}

static LONG created(HKEY top, const char *name, HKEY *key) {
  return RegCreateKeyExA(top, name, 0, NULL, 0, BOTH, NULL, key, NULL);
}

static int makes(HKEY top, const char *name) {
  HKEY key;
  LONG error = created(top, name, &key);
  if (!error) RegCloseKey(key);
  return !error;
}

static int sets(HKEY top, const char *name, const char *value, const char *text) {
  HKEY key;
  if (created(top, name, &key)) return 0;
  LONG error = RegSetValueExA(key, value, 0, REG_SZ, (const BYTE *)text, (DWORD)strlen(text) + 1);
  RegCloseKey(key);
  return !error;
}

static LONG reads(HKEY top, const char *name, const char *value, char text[100]) {
  DWORD size = 100;
  return RegGetValueA(top, name, value, RRF_RT_ANY, NULL, text, &size);
}

static int has(HKEY top, const char *name, const char *value, const char *text) {
  char read[100];
  return !reads(top, name, value, read) && !strcmp(read, text);
}

static int removes(HKEY top, const char *name, const char *value) {
  HKEY key;
  if (RegOpenKeyExA(top, name, 0, BOTH, &key)) return 0;
  LONG error = RegDeleteValueA(key, value);
  RegCloseKey(key);
  return !error;
}

typedef LONG WINAPI lists(HKEY, DWORD, char *, DWORD *, void *, void *, void *, void *);

/* How many names there are, or how many that are like the one that is looked for. */
static int listed(HKEY top, const char *name, const char *looked, lists *next) {
  char each[300];
  int found = 0;
  DWORD size = sizeof each;
  HKEY key = opened(top, name);
  for (DWORD i = 0; key && !next(key, i, each, &size, NULL, NULL, NULL, NULL); i++, size = sizeof each)
    found += !looked || !_stricmp(each, looked);
  if (key) RegCloseKey(key);
  return found;
}

static int children(HKEY top, const char *name, const char *looked) {
  return listed(top, name, looked, (lists *)(void *)RegEnumKeyExA);
}

static int values(HKEY top, const char *name, const char *looked) {
  return listed(top, name, looked, (lists *)(void *)RegEnumValueA);
}

struct counts {
  DWORD keys, longest_key, values, longest_value, largest;
};

static struct counts counted(HKEY top, const char *name) {
  struct counts counts = {0};
  HKEY key = opened(top, name);
  RegQueryInfoKeyA(key, NULL, NULL, NULL, &counts.keys, &counts.longest_key, NULL, &counts.values,
      &counts.longest_value, &counts.largest, NULL, NULL);
  if (key) RegCloseKey(key);
  return counts;
}

static void operations(void) {
  char text[100];
  static char large[200000], back[200000];
  HKEY key, other;
  DWORD size = sizeof large, number = 7, type, disposition;
  CLAIM("a key that programs need is read", !reads(HKEY_CURRENT_USER, INTERNATIONAL, "Locale", text));
  CLAIM("a key that the policy names is read", is_there(HKEY_CURRENT_USER, "Environment"));
  CLAIM("a key that it does not name is not there", !is_there(HKEY_CURRENT_USER, "Volatile Environment"));
  CLAIM("nor is the list of who uses the machine",
      !is_there(HKEY_LOCAL_MACHINE, "Software\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList"));
  CLAIM("nor are the network's settings",
      !is_there(HKEY_LOCAL_MACHINE, "System\\CurrentControlSet\\Services\\Tcpip\\Parameters"));
  CLAIM("nor by the settings' other name",
      !is_there(HKEY_LOCAL_MACHINE, "System\\ControlSet001\\Services\\Tcpip\\Parameters"));
  CLAIM("nor by a name with two backslashes", !is_there(HKEY_CURRENT_USER, "Control Panel\\\\Mouse"));
  CLAIM("what lies on the way to a readable key is there", is_there(HKEY_CURRENT_USER, "Control Panel"));
  CLAIM("its other keys are not listed", !children(HKEY_CURRENT_USER, "Control Panel", "Mouse"));
  CLAIM("the readable one is", children(HKEY_CURRENT_USER, "Control Panel", "International") == 1);
  CLAIM("a key is made", makes(HKEY_CURRENT_USER, OWN));
  CLAIM("and found", is_there(HKEY_CURRENT_USER, OWN));
  CLAIM("in whatever case", is_there(HKEY_CURRENT_USER, "SOFTWARE\\own\\PROGRAM"));
  CLAIM("and listed once", children(HKEY_CURRENT_USER, "Software\\Own", "Program") == 1);
  CLAIM("one of the machine is made too", makes(HKEY_LOCAL_MACHINE, "Software\\Own"));
  created(HKEY_CURRENT_USER, OWN, &key);
  CLAIM("a text is set and read",
      sets(HKEY_CURRENT_USER, OWN, "text", "one") && has(HKEY_CURRENT_USER, OWN, "text", "one"));
  CLAIM("and set anew", sets(HKEY_CURRENT_USER, OWN, "TEXT", "two") && has(HKEY_CURRENT_USER, OWN, "text", "two"));
  CLAIM("a number is set", !RegSetValueExA(key, "number", 0, REG_DWORD, (BYTE *)&number, 4));
  size = 4, number = 0;
  CLAIM("and read with its type",
      !RegQueryValueExA(key, "number", NULL, &type, (BYTE *)&number, &size) && type == REG_DWORD && number == 7);
  CLAIM("a value without a name is set and read",
      sets(HKEY_CURRENT_USER, OWN, NULL, "plain") && has(HKEY_CURRENT_USER, OWN, NULL, "plain"));
  CLAIM("an empty value is set", !RegSetValueExA(key, "empty", 0, REG_BINARY, NULL, 0));
  memset(large, 'x', sizeof large);
  CLAIM("a large value is set", !RegSetValueExA(key, "large", 0, REG_BINARY, (BYTE *)large, sizeof large));
  size = 10;
  CLAIM("a buffer too small for it is told its size",
      RegQueryValueExA(key, "large", NULL, NULL, (BYTE *)back, &size) == ERROR_MORE_DATA && size == sizeof large);
  CLAIM("and one that is not gets it", !RegQueryValueExA(key, "large", NULL, NULL, (BYTE *)back, &size) &&
                                           !memcmp(large, back, sizeof large));
  struct counts counts = counted(HKEY_CURRENT_USER, OWN);
  CLAIM("its values are counted", counts.values == 5 && counts.largest == sizeof large && counts.longest_value == 6);
  CLAIM("and listed", values(HKEY_CURRENT_USER, OWN, NULL) == 5);
  CLAIM("a value is deleted", removes(HKEY_CURRENT_USER, OWN, "text") && reads(HKEY_CURRENT_USER, OWN, "text", text));
  CLAIM("a second time it is not there", !removes(HKEY_CURRENT_USER, OWN, "text"));
  CLAIM("a copy of a key's handle leads to the key",
      DuplicateHandle(GetCurrentProcess(), key, GetCurrentProcess(), (HANDLE *)&other, 0, FALSE,
          DUPLICATE_SAME_ACCESS) &&
          !RegQueryValueExA(other, "number", NULL, NULL, (BYTE *)&number, (size = 4, &size)));
  CLAIM("a key below a handle is made", makes(key, "below"));
  CLAIM("a key with one below it is not deleted", RegDeleteKeyA(HKEY_CURRENT_USER, OWN) != 0);
  CLAIM("one without is",
      !RegDeleteKeyA(HKEY_CURRENT_USER, OWN "\\below") && !is_there(HKEY_CURRENT_USER, OWN "\\below"));
  CLAIM("a tree is deleted",
      makes(HKEY_CURRENT_USER, "Software\\Tree\\a\\b") && makes(HKEY_CURRENT_USER, "Software\\Tree\\c") &&
          !RegDeleteTreeA(HKEY_CURRENT_USER, "Software\\Tree") && !is_there(HKEY_CURRENT_USER, "Software\\Tree"));
  CLAIM("a key that was deleted and is made again is empty",
      makes(HKEY_CURRENT_USER, OWN "\\x") && sets(HKEY_CURRENT_USER, OWN "\\x", "old", "1") &&
          !RegDeleteKeyA(HKEY_CURRENT_USER, OWN "\\x") && makes(HKEY_CURRENT_USER, OWN "\\x") &&
          values(HKEY_CURRENT_USER, OWN "\\x", NULL) == 0);
  CLAIM("a key that is there is said to be there",
      !RegCreateKeyExA(HKEY_CURRENT_USER, OWN, 0, NULL, 0, BOTH, NULL, &other, &disposition) &&
          disposition == REG_OPENED_EXISTING_KEY);
  CLAIM("a link is not made", RegCreateKeyExA(HKEY_CURRENT_USER, "Software\\Link", 0, NULL, REG_OPTION_CREATE_LINK,
                                  KEY_CREATE_LINK | KEY_SET_VALUE, NULL, &other, NULL));
  CLAIM("a hive is not saved", RegSaveKeyA(HKEY_CURRENT_USER, "C:\\work\\hive", NULL));
  CLAIM("nor loaded", RegLoadKeyA(HKEY_LOCAL_MACHINE, "hive", "C:\\work\\hive"));
  CLAIM("another machine's is not reached", RegConnectRegistryA("\\\\127.0.0.1", HKEY_LOCAL_MACHINE, &other));
  RegCloseKey(key);
}

static void merged(void) {
  char text[100], was[100];
  struct counts before = counted(HKEY_CURRENT_USER, INTERNATIONAL), after;
  CLAIM("the host's value is read", !reads(HKEY_CURRENT_USER, INTERNATIONAL, "sDecimal", was));
  CLAIM("and changed for the program", sets(HKEY_CURRENT_USER, INTERNATIONAL, "sDecimal", "!"));
  CLAIM("which reads what it wrote", has(HKEY_CURRENT_USER, INTERNATIONAL, "sDecimal", "!"));
  CLAIM("the host's other values are still there", !reads(HKEY_CURRENT_USER, INTERNATIONAL, "Locale", text));
  CLAIM("a changed value is listed once", values(HKEY_CURRENT_USER, INTERNATIONAL, "sDecimal") == 1);
  CLAIM("and counted once", counted(HKEY_CURRENT_USER, INTERNATIONAL).values == before.values);
  CLAIM("a new one is listed among the host's", sets(HKEY_CURRENT_USER, INTERNATIONAL, "added", "1") &&
                                                    values(HKEY_CURRENT_USER, INTERNATIONAL, "added") == 1);
  after = counted(HKEY_CURRENT_USER, INTERNATIONAL);
  CLAIM("and counted among them", after.values == before.values + 1 &&
                                      values(HKEY_CURRENT_USER, INTERNATIONAL, NULL) == (int)after.values);
  CLAIM("the host's value is deleted for the program", removes(HKEY_CURRENT_USER, INTERNATIONAL, "sTime") &&
                                                           reads(HKEY_CURRENT_USER, INTERNATIONAL, "sTime", text));
  CLAIM("and no longer listed", !values(HKEY_CURRENT_USER, INTERNATIONAL, "sTime"));
  CLAIM("nor counted", counted(HKEY_CURRENT_USER, INTERNATIONAL).values == before.values);
  CLAIM("a new key is listed among the host's", makes(HKEY_CURRENT_USER, INTERNATIONAL "\\new") &&
                                                    children(HKEY_CURRENT_USER, INTERNATIONAL, "new") == 1);
  after = counted(HKEY_CURRENT_USER, INTERNATIONAL);
  CLAIM("and counted among them", after.keys == before.keys + 1 &&
                                      children(HKEY_CURRENT_USER, INTERNATIONAL, NULL) == (int)after.keys);
  CLAIM("the host's key is deleted for the program",
      !RegDeleteKeyA(HKEY_CURRENT_USER, INTERNATIONAL "\\Geo") && !is_there(HKEY_CURRENT_USER, INTERNATIONAL "\\Geo"));
  CLAIM("and no longer listed", !children(HKEY_CURRENT_USER, INTERNATIONAL, "Geo"));
  CLAIM("nor counted", counted(HKEY_CURRENT_USER, INTERNATIONAL).keys == before.keys);
  CLAIM("made again, it has nothing of the host's", makes(HKEY_CURRENT_USER, INTERNATIONAL "\\Geo") &&
                                                        !values(HKEY_CURRENT_USER, INTERNATIONAL "\\Geo", NULL));
}

/* What the host has is as it was, though the run before changed it: every run has a root of its own. */
static void again(void) {
  char text[100];
  CLAIM("no value of another run is seen", !has(HKEY_CURRENT_USER, INTERNATIONAL, "sDecimal", "!"));
  CLAIM("what it deleted is there", !reads(HKEY_CURRENT_USER, INTERNATIONAL, "sTime", text));
  CLAIM("the key too", is_there(HKEY_CURRENT_USER, INTERNATIONAL "\\Geo"));
  CLAIM("and what it made is not", !is_there(HKEY_CURRENT_USER, OWN));
}

int main(int count, char **words) {
  if (claim_case(count, words, "operations")) operations();
  if (claim_case(count, words, "merged")) merged();
  if (claim_case(count, words, "again")) again();
  return 0;
}
