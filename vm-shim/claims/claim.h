/*
 * For programs that say what holds inside the virtual machine: plain Windows programs that know nothing of it. Their
 * first lines tell the runner how they want to be run:
 *
 *     // policy: LINE              added to the policy
 *     // input: C:\work\NAME TEXT  a file that is there before
 *     // spoil: C:\work\NAME 40    the byte at 40 of an encrypted input is another on the disk; at -64: cut by 64
 *     // plant: C:\work\NAME TEXT  a file that somebody else has put there, as it is
 *     // case: NAME                a run of its own, with the name as the only argument
 *     // ends: HEX                 the exit code of every run, unless it is 0
 *     // also: NAME.dll from OTHER.c
 */
#ifndef CLAIM_H
#define CLAIM_H

#include <stdio.h>
#include <string.h>
#include <windows.h>

/* One line for each claim, at once: the program may not live to see the next. */
static inline void claim(const char *text, int holds) {
  printf("%s %s\n", holds ? "ok" : "not ok", text);
  fflush(stdout);
}
#define CLAIM(text, ...) claim(text, !!(__VA_ARGS__))

/* Is this the run that the line `case: NAME` asks for? */
static inline int claim_case(int count, char **words, const char *name) {
  return count == 2 && strcmp(words[1], name) == 0;
}

/* Makes the file anew with the text as all that is in it. */
static inline int claim_write(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  if (!file) return 0;
  int written = fwrite(text, 1, strlen(text), file) == strlen(text);
  return !fclose(file) && written;
}

/* Does the file hold this text and nothing else? */
static inline int claim_holds(const char *path, const char *text) {
  char read[4096];
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  size_t count = fread(read, 1, sizeof read, file);
  fclose(file);
  return count == strlen(text) && memcmp(read, text, count) == 0;
}

/* Calls it with zeros, more than anybody takes: on x86 some clear theirs from the stack and some leave them there. */
static inline ULONG claim_call(void *function) {
#ifdef _WIN64
  ULONG_PTR (*call)(ULONG_PTR, ULONG_PTR, ULONG_PTR, ULONG_PTR, ULONG_PTR, ULONG_PTR, ULONG_PTR, ULONG_PTR) = function;
  return (ULONG)call(0, 0, 0, 0, 0, 0, 0, 0);
#else
  ULONG answer = 0;
  __asm__ volatile(
      "movl %%esp, %%ebx\n"
      ".rept 12\n"
      "pushl $0\n"
      ".endr\n"
      "call *%1\n"
      "movl %%ebx, %%esp"
      : "=a"(answer)
      : "S"(function)
      : "ebx", "ecx", "edx", "memory", "cc");
  return answer;
#endif
}

#define CLAIM_KEY "Software\\Own"

/* A number in the registry; 0 when it is not there. */
static inline int claim_set(const char *name, DWORD value) {
  return !RegSetKeyValueA(HKEY_CURRENT_USER, CLAIM_KEY, name, REG_DWORD, &value, sizeof value);
}

static inline DWORD claim_value(const char *name) {
  DWORD value = 0, size = sizeof value;
  RegGetValueA(HKEY_CURRENT_USER, CLAIM_KEY, name, RRF_RT_REG_DWORD, NULL, &value, &size);
  return value;
}

static inline int claim_exists(const char *path) { return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES; }

#endif
