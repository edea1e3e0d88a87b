#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#endif

int sora_openat(int directory, const char *path, int flags, mode_t mode) {
    int file;
    do file = openat(directory, path, flags, mode); while (file < 0 && errno == EINTR);
    return file;
}

int sora_rename_noreplace(const char *from, const char *to) {
    return sora_rename_noreplace_in(AT_FDCWD, from, to);
}

int sora_rename_noreplace_in(int folder, const char *from, const char *to) {
#ifdef __linux__
    return (int)syscall(SYS_renameat2, folder, from, folder, to, 1 /* RENAME_NOREPLACE */);
#else
    return renameatx_np(folder, from, folder, to, 0x4 /* RENAME_EXCL */);
#endif
}

int sora_clone_file(int from, int to) {
#ifdef __linux__
    return ioctl(to, FICLONE, from);
#else
    (void)from; (void)to;
    errno = EOPNOTSUPP;
    return -1;
#endif
}

int sora_allocate(int file, int64_t offset, int64_t length, int keeps_size) {
#ifdef __linux__
    int result;
    do result = fallocate(file, keeps_size ? FALLOC_FL_KEEP_SIZE : 0, offset, length); while (result < 0 && errno == EINTR);
    return result;
#else
    (void)file; (void)offset; (void)length; (void)keeps_size;
    errno = EOPNOTSUPP;
    return -1;
#endif
}

int sora_flock(int file, int operation) {
    int result;
    do result = flock(file, operation); while (result < 0 && errno == EINTR);
    return result;
}

int sora_socket_pair(int pair[2]) {
#ifdef __linux__
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair);
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0) return -1;
    fcntl(pair[0], F_SETFD, FD_CLOEXEC);
    fcntl(pair[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

#ifdef MSG_NOSIGNAL
#define SEND_FLAGS MSG_NOSIGNAL
#else
#define SEND_FLAGS 0
#endif
#ifdef MSG_CMSG_CLOEXEC
#define RECEIVE_FLAGS MSG_CMSG_CLOEXEC
#else
#define RECEIVE_FLAGS 0
#endif

ssize_t sora_send_with_file(int socket, const void *bytes, size_t length, int file) {
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = length};
    union { struct cmsghdr header; char space[CMSG_SPACE(sizeof(int))]; } control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (file >= 0) {
        message.msg_control = control.space;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &file, sizeof file);
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, SEND_FLAGS); while (sent < 0 && errno == EINTR);
    return sent;
}

ssize_t sora_receive_with_file(int socket, void *bytes, size_t length, int *file) {
    struct iovec part = {.iov_base = bytes, .iov_len = length};
    union { struct cmsghdr header; char space[CMSG_SPACE(sizeof(int))]; } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1,
                             .msg_control = control.space, .msg_controllen = sizeof control.space};
    ssize_t received;
    do received = recvmsg(socket, &message, RECEIVE_FLAGS); while (received < 0 && errno == EINTR);
    *file = -1;
    if (received < 0) return received;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header))
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
            memcpy(file, CMSG_DATA(header), sizeof *file);
    return received;
}

int64_t sora_file_system_type(int file) {
    struct statfs info;
    if (fstatfs(file, &info) < 0) return -1;
    return (int64_t)info.f_type;
}

/// Puts `from` at `to`, so that it survives exec; both may be the same number.
static int place(int from, int to) {
    if (from == to) {
        int flags = fcntl(from, F_GETFD);
        return flags < 0 ? -1 : fcntl(from, F_SETFD, flags & ~FD_CLOEXEC);
    }
    return dup2(from, to) < 0 ? -1 : 0;
}

/// Closes every descriptor from `first` on.
static void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
    long most = sysconf(_SC_OPEN_MAX);
    if (most < 0 || most > 65536) most = 65536;
    for (int file = first; file < most; file++) close(file);
}

int sora_spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
               int standard_input, int standard_output, int standard_error, int socket, pid_t *child) {
    // A pipe that closes on exec carries the errno of a failed start back to the parent.
    int report[2];
#ifdef __linux__
    // At once close-on-exec: a child of another thread must not keep the pipe open.
    if (pipe2(report, O_CLOEXEC) < 0) return -1;
#else
    if (pipe(report) < 0) return -1;
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
#endif
    pid_t pid = fork();
    if (pid < 0) {
        int error = errno;
        close(report[0]);
        close(report[1]);
        errno = error;
        return -1;
    }
    if (pid == 0) {
        // Only async-signal-safe calls from here on.
        // Lifted above 3 first, so that placing one cannot overwrite another.
        int lifted[4] = {standard_input, standard_output, standard_error, socket};
        for (int i = 0; i < 4; i++)
            if (lifted[i] >= 0) lifted[i] = fcntl(lifted[i], F_DUPFD_CLOEXEC, 10);
        int error_pipe = fcntl(report[1], F_DUPFD_CLOEXEC, 10);
        for (int i = 0; i < 4; i++)
            if (lifted[i] >= 0 && place(lifted[i], i) < 0) goto failed;
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        signal(SIGPIPE, SIG_DFL);
        // The report goes next to what the child is given, and everything above it is closed.
        int first = socket >= 0 ? 4 : 3;
        if (error_pipe != first) {
            if (dup2(error_pipe, first) < 0) goto failed;
            error_pipe = first;
        }
        fcntl(error_pipe, F_SETFD, FD_CLOEXEC);
        close_from(first + 1);
        if (folder != NULL && chdir(folder) < 0) goto failed;
        execve(path, arguments, environment);
    failed:;
        int error = errno;
        ssize_t ignored = write(error_pipe, &error, sizeof error);
        (void)ignored;
        _exit(127);
    }
    close(report[1]);
    int error = 0;
    ssize_t got;
    do got = read(report[0], &error, sizeof error); while (got < 0 && errno == EINTR);
    close(report[0]);
    if (got == (ssize_t)sizeof error) {
        // Nobody else knows of this child, so it is waited for here.
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
        errno = error;
        return -1;
    }
    *child = pid;
    return 0;
}
