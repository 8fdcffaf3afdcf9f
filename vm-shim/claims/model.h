/*
 * Random operations on a file and on a model of it in memory, by all the ways a program has: at a place and at the
 * position, appending, cutting and extending, through several handles, a copy of a handle and a mapping.
 */
#ifndef MODEL_H
#define MODEL_H

#include "claim.h"

#define MODEL_MOST 300000
#ifndef MODEL_STEPS
#define MODEL_STEPS 1500
#endif
#define MODEL_PATH "C:\\work\\model.bin"

static unsigned char model[MODEL_MOST], model_read[MODEL_MOST], model_bytes[MODEL_MOST];
static DWORD model_size;
static HANDLE model_file;
static unsigned long long model_state;

static unsigned model_random(unsigned below) {
  model_state = model_state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (unsigned)(model_state >> 33) % below;
}

/* Around the edges of blocks and pieces more often than elsewhere. */
static DWORD model_place(DWORD most) {
  static const DWORD edges[] = {0, 1, 63, 64, 65, 128, 4096, 65472, 65535, 65536, 65537, 131072};
  DWORD place = model_random(3) ? model_random(most + 1) : edges[model_random(12)] + model_random(3);
  return place > most ? most : place;
}

static int model_open(void) {
  model_file = CreateFileA(MODEL_PATH, GENERIC_READ | GENERIC_WRITE, 7, NULL, OPEN_ALWAYS, 0, NULL);
  return model_file != INVALID_HANDLE_VALUE;
}

static int model_write(void) {
  DWORD at = model_place(MODEL_MOST), count = model_place(MODEL_MOST - at), done;
  LARGE_INTEGER place = {.QuadPart = at};
  if (model_random(4)) count = count % 200;
  for (DWORD i = 0; i < count; i++) model_bytes[i] = (unsigned char)model_random(256);
  if (at > model_size && count) memset(model + model_size, 0, at - model_size);
  memcpy(model + at, model_bytes, count);
  if (count && at + count > model_size) model_size = at + count;
  return SetFilePointerEx(model_file, place, NULL, FILE_BEGIN) &&
         WriteFile(model_file, model_bytes, count, &done, NULL) && done == count &&
         SetFilePointer(model_file, 0, NULL, FILE_CURRENT) == at + count;
}

static int model_append(void) {
  DWORD count = model_random(300), done;
  if (model_size + count > MODEL_MOST) return 1;
  for (DWORD i = 0; i < count; i++) model[model_size + i] = model_bytes[i] = (unsigned char)model_random(256);
  HANDLE file = CreateFileA(MODEL_PATH, FILE_APPEND_DATA, 7, NULL, OPEN_EXISTING, 0, NULL);
  int fine = WriteFile(file, model_bytes, count, &done, NULL) && done == count;
  model_size += count;
  return CloseHandle(file) && fine;
}

static int model_look(HANDLE file) {
  DWORD at = model_place(MODEL_MOST), count = model_place(MODEL_MOST - at), done = 0;
  OVERLAPPED place = {.Offset = at};
  DWORD expected = at >= model_size ? 0 : model_size - at < count ? model_size - at : count;
  BOOL read = ReadFile(file, model_read, count, &done, &place);
  if (!read && GetLastError() != ERROR_HANDLE_EOF) return 0;
  return done == expected && memcmp(model_read, model + at, done) == 0;
}

static int model_resize(void) {
  DWORD size = model_place(MODEL_MOST);
  if (size > model_size) memset(model + model_size, 0, size - model_size);
  model_size = size;
  return SetFilePointer(model_file, (LONG)size, NULL, FILE_BEGIN) == size && SetEndOfFile(model_file);
}

static int model_sizes(void) {
  WIN32_FILE_ATTRIBUTE_DATA named;
  WIN32_FIND_DATAA found;
  HANDLE search = FindFirstFileA(MODEL_PATH, &found);
  return FindClose(search) && GetFileAttributesExA(MODEL_PATH, GetFileExInfoStandard, &named) &&
         named.nFileSizeLow == model_size && found.nFileSizeLow == model_size &&
         GetFileSize(model_file, NULL) == model_size;
}

/* Closed and opened again, or through a second handle of its own, or a copy of the first. */
static int model_others(void) {
  HANDLE copy, other = CreateFileA(MODEL_PATH, GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
  int fine = model_look(other) && CloseHandle(other);
  fine = fine && DuplicateHandle(GetCurrentProcess(), model_file, GetCurrentProcess(), &copy, 0, FALSE,
      DUPLICATE_SAME_ACCESS);
  if (model_random(2)) {
    HANDLE closed = model_file;
    model_file = copy;
    return fine && CloseHandle(closed) && model_look(model_file);
  }
  fine = fine && model_look(copy) && CloseHandle(copy);
  return fine && (model_random(2) || (CloseHandle(model_file) && model_open()));
}

static int model_map(void) {
  if (model_size == 0) return 1;
  HANDLE section = CreateFileMappingA(model_file, NULL, PAGE_READWRITE, 0, 0, NULL);
  unsigned char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
  if (!view || memcmp(view, model, model_size)) return 0;
  for (int i = model_random(5); i > 0; i--) {
    DWORD at = model_random(model_size);
    view[at] = model[at] = (unsigned char)model_random(256);
  }
  int fine = model_look(model_file) && (model_random(2) || FlushViewOfFile(view, 0));
  if (model_random(2)) fine = CloseHandle(section) && fine && UnmapViewOfFile(view);
  else fine = UnmapViewOfFile(view) && fine && CloseHandle(section);
  return fine;
}

static int model_step(void) {
  switch (model_random(12)) {
    case 0: return model_resize();
    case 1: return model_append();
    case 2: return model_others();
    case 3: return model_sizes();
    case 4: return model_map();
    case 5: return FlushFileBuffers(model_file);
    case 6:
    case 7:
    case 8: return model_look(model_file);
    default: return model_write();
  }
}

static void model_run(unsigned long long seed) {
  char text[100];
  int step = 0;
  DWORD done;
  model_state = seed;
  model_size = 0;
  DeleteFileA(MODEL_PATH);
  CLAIM("a file for the model is made", model_open());
  while (step < MODEL_STEPS && model_step()) step++;
  snprintf(text, sizeof text, "%d random operations are as in the model, seed %llu", MODEL_STEPS, seed);
  CLAIM(text, step == MODEL_STEPS);
  if (step < MODEL_STEPS) printf("it is another at step %d, size %lu, error %lu\n", step, model_size, GetLastError());
  SetFilePointer(model_file, 0, NULL, FILE_BEGIN);
  CLAIM("at the end the whole file is",
      ReadFile(model_file, model_read, MODEL_MOST, &done, NULL) && done == model_size &&
          !memcmp(model, model_read, done));
  CloseHandle(model_file);
}

#endif
