#pragma once
// libavformat and its kin. The functions below exist because Swift cannot see
// macros of these shapes.
#include <errno.h>
#include <stdarg.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>

static inline int sora_averror(int error) { return AVERROR(error); }
static inline int sora_averror_eof(void) { return AVERROR_EOF; }
static inline int sora_averror_invaliddata(void) { return AVERROR_INVALIDDATA; }
static inline int64_t sora_no_pts(void) { return AV_NOPTS_VALUE; }

/// Where the last byte of any sample ends that the index of a stream knows, 0 without an index.
static inline int64_t sora_index_end(AVStream *stream) {
    int64_t end = 0;
    int count = avformat_index_get_entries_count(stream);
    for (int i = 0; i < count; i++) {
        const AVIndexEntry *entry = avformat_index_get_entry(stream, i);
        if (entry && entry->pos >= 0 && entry->pos <= INT64_MAX - entry->size
            && entry->pos + entry->size > end)
            end = entry->pos + entry->size;
    }
    return end;
}

typedef void (*sora_log_sink)(int level, const char *line);

/// Where it is kept who takes the library's log; used by the two functions below alone.
static inline sora_log_sink *sora_log_place(void) {
    static sora_log_sink place;
    return &place;
}

static inline void sora_log_line(void *source, int level, const char *format, va_list arguments) {
    char line[256];
    int prefix = 0; // Without a prefix no name of an object is printed.
    sora_log_sink sink = *sora_log_place();
    if (level > AV_LOG_ERROR || !sink) return;
    if (av_log_format_line2(source, level, format, arguments, line, sizeof line, &prefix) > 0)
        sink(level, line);
}

/// Sends errors that the library logs to `sink`, in lines below 256 bytes, instead of to standard error.
/// It may be called by several threads at once.
static inline void sora_log_to(sora_log_sink sink) {
    *sora_log_place() = sink;
    av_log_set_callback(sora_log_line);
}
/// Scales and converts a whole frame into packed rows; the number of rows, or an error.
static inline int sora_scale(
    struct SwsContext *scaler, const AVFrame *frame, uint8_t *rows, int stride) {
    uint8_t *planes[4] = {rows, NULL, NULL, NULL};
    int strides[4] = {stride, 0, 0, 0};
    return sws_scale(
        scaler, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height, planes,
        strides);
}

/// Converts rows of red, green and blue into a frame of the same size and any kind.
static inline int sora_fill_frame(AVFrame *frame, const uint8_t *rows, int stride) {
    const uint8_t *planes[4] = {rows, NULL, NULL, NULL};
    int strides[4] = {stride, 0, 0, 0};
    struct SwsContext *scaler = sws_getContext(
        frame->width, frame->height, AV_PIX_FMT_RGB24, frame->width, frame->height,
        (enum AVPixelFormat)frame->format, SWS_POINT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP, NULL,
        NULL, NULL);
    if (!scaler) return AVERROR(ENOMEM);
    int result = sws_scale(scaler, planes, strides, 0, frame->height, frame->data, frame->linesize);
    sws_freeContext(scaler);
    return result;
}
// SHA-256 for the simulator's fingerprints and entity tags.
#include <libavutil/sha.h>
