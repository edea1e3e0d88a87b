#pragma once
// libavfilter, loaded by a worker that decodes, before it confines itself: it brings some thirty libraries
// more, which a worker that reads headers alone does not pay for. Types come from its header, functions are
// looked up, and no symbol of it is linked.
#include <dlfcn.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <stddef.h>

/// The functions of libavfilter that are used.
struct sora_avfilter {
    unsigned (*avfilter_version)(void);
    AVFilterGraph *(*avfilter_graph_alloc)(void);
    int (*avfilter_graph_parse2)(
        AVFilterGraph *, const char *, AVFilterInOut **, AVFilterInOut **);
    int (*avfilter_graph_config)(AVFilterGraph *, void *);
    AVFilterContext *(*avfilter_graph_get_filter)(AVFilterGraph *, const char *);
    void (*avfilter_graph_free)(AVFilterGraph **);
    void (*avfilter_inout_free)(AVFilterInOut **);
    int (*av_buffersrc_add_frame_flags)(AVFilterContext *, AVFrame *, int);
    int (*av_buffersink_get_frame)(AVFilterContext *, AVFrame *);
};

#define SORA_TEXT_OF(word) #word
#define SORA_TEXT(word) SORA_TEXT_OF(word)

/// The file of the version whose header this was built with: its types hold for no other.
static inline const char *sora_avfilter_name(void) {
    return "libavfilter.so." SORA_TEXT(LIBAVFILTER_VERSION_MAJOR);
}

/// Loads the library and looks up every function; NULL, or what is missing.
static inline const char *sora_avfilter_load(struct sora_avfilter *library) {
    void *file = dlopen(sora_avfilter_name(), RTLD_NOW | RTLD_LOCAL);
    if (!file) return dlerror();
#define SORA_FIND(field) \
    *(void **)(&library->field) = dlsym(file, #field); \
    if (!library->field) return #field;
    SORA_FIND(avfilter_version)
    SORA_FIND(avfilter_graph_alloc)
    SORA_FIND(avfilter_graph_parse2)
    SORA_FIND(avfilter_graph_config)
    SORA_FIND(avfilter_graph_get_filter)
    SORA_FIND(avfilter_graph_free)
    SORA_FIND(avfilter_inout_free)
    SORA_FIND(av_buffersrc_add_frame_flags)
    SORA_FIND(av_buffersink_get_frame)
#undef SORA_FIND
    return NULL;
}

static inline unsigned sora_avfilter_version(const struct sora_avfilter *library) {
    return library->avfilter_version();
}

/// A graph of the filters that a text describes, run by this thread alone; NULL when it cannot be made.
static inline AVFilterGraph *sora_avfilter_graph(
    const struct sora_avfilter *library, const char *description) {
    AVFilterGraph *graph = library->avfilter_graph_alloc();
    AVFilterInOut *inputs = NULL, *outputs = NULL;
    if (!graph) return NULL;
    graph->nb_threads = 1;
    graph->thread_type = 0;
    int result = library->avfilter_graph_parse2(graph, description, &inputs, &outputs);
    library->avfilter_inout_free(&inputs);
    library->avfilter_inout_free(&outputs);
    if (result >= 0) result = library->avfilter_graph_config(graph, NULL);
    if (result < 0) library->avfilter_graph_free(&graph);
    return graph;
}

static inline AVFilterContext *sora_avfilter_find(
    const struct sora_avfilter *library, AVFilterGraph *graph, const char *name) {
    return library->avfilter_graph_get_filter(graph, name);
}
static inline void sora_avfilter_free(const struct sora_avfilter *library, AVFilterGraph *graph) {
    library->avfilter_graph_free(&graph);
}
/// Gives a frame to the source, which takes a reference; NULL says that no more come.
static inline int sora_avfilter_push(
    const struct sora_avfilter *library, AVFilterContext *source, AVFrame *frame) {
    return library->av_buffersrc_add_frame_flags(source, frame, AV_BUFFERSRC_FLAG_KEEP_REF);
}
static inline int sora_avfilter_pull(
    const struct sora_avfilter *library, AVFilterContext *sink, AVFrame *frame) {
    return library->av_buffersink_get_frame(sink, frame);
}
