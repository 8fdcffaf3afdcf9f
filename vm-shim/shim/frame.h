/* frame.c: frames, and the line that they go by. A frame that grew too long is not sent. */
#ifndef FRAME_H
#define FRAME_H

#include "evm.h"

/*
 * ws2_32 is loaded by hand and not imported, because with it would come a C runtime whose start copies the
 * environment before boot.c could erase the token in it.
 */
extern struct net {
  int(WINAPI *start)(WORD, LPWSADATA);
  SOCKET(WINAPI *open)(int, int, int);
  int(WINAPI *connect)(SOCKET, const struct sockaddr *, int);
  int(WINAPI *send)(SOCKET, const char *, int, int);
  int(WINAPI *receive)(SOCKET, char *, int, int);
  int(WINAPI *option)(SOCKET, int, int, const char *, int);
  int(WINAPI *select)(int, fd_set *, fd_set *, fd_set *, const struct timeval *);
} net;

extern SOCKET line;
extern volatile LONG sending;       /* held by the thread that sends */
extern volatile ULONG_PTR speaking; /* that thread */

struct frame {
  BYTE bytes[EVM_FRAME];
  ULONG count;
  BOOL full;
};

BOOL net_load(void);

void frame_begin(struct frame *frame, USHORT type);
void put(struct frame *frame, const void *bytes, ULONG count);
void put16(struct frame *frame, USHORT value);
void put32(struct frame *frame, ULONG value);
void put64(struct frame *frame, ULONGLONG value);
void put_wide(struct frame *frame, const WCHAR *text, USHORT units);
void put_text(struct frame *frame, const char *text);
BOOL frame_send(struct frame *frame);
BOOL receive_all(void *to, ULONG count);

#endif
