#pragma once
// System calls that Swift cannot make by itself: variadic ones, macros, and
// those that only Linux has (with ENOSYS elsewhere, so that the caller falls back).
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// open(2) and openat(2) with a mode. Retried on EINTR.
int sora_openat(int directory, const char *path, int flags, mode_t mode);
/// renameat2(2) with RENAME_NOREPLACE; ENOSYS or EINVAL where the system lacks it.
int sora_rename_noreplace(const char *from, const char *to);
/// The same for two names in one open folder (renameat2(2)).
int sora_rename_noreplace_in(int folder, const char *from, const char *to);
/// Makes `to` share the blocks of `from` (FICLONE); EOPNOTSUPP where that cannot be.
int sora_clone_file(int from, int to);
/// Reserves `length` bytes; EOPNOTSUPP where the file system cannot.
int sora_allocate(int file, int64_t offset, int64_t length, int keeps_size);
/// An open file without a name that holds these bytes: in memory on Linux, else on the disk.
int sora_nameless_file(const void *bytes, size_t length);
/// flock(2), retried on EINTR. `operation` is LOCK_SH, LOCK_EX, LOCK_UN, with LOCK_NB or not.
int sora_flock(int file, int operation);
/// A connected pair of sequenced or stream sockets, both close-on-exec.
int sora_socket_pair(int pair[2]);
/// Sends `length` bytes with, when `file` is not -1, an open file (SCM_RIGHTS).
ssize_t sora_send_with_file(int socket, const void *bytes, size_t length, int file);
/// Receives up to `length` bytes; `*file` is the open file that came with them, or -1.
ssize_t sora_receive_with_file(int socket, void *bytes, size_t length, int *file);
/// The type of the file system below an open file, as statfs(2) tells it.
int64_t sora_file_system_type(int file);
/// Starts a program with descriptors 0, 1, 2 and optionally 3 set, everything else closed, in `folder`
/// unless that is NULL, in a session of its own where `own_session` is not 0.
/// `arguments` and `environment` are NULL-ended; a failed start is reported here, with its errno.
int sora_spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
               int standard_input, int standard_output, int standard_error, int socket, int own_session,
               pid_t *child);
/// Sends one datagram to a local socket; a name that begins with '@' is an abstract one (unix(7)).
int sora_send_datagram(const char *name, const void *bytes, size_t length);

/// Forbids core dumps and writing to files (RLIMIT_CORE and RLIMIT_FSIZE are 0).
int sora_limit_dumps_and_writes(void);
/// Limits the address space, in bytes (RLIMIT_AS).
int sora_limit_memory(uint64_t bytes);
/// Lets a process of the same user use that many more seconds of processor time, and up to one beyond, before
/// SIGXCPU ends it; does nothing where no process can limit another.
int sora_limit_processor_of(pid_t process, uint64_t seconds);
/// Lets no other process look into this one, and no core dump be made of it (PR_SET_DUMPABLE 0); does
/// nothing where the system has no such thing.
int sora_hide_memory(void);
/// Whether `sora_hide_memory` holds; 0 where the system has no such thing.
int sora_is_memory_hidden(void);
/// Gives up new privileges (PR_SET_NO_NEW_PRIVS) and hides the memory; does nothing where the system
/// has neither.
int sora_renounce(void);
