#include "note.h"
#include "store.h"

#define VERSION 1
#define FRAME_MAX (1 << 20)
#define TICK_MICROSECONDS 50000
#define WELCOME_MILLISECONDS 10000
#define EARLY 256 /* handles */
#define ALWAYS (1ULL << 40)
#define LAST_MILLISECONDS 2000

static USHORT port;
static HANDLE events[8]; /* by which the portal's thread and the first one wait for the line */
static ULONG events_made;
static volatile LONG asking;
static volatile LONG receiving;
static volatile BOOL hears; /* the portal's thread, from when libraries have been initialised */
static volatile ULONG_PTR hearing; /* the thread that hears in its place */
static volatile BOOL held;
static struct {
  volatile LONG state; /* 0: nobody asks, 1: asked, 2: answered */
  BYTE allow, token[32];
} answer;

static BOOL hello(const BYTE token[32]) {
  struct frame frame;
  BYTE bits = sizeof(void *) * 8;
  UNICODE_STRING *image = &NtCurrentTeb()->ProcessEnvironmentBlock->ProcessParameters->ImagePathName;
  frame_begin(&frame, HELLO);
  put16(&frame, VERSION);
  put(&frame, &bits, 1);
  put32(&frame, (ULONG)own_process());
  put(&frame, token, 32);
  put_wide(&frame, image->Buffer, min(image->Length / sizeof(WCHAR), 300));
  BOOL sent = frame_send(&frame);
  SecureZeroMemory(&frame, sizeof frame);
  return sent;
}

static BOOL welcome(void) {
  static char text[EVM_POLICY];
  BYTE key[65];
  USHORT version;
  ULONG length;
  struct {
    ULONG length;
    USHORT type;
  } __attribute__((packed)) head;
  if (!receive_all(&head, sizeof head) || head.type != WELCOME) return FALSE;
  if (!receive_all(&version, 2) || version != VERSION || !receive_all(&length, 4) || length > EVM_POLICY) return FALSE;
  if (head.length != 2 + 2 + 4 + length + sizeof key) return FALSE;
  BOOL read = receive_all(text, length) && receive_all(key, sizeof key) && policy_read(text, length);
  read = read && key[0] == policy.cipher && crypt_key(key[0], key + 1, AES_FASTEST);
  SecureZeroMemory(key, sizeof key);
  return read;
}

static BOOL is_event(ULONG number) {
  ULONG state[2];
  return !NtQueryEvent((HANDLE)(ULONG_PTR)(number * 4), 0, state, sizeof state, NULL);
}

/* Before the hooks the library of sockets makes one for the first thread, of which nobody else hears. */
static BOOL line_open(const struct sockaddr_in *address, const BYTE token[32]) {
  BOOL before[EARLY];
  for (ULONG i = 0; i < EARLY; i++) before[i] = is_event(i);
  if (net.connect(line, (const struct sockaddr *)address, sizeof *address) || !hello(token) || !welcome()) return FALSE;
  for (ULONG i = 0; i < EARLY && events_made < sizeof events / sizeof *events; i++)
    if (!before[i] && is_event(i)) events[events_made++] = (HANDLE)(ULONG_PTR)(i * 4);
  return TRUE;
}

BOOL portal_open(USHORT at, const BYTE token[32]) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = (USHORT)(at << 8 | at >> 8)};
  port = at;
  DWORD limit = WELCOME_MILLISECONDS, at_once = TRUE;
  address.sin_addr.s_addr = 0x0100007F; /* 127.0.0.1 */
  if (!net_load()) return FALSE;
  line = net.open(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (line == INVALID_SOCKET) return FALSE;
  net.option(line, SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit);
  net.option(line, SOL_SOCKET, SO_SNDTIMEO, (const char *)&limit, sizeof limit);
  net.option(line, IPPROTO_TCP, TCP_NODELAY, (const char *)&at_once, sizeof at_once);
  return line_open(&address, token);
}

BOOL portal_ready(USHORT placed, const char *const *missing, USHORT missings) {
  struct frame frame;
  frame_begin(&frame, READY);
  put16(&frame, placed);
  put16(&frame, missings);
  for (USHORT i = 0; i < missings; i++) put_text(&frame, missing[i]);
  return frame_send(&frame);
}

static void seen_send(void) {
  struct frame frame;
  ULONGLONG calls;
  const char *name;
  for (ULONG i = 0; (name = mediated_calls(i, &calls)); i++) {
    if (!calls) continue;
    frame_begin(&frame, SEEN);
    put_text(&frame, name);
    put64(&frame, calls);
    frame_send(&frame);
  }
}

static BOOL beat(ULONGLONG number) {
  struct frame frame;
  KERNEL_USER_TIMES times = {0};
  NtQueryInformationProcess(SELF, (PROCESSINFOCLASS)4, &times, sizeof times, NULL);
  notes_send();
  frame_begin(&frame, BEAT);
  put64(&frame, number);
  put64(&frame, (ULONGLONG)file_read);
  put64(&frame, (ULONGLONG)file_written);
  put32(&frame, threads_count());
  put32(&frame, notes_refused());
  put64(&frame, (ULONGLONG)(times.KernelTime.QuadPart + times.UserTime.QuadPart));
  return frame_send(&frame);
}

BOOL portal_speaks(void) {
  ULONG_PTR thread = own_thread();
  return boot_ending || thread == speaking || thread == hearing || thread_is_portal(thread);
}

BOOL portal_has(HANDLE handle) {
  BOOL own = (SOCKET)handle == line && line;
  for (ULONG i = 0; i < events_made && i < sizeof events / sizeof *events; i++) own |= events[i] == handle;
  return own && !portal_speaks();
}

/* What the portal waits on while it listens is made by the library of sockets, and found only here. */
NTSTATUS NTAPI vm_NtCreateEvent(
    PHANDLE event, ACCESS_MASK access, const OBJECT_ATTRIBUTES *object, int type, BOOLEAN set) {
  NTSTATUS status = real_NtCreateEvent(event, access, object, type, set);
  if (status || !thread_is_portal(own_thread())) return status;
  if (events_made < sizeof events / sizeof *events) events[events_made++] = *event;
  return status;
}

static WCHAR *put_digits(WCHAR *to, USHORT number) {
  if (number >= 10) to = put_digits(to, number / 10);
  *to = (WCHAR)('0' + number % 10);
  return to + 1;
}

/* What boot.c reads in the child. */
void portal_variable(WCHAR *to, const BYTE token[32], const UNICODE_STRING *folder) {
  static const WCHAR name[] = L"IDLEWILD_EVM=";
  memcpy(to, name, sizeof name);
  to = put_digits(to + sizeof name / sizeof *name - 1, port);
  *to++ = ':';
  for (int i = 0; i < 64; i++) *to++ = L"0123456789abcdef"[token[i / 2] >> (i % 2 ? 0 : 4) & 15];
  *to++ = ':';
  memcpy(to, folder->Buffer, folder->Length);
  to += folder->Length / sizeof(WCHAR);
  to[0] = to[1] = 0;
}

/* Asks whether a program may be started and waits for the answer, which the portal's thread takes. */
BOOL portal_ask(const WCHAR *image, USHORT units, const WCHAR *command, USHORT length, BYTE token[32]) {
  struct frame frame;
  LARGE_INTEGER while_asking = {.QuadPart = -100000};
  BOOL allowed = FALSE;
  lock_take(&asking);
  answer.allow = 0;
  InterlockedExchange(&answer.state, 1);
  frame_begin(&frame, ASK_START);
  put_wide(&frame, image, min(units, 300));
  put_wide(&frame, command, min(length, 300));
  BOOL sent = frame_send(&frame);
  for (int i = 0; sent && answer.state == 1 && i < WELCOME_MILLISECONDS / 10; i++) NtDelayExecution(FALSE, &while_asking);
  if (InterlockedExchange(&answer.state, 0) == 2) allowed = answer.allow == 1;
  memcpy(token, answer.token, sizeof answer.token);
  SecureZeroMemory(answer.token, sizeof answer.token);
  lock_leave(&asking);
  return allowed;
}

static BOOL answered(ULONG length) {
  BYTE allow, token[32], why;
  if (length < 1 + sizeof token || length > EVM_FRAME) return FALSE;
  if (!receive_all(&allow, 1) || !receive_all(token, sizeof token)) return FALSE;
  for (length -= 1 + sizeof token; length; length--)
    if (!receive_all(&why, 1)) return FALSE;
  if (answer.state != 1) return TRUE;
  memcpy(answer.token, token, sizeof token);
  answer.allow = allow;
  InterlockedExchange(&answer.state, 2);
  return TRUE;
}

/* Two processes of a task tell of a file on lines of their own: the clock, which they share, says who was the last. */
void portal_closed(const struct path *below, const BYTE tag[16], ULONGLONG size) {
  LARGE_INTEGER now;
  struct frame frame;
  NtQueryPerformanceCounter(&now, NULL);
  frame_begin(&frame, CLOSED);
  put_wide(&frame, below->text, below->length);
  put(&frame, tag, 16);
  put64(&frame, (ULONGLONG)now.QuadPart);
  put64(&frame, 0);
  put64(&frame, size);
  frame_send(&frame);
}

void portal_gone(const struct path *below) {
  struct frame frame;
  frame_begin(&frame, GONE);
  put_wide(&frame, below->text, below->length);
  frame_send(&frame);
}

void portal_moved(const struct path *from, const struct path *to) {
  struct frame frame;
  frame_begin(&frame, MOVED);
  put_wide(&frame, from->text, from->length);
  put_wide(&frame, to->text, to->length);
  frame_send(&frame);
}

static ULONGLONG milliseconds(void) {
  LARGE_INTEGER count, frequency;
  NtQueryPerformanceCounter(&count, &frequency);
  return (ULONGLONG)count.QuadPart / ((ULONGLONG)frequency.QuadPart / 1000);
}

/* A thread stopped in the midst of a send would hold the line for ever. */
static ULONG pause(void) {
  lock_take(&sending);
  ULONG threads = threads_pause();
  lock_leave(&sending);
  return threads;
}

static BOOL tell(USHORT type, ULONGLONG number, ULONG threads) {
  struct frame frame;
  frame_begin(&frame, type);
  put64(&frame, number);
  put32(&frame, threads);
  return frame_send(&frame);
}

static struct {
  BYTE is, tag[16];
  ULONGLONG size;
} __attribute__((packed)) known_heard;
static volatile LONG known_here;

static BOOL obey(ULONGLONG *heard) {
  struct {
    ULONG length;
    USHORT type;
    ULONGLONG number;
  } __attribute__((packed)) order = {0};
  if (!receive_all(&order, 6)) return FALSE;
  if (order.type == END && order.length == 6 && receive_all(&order.number, 4)) boot_end((ULONG)order.number);
  if (order.type == ANSWER && order.length > 2) return answered(order.length - 2);
  if (order.type == KNOWN && order.length == 2 + sizeof known_heard) {
    if (!receive_all(&known_heard, sizeof known_heard)) return FALSE;
    InterlockedExchange(&known_here, 1);
    return TRUE;
  }
  if (order.length != 10 || !receive_all(&order.number, 8)) return FALSE;
  if (order.type == BEAT_BACK) *heard = milliseconds();
  held = order.type == PAUSE || (held && order.type != RESUME);
  if (order.type == PAUSE) return tell(PAUSED, order.number, pause());
  if (order.type == RESUME) return tell(RESUMED, order.number, threads_resume());
  return order.type == BEAT_BACK;
}

/*
 * The portal's thread hears the answer; before it runs, and at the end of the process, when it is no more, whoever asks
 * does, and stands still himself when told to.
 */
static BOOL ask(const struct path *below, struct known *known, ULONGLONG most) {
  LARGE_INTEGER tick = {.QuadPart = -2000};
  ULONGLONG heard, end = milliseconds() + most;
  struct frame frame;
  BOOL told;
  lock_take(&asking);
  InterlockedExchange(&known_here, 0);
  frame_begin(&frame, OPENING);
  put_wide(&frame, below->text, below->length);
  told = frame_send(&frame);
  while (told && (held || (!known_here && milliseconds() < end))) {
    lock_take(&receiving);
    hearing = boot_ending || !hears ? own_thread() : 0;
    if (hearing) told = obey(&heard);
    hearing = 0;
    lock_leave(&receiving);
    if (told && !known_here) NtDelayExecution(FALSE, &tick);
  }
  *known = (struct known){.is = known_heard.is, .size = known_heard.size};
  memcpy(known->tag, known_heard.tag, sizeof known->tag);
  lock_leave(&asking);
  return told;
}

BOOL portal_known(const struct path *below, struct known *known) { return ask(below, known, ALWAYS); }

/*
 * The last beat has no number: nobody is there to hear an answer. The question after it has one, and what was said before
 * it has been heard then: a line that is cut may lose what is still on its way.
 */
void portal_bye(ULONG code) {
  static const struct path nothing;
  static LONG said;
  struct known known;
  struct frame frame;
  if (InterlockedExchange(&said, 1)) return;
  beat(0);
  seen_send();
  frame_begin(&frame, BYE);
  put32(&frame, code);
  if (frame_send(&frame) && !asking) ask(&nothing, &known, LAST_MILLISECONDS);
}

/* The program's last thread is gone, and with it the program. */
static DECLSPEC_NORETURN void end_alone(void) {
  boot_ending = TRUE;
  opened_settle();
  portal_bye(threads_last_code());
  boot_end(threads_last_code());
}

/* In the wrapped program, on a thread of its own, for as long as the process lives. */
static DWORD WINAPI portal(LPVOID unused) {
  ULONGLONG heard = milliseconds(), due = heard, number = 0;
  (void)unused;
  thread_set_portal(CURRENT_THREAD);
  lock_take(&receiving);
  hears = TRUE;
  lock_leave(&receiving);
  for (;;) {
    fd_set set = {.fd_count = 1, .fd_array = {line}};
    struct timeval tick = {0, TICK_MICROSECONDS};
    int ready = net.select(0, &set, NULL, NULL, &tick);
    if (ready < 0 || (ready > 0 && !obey(&heard))) boot_end(EVM_LOST);
    ULONGLONG now = milliseconds();
    if (now > heard + policy.heartbeat * 1000) boot_end(EVM_LOST);
    if (now < due) continue;
    due = now + 1000;
    if (!threads_count()) end_alone();
    if (!beat(++number)) boot_end(EVM_LOST);
  }
}

/* Hidden from debuggers, and no DLL hears of it: the program must neither see nor delay it. */
BOOL portal_thread(void) {
  HANDLE thread;
  NTSTATUS status =
      real_NtCreateThreadEx(&thread, THREAD_ALL_ACCESS, NULL, SELF, portal, NULL, 0x2 | 0x4, 0, 1 << 16, 1 << 18, NULL);
  if (status) return FALSE;
  thread_set_portal(thread);
  real_NtClose(thread);
  return TRUE;
}
