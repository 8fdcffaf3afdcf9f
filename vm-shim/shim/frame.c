#include "frame.h"
#include "store.h"

struct net net;
SOCKET line;
volatile ULONG_PTR speaking;
volatile LONG sending;

void put(struct frame *frame, const void *bytes, ULONG count) {
  frame->full = frame->full || count > EVM_FRAME - frame->count;
  if (frame->full) return;
  memcpy(frame->bytes + frame->count, bytes, count);
  frame->count += count;
}

void put16(struct frame *frame, USHORT value) { put(frame, &value, 2); }
void put32(struct frame *frame, ULONG value) { put(frame, &value, 4); }
void put64(struct frame *frame, ULONGLONG value) { put(frame, &value, 8); }

void frame_begin(struct frame *frame, USHORT type) {
  frame->count = 4;
  frame->full = FALSE;
  put16(frame, type);
}

void put_wide(struct frame *frame, const WCHAR *text, USHORT units) {
  ULONG count = 0, place = frame->count;
  put16(frame, 0);
  frame->full = frame->full || RtlUnicodeToUTF8N((char *)frame->bytes + frame->count, EVM_FRAME - frame->count, &count,
                                   text, units * sizeof(WCHAR));
  if (frame->full) return;
  frame->count += count;
  memcpy(frame->bytes + place, &count, 2);
}

void put_text(struct frame *frame, const char *text) {
  USHORT count = 0;
  while (text[count]) count++;
  put16(frame, count);
  put(frame, text, count);
}

static BOOL send_all(const BYTE *bytes, ULONG count) {
  for (ULONG sent = 0; sent < count;) {
    int step = net.send(line, (const char *)bytes + sent, (int)(count - sent), 0);
    if (step <= 0) return FALSE;
    sent += (ULONG)step;
  }
  return TRUE;
}

BOOL frame_send(struct frame *frame) {
  ULONG length = frame->count - 4;
  memcpy(frame->bytes, &length, 4);
  lock_take(&sending);
  speaking = own_thread();
  BOOL sent = !frame->full && send_all(frame->bytes, frame->count);
  speaking = 0;
  lock_leave(&sending);
  return sent;
}

BOOL receive_all(void *to, ULONG count) {
  for (ULONG got = 0; got < count;) {
    int step = net.receive(line, (char *)to + got, (int)(count - got), 0);
    if (step <= 0) return FALSE;
    got += (ULONG)step;
  }
  return TRUE;
}

static BOOL find(PVOID library, const char *name, PVOID *address) {
  ANSI_STRING text;
  RtlInitAnsiString(&text, name);
  return LdrGetProcedureAddress(library, &text, 0, address) == 0;
}

BOOL net_load(void) {
  PVOID library;
  UNICODE_STRING name;
  WSADATA data;
  RtlInitUnicodeString(&name, L"ws2_32.dll");
  return LdrLoadDll(NULL, NULL, &name, &library) == 0 && find(library, "WSAStartup", (PVOID *)&net.start) &&
         find(library, "socket", (PVOID *)&net.open) && find(library, "connect", (PVOID *)&net.connect) &&
         find(library, "send", (PVOID *)&net.send) && find(library, "recv", (PVOID *)&net.receive) &&
         find(library, "setsockopt", (PVOID *)&net.option) && find(library, "select", (PVOID *)&net.select) &&
         net.start(0x0202, &data) == 0;
}
