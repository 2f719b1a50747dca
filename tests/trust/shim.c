/* Stands between a program and the system's calls that change files, for tests of what a crash or a failing disk does.
 *
 * Loaded by LD_PRELOAD. Looks only at files below the folder in $SHIM_FOLDER (absolute, without links).
 *
 *   $SHIM_LOG    every call that changed something is appended to this file, with its data (see shim.py)
 *   $SHIM_FAULT  "CLASS N ERRNO KIND": see shim_arm
 *
 * A program under test reaches the functions named shim_... through its own symbol table.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#undef open
#undef open64
#undef openat
#undef openat64
#undef creat
#undef creat64
#undef pwrite
#undef pwrite64
#undef ftruncate
#undef ftruncate64

#define DESCRIPTORS 4096
#define CLASSES 128

enum { ONCE, LASTING, SHORT, TORN };

static char folder[4096];
static size_t folder_length;
static int log_descriptor = -1;
static int32_t handle_of[DESCRIPTORS]; /* 0: none of ours */
static int32_t last_handle;
static long calls[CLASSES];
static char armed_class;
static long armed_at;
static int armed_errno, armed_kind, fired, fails_next;
static pthread_mutex_t one_at_a_time = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(name) ((__typeof__(&name)) real(#name))
#define ENTER pthread_mutex_lock(&one_at_a_time)
#define LEAVE pthread_mutex_unlock(&one_at_a_time)

static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("SHIM_FOLDER"), *log = getenv("SHIM_LOG"), *fault = getenv("SHIM_FAULT");
    if (where != NULL) {
        snprintf(folder, sizeof folder, "%s", where);
        folder_length = strlen(folder);
    }
    if (log != NULL)
        log_descriptor = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fault != NULL)
        sscanf(fault, "%c %ld %d %d", &armed_class, &armed_at, &armed_errno, &armed_kind);
}

static int is_ours(const char *path) {
    return folder_length && path != NULL && strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '/' || path[folder_length] == 0);
}

static int32_t handle(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? handle_of[descriptor] : 0;
}

/* --- recording: a head of fixed size, then two pieces of data */

static void put(const void *data, size_t length) {
    const char *rest = data;
    while (length) {
        ssize_t done = REAL(write)(log_descriptor, rest, length);
        if (done <= 0)
            abort();
        rest += done;
        length -= (size_t) done;
    }
}

static void note(char what, int32_t who, int64_t number, const void *first, size_t length, const char *second) {
    if (log_descriptor < 0)
        return;
    struct __attribute__((packed)) {
        char what;
        int32_t who;
        int64_t number;
        uint32_t first, second;
    } head = {what, who, number, (uint32_t) length, second == NULL ? 0 : (uint32_t) strlen(second)};
    put(&head, sizeof head);
    put(first, length);
    put(second, head.second);
}

/* --- failing */

/* Let the n-th call of a class from now on fail: o open, w write, s sync, t truncate, u unlink, r rename and link.
 * Kind 0: that call alone. 1: that and every later one of any class that needs the disk. 2: nothing fails, but a
 * write takes only half. 3: a write takes half, and what follows it fails. */
void shim_arm(char class, long at, int error, int kind) {
    ENTER;
    armed_class = class;
    armed_at = calls[(int) class] + at;
    armed_errno = error;
    armed_kind = kind;
    fired = fails_next = 0;
    LEAVE;
}

void shim_disarm(void) {
    armed_class = 0;
    fails_next = 0;
}

int shim_fired(void) {
    return fired;
}

/* How many calls of a class there were so far. */
long shim_count(char class) {
    return calls[(int) class];
}

void shim_note(const char *text) {
    ENTER;
    note('A', 0, 0, text, strlen(text), NULL);
    LEAVE;
}

static int fails(char class) {
    calls[(int) class]++;
    if (armed_class == 0)
        return 0;
    int here = class == armed_class && calls[(int) class] == armed_at;
    int later = fired && armed_kind == LASTING && class != 'o' && class != 'u';
    int torn = fails_next && class == 'w';
    if (here)
        fired = 1;
    if ((here && armed_kind <= LASTING) || later || torn) {
        fails_next = 0;
        errno = armed_errno;
        return 1;
    }
    return 0;
}

/* How much of a write is let through. */
static size_t let_through(size_t length) {
    if (!fired || armed_kind < SHORT || armed_class != 'w' || calls['w'] != armed_at || length < 2)
        return length;
    fails_next = armed_kind == TORN;
    return length / 2;
}

/* --- the calls */

static int opened(int descriptor, const char *path, int flags) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS)
        return descriptor;
    struct stat found;
    handle_of[descriptor] = ++last_handle;
    int kind = fstat(descriptor, &found) == 0 && S_ISDIR(found.st_mode) ? 1 : 0;
    note('O', last_handle, ((int64_t) kind << 32) | (uint32_t) flags, path, strlen(path), NULL);
    return descriptor;
}

#define OPENING(call, path, flags)                      \
    if (!is_ours(path))                                 \
        return call;                                    \
    ENTER;                                              \
    int result = fails('o') ? -1 : opened(call, path, flags); \
    LEAVE;                                              \
    return result;

#define MODE                                    \
    mode_t mode = 0;                            \
    if (flags & (O_CREAT | __O_TMPFILE)) {      \
        va_list more;                           \
        va_start(more, flags);                  \
        mode = va_arg(more, mode_t);            \
        va_end(more);                           \
    }

int open(const char *path, int flags, ...) {
    MODE
    OPENING(REAL(open)(path, flags, mode), path, flags)
}

int open64(const char *path, int flags, ...) {
    MODE
    OPENING(REAL(open64)(path, flags, mode), path, flags)
}

int openat(int at, const char *path, int flags, ...) {
    MODE
    OPENING(REAL(openat)(at, path, flags, mode), path, flags)
}

int openat64(int at, const char *path, int flags, ...) {
    MODE
    OPENING(REAL(openat64)(at, path, flags, mode), path, flags)
}

int creat(const char *path, mode_t mode) {
    OPENING(REAL(creat)(path, mode), path, O_WRONLY | O_CREAT | O_TRUNC)
}

int creat64(const char *path, mode_t mode) {
    OPENING(REAL(creat64)(path, mode), path, O_WRONLY | O_CREAT | O_TRUNC)
}

static off_t place(int descriptor) {
    struct stat found;
    int flags = fcntl(descriptor, F_GETFL);
    if (flags >= 0 && flags & O_APPEND && fstat(descriptor, &found) == 0)
        return found.st_size;
    return lseek(descriptor, 0, SEEK_CUR);
}

#define WRITING(where, data, length, call)                             \
    if (!handle(descriptor))                                           \
        return call;                                                   \
    ENTER;                                                             \
    off_t at = where;                                                  \
    ssize_t done = -1;                                                 \
    if (!fails('w')) {                                                 \
        length = let_through(length);                                  \
        done = call;                                                   \
        if (done > 0)                                                  \
            note('W', handle(descriptor), at, data, (size_t) done, NULL); \
    }                                                                  \
    LEAVE;                                                             \
    return done;

ssize_t write(int descriptor, const void *data, size_t length) {
    WRITING(place(descriptor), data, length, REAL(write)(descriptor, data, length))
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    WRITING(offset, data, length, REAL(pwrite)(descriptor, data, length, offset))
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset) {
    WRITING(offset, data, length, REAL(pwrite64)(descriptor, data, length, offset))
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    if (!handle(descriptor))
        return REAL(writev)(descriptor, pieces, count);
    /* A short answer is allowed: the caller comes again with the rest. */
    return count > 0 ? write(descriptor, pieces[0].iov_base, pieces[0].iov_len) : 0;
}

#define ON_DESCRIPTOR(class, call, what, number)                \
    if (!handle(descriptor))                                    \
        return call;                                            \
    ENTER;                                                      \
    int result = fails(class) ? -1 : call;                      \
    if (result == 0)                                            \
        note(what, handle(descriptor), number, NULL, 0, NULL);  \
    LEAVE;                                                      \
    return result;

int fsync(int descriptor) {
    ON_DESCRIPTOR('s', REAL(fsync)(descriptor), 'S', 0)
}

int fdatasync(int descriptor) {
    ON_DESCRIPTOR('s', REAL(fdatasync)(descriptor), 'S', 0)
}

int ftruncate(int descriptor, off_t size) {
    ON_DESCRIPTOR('t', REAL(ftruncate)(descriptor, size), 'T', size)
}

int ftruncate64(int descriptor, off64_t size) {
    ON_DESCRIPTOR('t', REAL(ftruncate64)(descriptor, size), 'T', size)
}

#define ON_PATHS(class, call, what, first, second)                     \
    if (!is_ours(first))                                               \
        return call;                                                   \
    ENTER;                                                             \
    int result = fails(class) ? -1 : call;                             \
    if (result == 0)                                                   \
        note(what, 0, 0, first, strlen(first), second);                \
    LEAVE;                                                             \
    return result;

int unlink(const char *path) {
    ON_PATHS('u', REAL(unlink)(path), 'U', path, NULL)
}

int unlinkat(int at, const char *path, int flags) {
    ON_PATHS('u', REAL(unlinkat)(at, path, flags), 'U', path, NULL)
}

int rename(const char *from, const char *to) {
    ON_PATHS('r', REAL(rename)(from, to), 'R', from, to)
}

int renameat(int at, const char *from, int into, const char *to) {
    ON_PATHS('r', REAL(renameat)(at, from, into, to), 'R', from, to)
}

int link(const char *from, const char *to) {
    ON_PATHS('r', REAL(link)(from, to), 'L', from, to)
}

int linkat(int at, const char *from, int into, const char *to, int flags) {
    ON_PATHS('r', REAL(linkat)(at, from, into, to, flags), 'L', from, to)
}

int close(int descriptor) {
    if (!handle(descriptor))
        return REAL(close)(descriptor);
    ENTER;
    note('C', handle(descriptor), 0, NULL, 0, NULL);
    handle_of[descriptor] = 0;
    int result = REAL(close)(descriptor);
    LEAVE;
    return result;
}
