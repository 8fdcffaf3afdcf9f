/*
 * The registry that the program sees: the host's, of which it may read a part, and over it what the program itself
 * has made, changed and deleted. The host's is never written to.
 */
#ifndef EVM_REGISTRY_H
#define EVM_REGISTRY_H

#include "evm.h"

/* keys.c: names, always in the one canonical form */
BOOL keys_start(void);
BOOL key_asked(const OBJECT_ATTRIBUTES *asked, struct path *path); /* FALSE for a name that is none of a key */
BOOL key_of(HANDLE key, struct path *path);
enum reach key_reach(const struct path *path);
BOOL key_is_made(HANDLE key); /* a handle to what the host does not have */
NTSTATUS key_make(const struct path *path, HANDLE *key);

/* overlay.c: what the program made of the registry; to be held while any of it is looked at */
struct value {
  struct value *next;
  BOOL gone;
  ULONG type, size;
  BYTE *data;
  USHORT units;
  WCHAR name[];
};

struct key {
  struct key *next, *children;
  struct value *values;
  BOOL made; /* by the program */
  BOOL gone; /* what the host has of this name is not seen */
  USHORT units;
  WCHAR name[];
};

BOOL overlay_start(void);
void overlay_hold(void); /* after taking in what other processes of the task did meanwhile */
void overlay_release(void);
struct key *overlay_find(const struct path *path, BOOL *gone);
struct key *overlay_child(const struct key *key, const WCHAR *name, USHORT units);
struct value *overlay_value(const struct key *key, const WCHAR *name, USHORT units);

enum change { KEY_MAKE = 'K', KEY_DELETE = 'k', VALUE_SET = 'V', VALUE_DELETE = 'v' };
struct entry {
  const WCHAR *name;
  USHORT units;
  ULONG type, size;
  const void *data;
};
NTSTATUS overlay_change(enum change change, const struct path *path, const struct entry *value);

#endif
