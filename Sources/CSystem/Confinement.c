#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <sys/resource.h>
#include <time.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

int sora_limit_dumps_and_writes(void) {
    const struct rlimit nothing = {0, 0};
    if (setrlimit(RLIMIT_CORE, &nothing) < 0) return -1;
    return setrlimit(RLIMIT_FSIZE, &nothing);
}

int sora_limit_memory(uint64_t bytes) {
    const struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
    return setrlimit(RLIMIT_AS, &limit);
}

int sora_limit_processor_of(pid_t process, uint64_t seconds) {
#ifdef __linux__
    clockid_t clock;
    struct timespec used;
    struct rlimit limit;
    int error = clock_getcpuclockid(process, &clock);
    if (error) {
        errno = error;
        return -1;
    }
    if (clock_gettime(clock, &used) < 0 || prlimit(process, RLIMIT_CPU, NULL, &limit) < 0) return -1;
    // The soft limit moves on with each piece of work; 1 more, for the rest below a second.
    rlim_t end = (rlim_t)used.tv_sec + (rlim_t)seconds + 1;
    limit.rlim_cur = limit.rlim_max != RLIM_INFINITY && end > limit.rlim_max ? limit.rlim_max : end;
    return prlimit(process, RLIMIT_CPU, &limit, NULL);
#else
    (void)process;
    (void)seconds;
    return 0;
#endif
}

int sora_hide_memory(void) {
#ifdef __linux__
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#else
    return 0;
#endif
}

int sora_is_memory_hidden(void) {
#ifdef __linux__
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 1;
#else
    return 0;
#endif
}

int sora_renounce(void) {
#ifdef __linux__
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
#endif
    return sora_hide_memory();
}
