/* note.c: what the program was refused and what it showed, noted by hooks and sent with the next beat. */
#ifndef NOTE_H
#define NOTE_H

#include "frame.h"

enum { HELLO = 1, READY, BEAT, REFUSED, TEXT, ASK_START, PAUSED, RESUMED, CLOSED, SEEN, BYE, GONE, MOVED, OPENING };
enum { WELCOME = 33, PAUSE, BEAT_BACK, ANSWER, RESUME, END, KNOWN };

void notes_send(void);
ULONG notes_refused(void); /* since it was asked last */

#endif
