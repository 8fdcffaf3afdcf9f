#include "note.h"

#define REFUSALS_A_SECOND 20
#define TITLE 80
#define TOLD 320

static struct refusal {
  const char *what;
  WCHAR detail[120];
  USHORT units;
} refusals[REFUSALS_A_SECOND];
static struct told {
  volatile LONG kind; /* 0 when there is nothing to send */
  LONG taken;
  WCHAR title[TITLE], text[TOLD];
  USHORT units, length;
} told[20];
static LONG noted, refused; /* of this second; all since the last beat */

/* Only noted here: a hook must not wait for the network. The portal's thread sends it. */
void portal_refused(const char *what, const WCHAR *detail, USHORT units) {
  InterlockedIncrement(&refused);
  LONG place = InterlockedIncrement(&noted) - 1;
  if (place >= REFUSALS_A_SECOND) return;
  struct refusal *refusal = &refusals[place];
  refusal->units = min(units, 120);
  memcpy(refusal->detail, detail, refusal->units * sizeof(WCHAR));
  InterlockedExchangePointer((PVOID *)&refusal->what, (PVOID)what);
}

static void refusals_send(void) {
  struct frame frame;
  for (int i = 0; i < REFUSALS_A_SECOND; i++) {
    const char *what = InterlockedExchangePointer((PVOID *)&refusals[i].what, NULL);
    if (!what) continue;
    frame_begin(&frame, REFUSED);
    put_text(&frame, what);
    put_wide(&frame, refusals[i].detail, refusals[i].units);
    put32(&frame, 1);
    frame_send(&frame);
  }
}

/* Noted as a refusal is; what there is no room for is lost. */
void portal_text(enum text kind, const WCHAR *title, USHORT units, const WCHAR *text, USHORT length) {
  for (ULONG i = 0; i < sizeof told / sizeof *told; i++) {
    if (InterlockedCompareExchange(&told[i].taken, 1, 0)) continue;
    told[i].units = min(units, TITLE);
    told[i].length = min(length, TOLD);
    memcpy(told[i].title, title, told[i].units * sizeof(WCHAR));
    memcpy(told[i].text, text, told[i].length * sizeof(WCHAR));
    InterlockedExchange(&told[i].kind, kind);
    return;
  }
}

static void texts_send(void) {
  struct frame frame;
  for (ULONG i = 0; i < sizeof told / sizeof *told; i++) {
    BYTE kind = (BYTE)InterlockedExchange(&told[i].kind, 0);
    if (!kind) continue;
    frame_begin(&frame, TEXT);
    put(&frame, &kind, 1);
    put_wide(&frame, told[i].title, told[i].units);
    put_wide(&frame, told[i].text, told[i].length);
    InterlockedExchange(&told[i].taken, 0);
    frame_send(&frame);
  }
}

void notes_send(void) {
  refusals_send();
  texts_send();
  InterlockedExchange(&noted, 0);
}

ULONG notes_refused(void) { return (ULONG)InterlockedExchange(&refused, 0); }
