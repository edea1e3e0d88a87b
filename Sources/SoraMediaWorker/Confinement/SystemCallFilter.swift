import CSandbox
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system calls that a worker may make from now on; every other one fails with `EPERM`.
///
/// Nothing opens, makes, names, reaches or starts anything: what a worker has is the socket to `soralib`, the
/// files that come over it, and memory. Sources: seccomp(2), seccomp_rule_add(3).
enum SystemCallFilter {
    #if os(Linux)
        /// Whether this system has such a filter at all.
        static let exists = true

        /// Loads the filter, for every thread and for good.
        ///
        /// - Throws: `SystemError` when the kernel or libseccomp refuses it.
        static func load() throws(SystemError) {
            guard let filter = unsafe seccomp_init(sora_filter_fail(EPERM)) else {
                throw failure(ENOMEM)
            }
            defer { unsafe seccomp_release(filter) }
            try unsafe check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1))
            for name in allowed { try unsafe allow(name, [], in: filter) }
            for (name, conditions) in allowedWith {
                try unsafe allow(name, conditions, in: filter)
            }
            // glibc then falls back to clone(2), which is denied.
            try unsafe add(sora_filter_fail(ENOSYS), "clone3", [], to: filter)
            try unsafe check(seccomp_load(filter))
        }

        /// What may be called with any arguments.
        private static let allowed = [
            // Bytes of the files, at a place that is named each time.
            "pread64", "close",
            // Memory.
            "brk", "mmap", "munmap", "mremap", "mprotect", "madvise",
            // The runtime: locks, signals that came, the clock, the seed of hash tables.
            "futex", "rt_sigprocmask", "rt_sigreturn", "clock_gettime", "gettimeofday", "getrandom",
            "getpid", "gettid", "sched_getaffinity", "sched_yield",
            "exit", "exit_group",
        ]

        /// What may be called with these arguments alone.
        private static var allowedWith: [(String, [scmp_arg_cmp])] {
            let socket = argument(0, SCMP_CMP_EQ, UInt64(RequestSocket.descriptor))
            let ownProcess = argument(0, SCMP_CMP_EQ, UInt64(getpid()))
            return [
                ("recvmsg", [socket]), ("sendmsg", [socket]),
                // Last words of the runtime or of the C library.
                ("write", [argument(0, SCMP_CMP_EQ, 2)]),
                ("writev", [argument(0, SCMP_CMP_EQ, 2)]),
                // abort(3), so that a crash is told as one.
                ("tgkill", [ownProcess]),
                ("fstat", []),
                // How glibc 2.33 to 2.38 make fstat(3): of an open file, and of no name.
                (
                    "newfstatat",
                    [
                        argument(0, SCMP_CMP_LE, UInt64(Int32.max)),
                        argument(3, SCMP_CMP_EQ, emptyPath),
                    ]
                ),
            ]
        }

        /// `AT_EMPTY_PATH` of linux/fcntl.h.
        private static let emptyPath: UInt64 = 0x1000

        private static func argument(
            _ number: UInt32, _ comparison: scmp_compare, _ value: UInt64
        ) -> scmp_arg_cmp {
            scmp_arg_cmp(arg: number, op: comparison, datum_a: value, datum_b: 0)
        }

        private static func allow(
            _ name: String, _ conditions: [scmp_arg_cmp], in filter: scmp_filter_ctx
        ) throws(SystemError) {
            try unsafe add(UInt32(SCMP_ACT_ALLOW), name, conditions, to: filter)
        }

        private static func add(
            _ action: UInt32, _ name: String, _ conditions: [scmp_arg_cmp],
            to filter: scmp_filter_ctx
        ) throws(SystemError) {
            let number = unsafe seccomp_syscall_resolve_name(name)
            // A name that this library does not know cannot be called by its number either: it is denied.
            guard number != __NR_SCMP_ERROR else { return }
            try unsafe check(
                seccomp_rule_add_array(
                    filter, action, number, UInt32(conditions.count), conditions))
        }

        private static func check(_ result: Int32) throws(SystemError) {
            if result != 0 { throw failure(result < 0 ? -result : EINVAL) }
        }

        private static func failure(_ number: Int32) -> SystemError {
            SystemError(number, "filter", "the system calls of this process")
        }
    #else
        static let exists = false

        /// There is none here; the worker's greeting says so.
        static func load() throws(SystemError) {}
    #endif
}
