#include "evm.h"

/*
 * Sockets are files of one device, so what they do goes through one export of ntdll. With no `net` line none is
 * opened (path.c); with some, a socket of TCP over IPv4 connects to these and does nothing else. Wine has numbers of
 * its own for what a socket is told to do; both are known here, and what is neither is refused.
 */
#define WINE_CODES 0x12   /* code >> 16: of Wine's own device */
#define WINE_COMMON 0x01  /* code >> 16: those that Wine has in common with others' drivers */
#define WINDOWS_CODES 0x12 /* code >> 12 */
#define CONSOLE 0x50
#define FILES 0x09

#define INVALID_HANDLE ((NTSTATUS)0xC0000008)

static BOOL is_allowed(const BYTE *address, ULONG length) {
  USHORT family;
  if (length < 8) return FALSE;
  memcpy(&family, address, 2);
  for (ULONG i = 0; family == AF_INET && i < policy.nets; i++)
    if (memcmp(address + 2, policy.net[i], 6) == 0) return TRUE;
  return FALSE;
}

static BOOL is_any(const BYTE *address, ULONG length) {
  static const BYTE any[8] = {AF_INET};
  return length >= 8 && memcmp(address, any, 8) == 0;
}

/* The address a socket is to connect to lies at an offset of its own. */
static BOOL connects(const BYTE *in, ULONG length, ULONG offset) {
  return length > offset && is_allowed(in + offset, length - offset);
}

static BOOL is_tcp(const BYTE *in, ULONG length) {
  int asked[3]; /* family, type, protocol */
  if (length < sizeof asked) return FALSE;
  memcpy(asked, in, sizeof asked);
  return asked[0] == AF_INET && asked[1] == SOCK_STREAM && (asked[2] == 0 || asked[2] == IPPROTO_TCP);
}

static BOOL wine_may(ULONG what, const BYTE *in, ULONG length) {
  enum { CREATE = 200, CONNECT = 203, SHUT = 204, RECEIVE = 205, SEND = 206, NONBLOCKING = 209, LEFT = 211, MARK = 212,
    KEEPALIVE = 214, SELECT = 215, PEER = 216, INFORMATION = 218, OPTIONS_END = 400 };
  switch (what) {
    case CREATE: return is_tcp(in, length);
    case CONNECT: return connects(in, length, 8);
    case SHUT:
    case RECEIVE:
    case SEND:
    case NONBLOCKING:
    case LEFT:
    case MARK:
    case KEEPALIVE:
    case SELECT:
    case PEER: return TRUE;
    default: return what >= INFORMATION && what < OPTIONS_END;
  }
}

static BOOL wine_common_may(ULONG what) {
  enum { RECEIVE = 0x805, POLL = 0x809, NAME = 0x80B, EVENTS = 0x821, EVENTS_GET = 0x822 };
  return what == RECEIVE || what == POLL || what == NAME || what == EVENTS || what == EVENTS_GET;
}

/* A socket that connects is bound before to any address; what Windows asks is not tried under Wine. */
static BOOL windows_may(ULONG what, const BYTE *in, ULONG length) {
  enum { BIND, CONNECT, RECEIVE = 5, SEND = 7, POLL = 9, DISCONNECT = 10, CONTEXT_SET = 17, INFORMATION = 30,
    EVENTS = 33, EVENTS_GET = 34, OPTIONS = 47 };
  if (what == BIND) return length > 4 && is_any(in + 4, length - 4);
  if (what == CONNECT) return connects(in, length, BITS(24, 12));
  return what == RECEIVE || what == SEND || (what >= POLL && what <= CONTEXT_SET) || what == INFORMATION ||
         what == EVENTS || what == EVENTS_GET || what == OPTIONS;
}

static BOOL may(ULONG code, const BYTE *in, ULONG length) {
  if (code >> 16 == CONSOLE || code >> 16 == FILES) return TRUE;
  if (!policy.nets) return FALSE;
  if (code >> 12 == WINDOWS_CODES) return windows_may(code >> 2 & 0x3FF, in, length);
  if (code >> 16 == WINE_CODES) return wine_may(code >> 2 & 0xFFF, in, length);
  return code >> 16 == WINE_COMMON && wine_common_may(code >> 2 & 0xFFF);
}

NTSTATUS NTAPI vm_NtDeviceIoControlFile(HANDLE file, HANDLE event, PIO_APC_ROUTINE routine, PVOID context,
    PIO_STATUS_BLOCK done, ULONG code, PVOID in, ULONG inLength, PVOID out, ULONG outLength) {
  if (portal_has(file)) return INVALID_HANDLE;
  if (!portal_speaks() && !may(code, in, inLength)) {
    portal_refused("NtDeviceIoControlFile", L"", 0);
    return STATUS_ACCESS_DENIED;
  }
  return real_NtDeviceIoControlFile(file, event, routine, context, done, code, in, inLength, out, outLength);
}

static BOOL number(const char **text, const char *end, ULONG most, ULONG *value) {
  const char *start = *text;
  for (*value = 0; *text < end && **text >= '0' && **text <= '9' && *value <= most; ++*text)
    *value = *value * 10 + (ULONG)(**text - '0');
  return *text > start && *value <= most;
}

/* `10.0.0.1:80`: port and address as they lie in a socket's address. */
BOOL net_read(const char *text, size_t count, BYTE place[6]) {
  const char *end = text + count;
  ULONG value;
  for (int i = 0; i < 4; i++) {
    if (!number(&text, end, 255, &value) || text == end || *text++ != (i < 3 ? '.' : ':')) return FALSE;
    place[2 + i] = (BYTE)value;
  }
  if (!number(&text, end, 65535, &value) || text != end || value == 0) return FALSE;
  place[0] = (BYTE)(value >> 8);
  place[1] = (BYTE)value;
  return TRUE;
}
