#include "evm.h"

/*
 * A line that asks for what the shim does not do is an error, as an unknown name is: the program would run with
 * less protection than its policy promises.
 */
struct policy policy = {.heartbeat = 10, .processes = 1, .threads = 64, .io_interval = 1000};

static BOOL is(const char *text, size_t count, const char *word) {
  size_t length = 0;
  while (word[length]) length++;
  return count == length && memcmp(text, word, length) == 0;
}

static BOOL heartbeat(const char *value, size_t count) {
  return text_number(value, count, &policy.heartbeat) && policy.heartbeat >= 1 && policy.heartbeat <= 3600;
}

static BOOL readable(const char *value, size_t count) {
  return policy.readables < EVM_READABLE && text_path(value, count, &policy.readable[policy.readables++]);
}

static BOOL cipher(const char *value, size_t count) {
  static const char *const names[] = {"none", "3des", "aes"};
  for (BYTE i = 0; i < sizeof names / sizeof *names; i++) {
    if (!is(value, count, names[i])) continue;
    policy.cipher = i;
    return TRUE;
  }
  return FALSE;
}

static BOOL interval(const char *value, size_t count) {
  return text_number(value, count, &policy.io_interval) && policy.io_interval >= 1 && policy.io_interval <= 3600000;
}

static BOOL key(const char *value, size_t count) {
  struct path name;
  return text_wide(value, count, &name) && key_readable(&name);
}

static BOOL jit(const char *value, size_t count) {
  return policy.jits < EVM_PROGRAMS && text_path(value, count, &policy.jit[policy.jits++]);
}

static BOOL net(const char *value, size_t count) {
  return policy.nets < EVM_PROGRAMS && net_read(value, count, policy.net[policy.nets++]);
}

static int digit(char text) {
  if (text >= '0' && text <= '9') return text - '0';
  if (text >= 'a' && text <= 'f') return text - 'a' + 10;
  return -1;
}

/* A path, a space, and 64 digits. */
static BOOL binary(const char *value, size_t count) {
  if (policy.binaries == EVM_BINARIES || count < 66 || value[count - 65] != ' ') return FALSE;
  const char *sum = value + count - 64;
  for (int i = 0; i < 32; i++) {
    int high = digit(sum[2 * i]), low = digit(sum[2 * i + 1]);
    if (high < 0 || low < 0) return FALSE;
    policy.sum[policy.binaries][i] = (BYTE)(high << 4 | low);
  }
  return text_path(value, count - 65, &policy.binary[policy.binaries++]);
}

static BOOL line_read(const char *line, size_t count) {
  size_t space = 0;
  while (space < count && line[space] != ' ') space++;
  if (space == count) return FALSE;
  const char *value = line + space + 1;
  size_t rest = count - space - 1;
  if (is(line, space, "root")) return text_path(value, rest, &policy.root);
  if (is(line, space, "work")) return text_path(value, rest, &policy.work);
  if (is(line, space, "read")) return readable(value, rest);
  if (is(line, space, "registry.read")) return key(value, rest);
  if (is(line, space, "heartbeat")) return heartbeat(value, rest);
  if (is(line, space, "cipher")) return cipher(value, rest);
  if (is(line, space, "binary")) return binary(value, rest);
  if (is(line, space, "io.bytes")) return text_number(value, rest, &policy.io_bytes);
  if (is(line, space, "io.interval")) return interval(value, rest);
  if (is(line, space, "jit")) return jit(value, rest);
  if (is(line, space, "processes")) return text_number(value, rest, &policy.processes);
  if (is(line, space, "threads")) return text_number(value, rest, &policy.threads) && policy.threads;
  if (is(line, space, "net")) return is(value, rest, "none") || net(value, rest);
  if (is(line, space, "windows")) return is(value, rest, "hidden");
  if (is(line, space, "clipboard")) return is(value, rest, "no");
  if (is(line, space, "memory")) return text_number(value, rest, &policy.memory);
  return FALSE;
}

BOOL policy_read(const char *text, size_t count) {
  for (size_t start = 0, end; start < count; start = end + 1) {
    end = start;
    while (end < count && text[end] != '\n') end++;
    if (end > start && !line_read(text + start, end - start)) return FALSE;
  }
  return policy.root.length > 0 && policy.work.length > 0;
}
