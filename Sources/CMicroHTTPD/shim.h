#pragma once
// The functions below exist because Swift can neither call variadic functions
// nor see casted constants such as MHD_SIZE_UNKNOWN.
#include <microhttpd.h>

/// Starts a server with a pool of epoll threads; connections can be suspended. It listens on
/// `address`; without one it gets its connections from MHD_add_connection.
static inline struct MHD_Daemon *sora_mhd_start(
    const struct sockaddr *address, unsigned int threads, unsigned int connections,
    MHD_AccessHandlerCallback handler, MHD_RequestCompletedCallback completed, void *context) {
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME
            | (address ? MHD_NO_FLAG : MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC),
        0, NULL, NULL, handler, context,
        MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(128 * 1024),
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        // Ends the list when there is no address.
        address ? MHD_OPTION_SOCK_ADDR : MHD_OPTION_END, address,
        MHD_OPTION_END);
}

/// The port that the server listens on, or 0.
static inline unsigned int sora_mhd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}
