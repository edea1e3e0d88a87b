#pragma once
// libpcre2-8, loaded at the first regular expression: types come from its header, functions are looked
// up, and no symbol of it is linked.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <dlfcn.h>
#include <pcre2.h>
#include <stddef.h>

/// The functions of libpcre2-8 that are used.
struct sora_pcre {
    pcre2_code *(*compile)(PCRE2_SPTR, PCRE2_SIZE, uint32_t, int *, PCRE2_SIZE *, pcre2_compile_context *);
    void (*code_free)(pcre2_code *);
    pcre2_match_context *(*match_context_create)(pcre2_general_context *);
    void (*match_context_free)(pcre2_match_context *);
    int (*set_match_limit)(pcre2_match_context *, uint32_t);
    int (*set_depth_limit)(pcre2_match_context *, uint32_t);
    int (*set_heap_limit)(pcre2_match_context *, uint32_t);
    pcre2_match_data *(*match_data_create)(uint32_t, pcre2_general_context *);
    void (*match_data_free)(pcre2_match_data *);
    int (*match)(const pcre2_code *, PCRE2_SPTR, PCRE2_SIZE, PCRE2_SIZE, uint32_t, pcre2_match_data *,
                 pcre2_match_context *);
    int (*get_error_message)(int, PCRE2_UCHAR *, PCRE2_SIZE);
};

/// A compiled expression with what matching it needs.
struct sora_pattern {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

/// Loads the library and looks up every function; NULL, or what is missing.
static inline const char *sora_pcre_load(const char *name, struct sora_pcre *pcre) {
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
#define SORA_PCRE_FIND(field) \
    *(void **)(&pcre->field) = dlsym(library, "pcre2_" #field "_8"); \
    if (!pcre->field) return "pcre2_" #field "_8";
    SORA_PCRE_FIND(compile)
    SORA_PCRE_FIND(code_free)
    SORA_PCRE_FIND(match_context_create)
    SORA_PCRE_FIND(match_context_free)
    SORA_PCRE_FIND(set_match_limit)
    SORA_PCRE_FIND(set_depth_limit)
    SORA_PCRE_FIND(set_heap_limit)
    SORA_PCRE_FIND(match_data_create)
    SORA_PCRE_FIND(match_data_free)
    SORA_PCRE_FIND(match)
    SORA_PCRE_FIND(get_error_message)
#undef SORA_PCRE_FIND
    return NULL;
}

static inline void sora_pattern_free(const struct sora_pcre *pcre, struct sora_pattern *pattern) {
    if (pattern->data) pcre->match_data_free(pattern->data);
    if (pattern->context) pcre->match_context_free(pattern->context);
    if (pattern->code) pcre->code_free(pattern->code);
}

/// Compiles an expression over UTF-8; returns 1, or 0 with where and why in the last two.
static inline int sora_pattern_compile(
    const struct sora_pcre *pcre, const unsigned char *text, size_t bytes, uint32_t matches, uint32_t depth,
    uint32_t kibibytes, struct sora_pattern *pattern, size_t *offset, char message[256]) {
    int error = 0;
    PCRE2_SIZE place = 0;
    const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    pattern->data = NULL;
    pattern->context = NULL;
    pattern->code = pcre->compile(text, bytes, options, &error, &place, NULL);
    if (!pattern->code) {
        *offset = place;
        if (pcre->get_error_message(error, (PCRE2_UCHAR *)message, 256) < 0) message[0] = 0;
        return 0;
    }
    pattern->data = pcre->match_data_create(1, NULL);
    pattern->context = pcre->match_context_create(NULL);
    if (!pattern->data || !pattern->context) {
        sora_pattern_free(pcre, pattern);
        *offset = 0;
        message[0] = 0;
        return 0;
    }
    pcre->set_match_limit(pattern->context, matches);
    pcre->set_depth_limit(pattern->context, depth);
    pcre->set_heap_limit(pattern->context, kibibytes);
    return 1;
}

/// Whether an expression matches somewhere in a text: 1 or 0, or -1 when a limit was met.
static inline int sora_pattern_matches(
    const struct sora_pcre *pcre, const struct sora_pattern *pattern, const unsigned char *text, size_t bytes) {
    int found = pcre->match(
        pattern->code, bytes ? text : (const unsigned char *)"", bytes, 0, 0, pattern->data, pattern->context);
    if (found >= 0) return 1;
    return found == PCRE2_ERROR_NOMATCH ? 0 : -1;
}
