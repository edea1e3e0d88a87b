#pragma once
// Linux's filter of system calls (seccomp), made by libseccomp, and attempts at what such a filter
// is to deny. Elsewhere there is neither: that soralib-media is Linux's alone then holds for the filter
// only, and whoever uses this says so.
#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a filter does with a call: it fails with that error.
static inline uint32_t sora_filter_fail(int error) { return SCMP_ACT_ERRNO((uint32_t)error); }

// The attempts. Each gives the error that it failed with, or 0 when it could be done, and leaves nothing
// behind when it could.

static inline int sora_attempt_reading(void) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno;
    close(file);
    return 0;
}

static inline int sora_attempt_writing(void) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_WRONLY | O_CLOEXEC);
    if (file < 0) return errno;
    close(file);
    return 0;
}

static inline int sora_attempt_socket(void) {
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0) return errno;
    close(file);
    return 0;
}

static inline int sora_attempt_program(void) {
    // A name that no program has, for one that starts would not come back.
    char *const nothing[] = {NULL};
    execve("", nothing, nothing);
    return errno;
}

static inline int sora_attempt_process(void) {
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) _exit(0);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return 0;
}

static inline int sora_attempt_thread(void) {
    // Without its arguments the kernel refuses it by another error.
    return syscall(SYS_clone3, NULL, (size_t)0) < 0 ? errno : 0;
}

static inline int sora_attempt_signal(void) {
    // Signal 0 only asks whether one could be sent.
    return kill(getpid(), 0) < 0 ? errno : 0;
}
#endif
