/* Where 32 and 64 bits differ: in the layouts that Windows 10 and Wine share and that the headers hide. */
#ifndef EVM_BITS_H
#define EVM_BITS_H

#ifdef _WIN64
#define BITS(wide, narrow) wide
#define THREAD_BLOCK __readgsqword
#else
#define BITS(wide, narrow) narrow
#define THREAD_BLOCK __readfsdword
#endif

#define LAST_ERROR BITS(0x68, 0x34) /* in the thread block */
#define PARAMETERS_FOLDER BITS(0x38, 0x24)
#define PARAMETERS_ENVIRONMENT BITS(0x80, 0x48)
#define PARAMETERS_ENVIRONMENT_SIZE BITS(0x3F0, 0x290)

static inline ULONG_PTR own_process(void) { return THREAD_BLOCK(BITS(0x40, 0x20)); }

static inline ULONG_PTR own_thread(void) { return THREAD_BLOCK(BITS(0x48, 0x24)); }

#endif
