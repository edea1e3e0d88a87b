#pragma once
// libcrypto, loaded at the first digest: types come from its header, functions are looked up, and no
// symbol of it is linked.
#include <dlfcn.h>
#include <openssl/evp.h>
#include <stddef.h>

/// The functions of libcrypto that are used.
struct sora_crypto {
    EVP_MD_CTX *(*MD_CTX_new)(void);
    void (*MD_CTX_free)(EVP_MD_CTX *);
    const EVP_MD *(*sha256)(void);
    int (*DigestInit_ex)(EVP_MD_CTX *, const EVP_MD *, ENGINE *);
    int (*DigestUpdate)(EVP_MD_CTX *, const void *, size_t);
    int (*DigestFinal_ex)(EVP_MD_CTX *, unsigned char *, unsigned int *);
    const char *(*version)(int);
};

/// Loads the library and looks up every function; NULL, or what is missing.
static inline const char *sora_crypto_load(const char *name, struct sora_crypto *crypto) {
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
#define SORA_CRYPTO_FIND(field) \
    *(void **)(&crypto->field) = dlsym(library, "EVP_" #field); \
    if (!crypto->field) return "EVP_" #field;
    SORA_CRYPTO_FIND(MD_CTX_new)
    SORA_CRYPTO_FIND(MD_CTX_free)
    SORA_CRYPTO_FIND(sha256)
    SORA_CRYPTO_FIND(DigestInit_ex)
    SORA_CRYPTO_FIND(DigestUpdate)
    SORA_CRYPTO_FIND(DigestFinal_ex)
#undef SORA_CRYPTO_FIND
    *(void **)(&crypto->version) = dlsym(library, "OpenSSL_version");
    if (!crypto->version) return "OpenSSL_version";
    return NULL;
}

/// The library's name and version.
static inline const char *sora_crypto_version(const struct sora_crypto *crypto) {
    return crypto->version(OPENSSL_VERSION);
}
/// A new SHA-256, or NULL.
static inline EVP_MD_CTX *sora_crypto_begin(const struct sora_crypto *crypto) {
    EVP_MD_CTX *context = crypto->MD_CTX_new();
    if (context && crypto->DigestInit_ex(context, crypto->sha256(), NULL) == 1) return context;
    crypto->MD_CTX_free(context);
    return NULL;
}
static inline int sora_crypto_update(
    const struct sora_crypto *crypto, EVP_MD_CTX *context, const void *bytes, size_t count) {
    return crypto->DigestUpdate(context, bytes, count);
}
static inline int sora_crypto_finish(
    const struct sora_crypto *crypto, EVP_MD_CTX *context, unsigned char digest[32]) {
    return crypto->DigestFinal_ex(context, digest, NULL);
}
static inline void sora_crypto_free(const struct sora_crypto *crypto, EVP_MD_CTX *context) {
    crypto->MD_CTX_free(context);
}
