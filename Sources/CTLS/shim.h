#pragma once
// The functions below exist because much of OpenSSL is macros, which Swift does not see.
// See the manual pages of the functions that they call, at https://docs.openssl.org/3.0/man3/
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

/// A new key on the curve P-256, or NULL.
static inline EVP_PKEY *sora_tls_make_key(void) { return EVP_EC_gen("P-256"); }

/// Adds an extension of X.509; 0 when it cannot be.
static inline int sora_tls_extend(X509 *certificate, X509 *issuer, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    if (!extension) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

/// Makes a certificate that holds from `from` to `until`, in seconds from now.
///
/// `alternatives` are the names of a server; NULL makes the certificate of an authority.
/// Without an issuer it is signed by `issuer_key` in its own name. NULL when it cannot be made.
static inline X509 *sora_tls_make_certificate(
    const char *name, const char *alternatives, long from, long until, EVP_PKEY *key, X509 *issuer,
    EVP_PKEY *issuer_key) {
    X509 *made = X509_new();
    if (!made) return NULL;
    unsigned char serial[16];
    BIGNUM *number = BN_new();
    X509_NAME *subject = X509_get_subject_name(made);
    X509 *signer = issuer ? issuer : made;
    int good = number && BN_rand(number, 8 * sizeof serial - 1, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY)
        && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made)) && X509_set_version(made, 2)
        && X509_gmtime_adj(X509_getm_notBefore(made), from)
        && X509_gmtime_adj(X509_getm_notAfter(made), until) && X509_set_pubkey(made, key)
        && X509_NAME_add_entry_by_txt(
            subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0)
        && X509_set_issuer_name(made, X509_get_subject_name(signer))
        && sora_tls_extend(made, signer, NID_subject_key_identifier, "hash");
    if (good && alternatives) {
        good = sora_tls_extend(made, signer, NID_basic_constraints, "critical,CA:FALSE")
            && sora_tls_extend(made, signer, NID_key_usage, "critical,digitalSignature")
            && sora_tls_extend(made, signer, NID_ext_key_usage, "serverAuth")
            && sora_tls_extend(made, signer, NID_subject_alt_name, alternatives);
        if (good && issuer)
            good = sora_tls_extend(made, signer, NID_authority_key_identifier, "keyid:always");
    } else if (good) {
        good = sora_tls_extend(made, signer, NID_basic_constraints, "critical,CA:TRUE")
            && sora_tls_extend(made, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    good = good && X509_sign(made, issuer_key, EVP_sha256());
    BN_free(number);
    if (good) return made;
    X509_free(made);
    return NULL;
}

/// Writes a certificate as PEM into `buffer`; its length, or 0 when it does not fit.
static inline size_t sora_tls_write_pem(X509 *certificate, char *buffer, size_t capacity) {
    BIO *memory = BIO_new(BIO_s_mem());
    if (!memory) return 0;
    char *data = NULL;
    size_t length = 0;
    if (PEM_write_bio_X509(memory, certificate)) {
        long size = BIO_get_mem_data(memory, &data);
        if (size > 0 && (size_t)size <= capacity) {
            length = (size_t)size;
            memcpy(buffer, data, length);
        }
    }
    BIO_free(memory);
    return length;
}

/// Makes the settings of a server: TLS 1.2 or newer, or, when `outdated`, TLS 1.1 alone.
static inline SSL_CTX *sora_tls_make_context(X509 *certificate, EVP_PKEY *key, int outdated) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return NULL;
    int good = SSL_CTX_use_certificate(context, certificate) && SSL_CTX_use_PrivateKey(context, key);
    if (outdated) {
        // Level 0 is the only one that lets TLS 1.1 sign with SHA-1.
        good = good && SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0")
            && SSL_CTX_set_min_proto_version(context, TLS1_1_VERSION)
            && SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
    } else {
        good = good && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    }
    // A client that ends without a word must not look like an error.
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    if (good) return context;
    SSL_CTX_free(context);
    return NULL;
}
