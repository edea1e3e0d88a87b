#pragma once
// libcurl, loaded at the first request: types and constants come from its header, functions are
// looked up, and no symbol of it is linked. The functions that libcurl declares with `...` are
// called through variadic pointers here, one wrapper for each kind of argument, for Swift can call
// none of them and a wrong kind would be read from the wrong register.
#include <curl/curl.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

/// The functions of libcurl that are used.
struct sora_curl {
    CURLcode (*global_init)(long);
    curl_version_info_data *(*version_info)(CURLversion);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *);
    CURLMcode (*multi_add_handle)(CURLM *, CURL *);
    CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
    CURLMcode (*multi_perform)(CURLM *, int *);
    CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned int, int, int *);
    CURLMcode (*multi_wakeup)(CURLM *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
};

/// Loads the library and looks up every function; NULL, or what is missing.
static inline const char *sora_curl_load(const char *name, struct sora_curl *curl) {
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
#define SORA_CURL_FIND(field) \
    *(void **)(&curl->field) = dlsym(library, "curl_" #field); \
    if (!curl->field) return "curl_" #field;
    SORA_CURL_FIND(global_init)
    SORA_CURL_FIND(version_info)
    SORA_CURL_FIND(easy_init)
    SORA_CURL_FIND(easy_cleanup)
    SORA_CURL_FIND(easy_setopt)
    SORA_CURL_FIND(easy_strerror)
    SORA_CURL_FIND(slist_append)
    SORA_CURL_FIND(slist_free_all)
    SORA_CURL_FIND(multi_init)
    SORA_CURL_FIND(multi_cleanup)
    SORA_CURL_FIND(multi_add_handle)
    SORA_CURL_FIND(multi_remove_handle)
    SORA_CURL_FIND(multi_perform)
    SORA_CURL_FIND(multi_poll)
    SORA_CURL_FIND(multi_wakeup)
    SORA_CURL_FIND(multi_info_read)
#undef SORA_CURL_FIND
    return NULL;
}

static inline CURLcode sora_curl_global_init(const struct sora_curl *curl) {
    return curl->global_init(CURL_GLOBAL_DEFAULT);
}
/// The version as libcurl counts it: 0x075801 is 7.88.1.
static inline unsigned int sora_curl_version(const struct sora_curl *curl) {
    return curl->version_info(CURLVERSION_NOW)->version_num;
}
static inline const char *sora_curl_words(const struct sora_curl *curl, CURLcode code) {
    return curl->easy_strerror(code);
}

static inline CURL *sora_curl_easy_init(const struct sora_curl *curl) { return curl->easy_init(); }
static inline void sora_curl_easy_cleanup(const struct sora_curl *curl, CURL *easy) {
    curl->easy_cleanup(easy);
}

// Options, one wrapper for each kind of value.

static inline CURLcode sora_curl_set_long(
    const struct sora_curl *curl, CURL *easy, CURLoption option, long value) {
    return curl->easy_setopt(easy, option, value);
}
static inline CURLcode sora_curl_set_offset(
    const struct sora_curl *curl, CURL *easy, CURLoption option, curl_off_t value) {
    return curl->easy_setopt(easy, option, value);
}
/// libcurl copies the text; NULL sets the option back to none.
static inline CURLcode sora_curl_set_text(
    const struct sora_curl *curl, CURL *easy, CURLoption option, const char *value) {
    return curl->easy_setopt(easy, option, value);
}
/// The list must outlive the transfer.
static inline CURLcode sora_curl_set_list(
    const struct sora_curl *curl, CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl->easy_setopt(easy, option, value);
}
/// The buffer, of CURL_ERROR_SIZE bytes, must outlive the handle.
static inline CURLcode sora_curl_set_error_buffer(
    const struct sora_curl *curl, CURL *easy, char *buffer) {
    return curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}
/// http and https only; CURLOPT_PROTOCOLS_STR is of 7.85.
static inline CURLcode sora_curl_limit_protocols(const struct sora_curl *curl, CURL *easy) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (code != CURLE_UNKNOWN_OPTION) return code;
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
    return curl->easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#pragma clang diagnostic pop
}

// Callbacks, each with what it is called with.

static inline CURLcode sora_curl_set_write(
    const struct sora_curl *curl, CURL *easy, curl_write_callback call, void *with) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, call);
    return code != CURLE_OK ? code : curl->easy_setopt(easy, CURLOPT_WRITEDATA, with);
}
static inline CURLcode sora_curl_set_header(
    const struct sora_curl *curl, CURL *easy, curl_write_callback call, void *with) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, call);
    return code != CURLE_OK ? code : curl->easy_setopt(easy, CURLOPT_HEADERDATA, with);
}
static inline CURLcode sora_curl_set_read(
    const struct sora_curl *curl, CURL *easy, curl_read_callback call, void *with) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_READFUNCTION, call);
    return code != CURLE_OK ? code : curl->easy_setopt(easy, CURLOPT_READDATA, with);
}
static inline CURLcode sora_curl_set_prerequest(
    const struct sora_curl *curl, CURL *easy, curl_prereq_callback call, void *with) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_PREREQFUNCTION, call);
    return code != CURLE_OK ? code : curl->easy_setopt(easy, CURLOPT_PREREQDATA, with);
}
static inline CURLcode sora_curl_set_open_socket(
    const struct sora_curl *curl, CURL *easy, curl_opensocket_callback call, void *with) {
    CURLcode code = curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, call);
    return code != CURLE_OK ? code : curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, with);
}

// Lists of header fields.

static inline struct curl_slist *sora_curl_list_append(
    const struct sora_curl *curl, struct curl_slist *list, const char *text) {
    return curl->slist_append(list, text);
}
static inline void sora_curl_list_free(const struct sora_curl *curl, struct curl_slist *list) {
    curl->slist_free_all(list);
}

// Many transfers on one thread.

static inline CURLM *sora_curl_multi_init(const struct sora_curl *curl) { return curl->multi_init(); }
static inline void sora_curl_multi_cleanup(const struct sora_curl *curl, CURLM *multi) {
    curl->multi_cleanup(multi);
}
static inline CURLMcode sora_curl_multi_add(const struct sora_curl *curl, CURLM *multi, CURL *easy) {
    return curl->multi_add_handle(multi, easy);
}
static inline CURLMcode sora_curl_multi_remove(const struct sora_curl *curl, CURLM *multi, CURL *easy) {
    return curl->multi_remove_handle(multi, easy);
}
static inline CURLMcode sora_curl_multi_perform(const struct sora_curl *curl, CURLM *multi) {
    int running;
    return curl->multi_perform(multi, &running);
}
static inline CURLMcode sora_curl_multi_poll(
    const struct sora_curl *curl, CURLM *multi, int milliseconds) {
    return curl->multi_poll(multi, NULL, 0, milliseconds, NULL);
}
/// The only call that any thread may make (curl_multi_wakeup(3)).
static inline CURLMcode sora_curl_multi_wakeup(const struct sora_curl *curl, CURLM *multi) {
    return curl->multi_wakeup(multi);
}
/// The next transfer that has ended, with its result, or NULL.
static inline CURL *sora_curl_multi_next_done(
    const struct sora_curl *curl, CURLM *multi, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = curl->multi_info_read(multi, &left)))
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    return NULL;
}

// Sockets.

/// The bytes of the address that is to be connected to: 4, 16, or 0 when it is no IP address.
static inline int sora_curl_address(const struct curl_sockaddr *address, uint8_t bytes[16]) {
    if (address->family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, &address->addr, sizeof four);
        memcpy(bytes, &four.sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, &address->addr, sizeof six);
        memcpy(bytes, &six.sin6_addr, 16);
        return 16;
    }
    return 0;
}
/// Opens the socket for an address; closed on exec, so that no child inherits it.
static inline curl_socket_t sora_curl_open(const struct curl_sockaddr *address) {
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    int made = socket(address->family, address->socktype, address->protocol);
    if (made >= 0) fcntl(made, F_SETFD, FD_CLOEXEC);
    return made;
#endif
}
