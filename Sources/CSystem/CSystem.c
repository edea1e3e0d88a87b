#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
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

int sora_nameless_file(const void *bytes, size_t length) {
#ifdef __linux__
    int file = memfd_create("soralib", MFD_CLOEXEC);
    if (file < 0) return -1;
#else
    char name[] = "/tmp/soralib-XXXXXX";
    int file = mkstemp(name);
    if (file < 0) return -1;
    unlink(name);
    fcntl(file, F_SETFD, FD_CLOEXEC);
#endif
    size_t done = 0;
    while (done < length) {
        ssize_t put = pwrite(file, (const char *)bytes + done, length - done, (off_t)done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            int error = errno;
            close(file);
            errno = error;
            return -1;
        }
        done += (size_t)put;
    }
    return file;
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

int sora_send_datagram(const char *name, const void *bytes, size_t length) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t named = strlen(name);
    if (named < 2 || named >= sizeof address.sun_path) {
        errno = EINVAL;
        return -1;
    }
    memcpy(address.sun_path, name, named);
    if (name[0] == '@') address.sun_path[0] = '\0';
#ifdef __linux__
    int socket_file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
#else
    int socket_file = socket(AF_UNIX, SOCK_DGRAM, 0);
#endif
    if (socket_file < 0) return -1;
    // Without the byte that ends the name: to an abstract one it would belong.
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + named);
    ssize_t sent;
    // A manager that does not read must not hold the work up.
    do sent = sendto(socket_file, bytes, length, SEND_FLAGS | MSG_DONTWAIT, (struct sockaddr *)&address, size);
    while (sent < 0 && errno == EINTR);
    int error = errno;
    close(socket_file);
    errno = error;
    return sent < 0 ? -1 : 0;
}

int64_t sora_file_system_type(int file) {
    struct statfs info;
    if (fstatfs(file, &info) < 0) return -1;
    return (int64_t)info.f_type;
}

/// Makes a descriptor of at least 10, so that placing one at 0 to 3 cannot overwrite another.
static int lift(int file) { return file < 0 ? -1 : fcntl(file, F_DUPFD_CLOEXEC, 10); }

/// What a child does between its start and the program's: places its descriptors and closes all others.
static int plan(posix_spawn_file_actions_t *actions, const int files[4], const char *folder) {
    int error = 0, first = 0;
    for (int i = 0; i < 4 && !error; i++)
        if (files[i] >= 0) {
            error = posix_spawn_file_actions_adddup2(actions, files[i], i);
            first = i + 1;
        }
#ifdef __linux__
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
    (void)first;
#endif
    if (!error && folder != NULL) error = posix_spawn_file_actions_addchdir_np(actions, folder);
    return error;
}

/// A child begins with no signal blocked and a broken pipe that ends it, whatever this process chose.
static int set_signals(posix_spawnattr_t *attributes, int own_session) {
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (own_session) flags |= POSIX_SPAWN_SETSID;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &pipe);
    if (!error) error = posix_spawnattr_setflags(attributes, flags);
    return error;
}

int sora_spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
               int standard_input, int standard_output, int standard_error, int socket, int own_session,
               pid_t *child) {
    const int given[4] = {standard_input, standard_output, standard_error, socket};
    int files[4] = {-1, -1, -1, -1};
    int error = 0;
    for (int i = 0; i < 4 && !error; i++)
        if (given[i] >= 0 && (files[i] = lift(given[i])) < 0) error = errno;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (!error && !(error = posix_spawn_file_actions_init(&actions))) {
        if (!(error = posix_spawnattr_init(&attributes))) {
            error = plan(&actions, files, folder);
            if (!error) error = set_signals(&attributes, own_session);
            // Not fork, which copies the tables of all of this process's memory.
            if (!error) error = posix_spawn(child, path, &actions, &attributes, arguments, environment);
            posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    for (int i = 0; i < 4; i++)
        if (files[i] >= 0) close(files[i]);
    errno = error;
    return error ? -1 : 0;
}
