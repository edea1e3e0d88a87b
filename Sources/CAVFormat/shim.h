#pragma once
// libavformat and its kin. The functions below exist because Swift cannot see
// macros of these shapes.
#include <errno.h>
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

// SHA-256 for the simulator's fingerprints and entity tags.
#include <libavutil/sha.h>
