#pragma once
// What shows text: fontconfig finds fonts, FriBidi tells directions, HarfBuzz chooses and places glyphs,
// FreeType draws them. Their functions are looked up when a worker is started to draw, and no
// symbol of them is linked: whoever only measures needs none of them.
#include <dlfcn.h>
#include <fontconfig/fontconfig.h>
#include <fribidi/fribidi.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SORA_FONTCONFIG(DO) \
    DO(FcInit) DO(FcPatternCreate) DO(FcPatternDestroy) DO(FcPatternAddString) \
    DO(FcPatternAddInteger) DO(FcPatternAddBool) DO(FcConfigSubstitute) \
    DO(FcDefaultSubstitute) DO(FcFontSort) DO(FcFontSetDestroy) DO(FcPatternGetString) \
    DO(FcPatternGetInteger) DO(FcPatternGetBool) DO(FcPatternGetCharSet) \
    DO(FcCharSetHasChar)
#define SORA_FREETYPE(DO) \
    DO(FT_Init_FreeType) DO(FT_New_Memory_Face) DO(FT_Done_Face) DO(FT_Set_Char_Size) \
    DO(FT_Select_Size) DO(FT_Load_Glyph) DO(FT_Render_Glyph) DO(FT_Outline_Translate)
#define SORA_HARFBUZZ(DO) \
    DO(hb_blob_create) DO(hb_blob_destroy) DO(hb_face_create) DO(hb_face_destroy) \
    DO(hb_font_create) DO(hb_font_destroy) DO(hb_font_set_scale) DO(hb_ot_font_set_funcs) \
    DO(hb_font_set_var_named_instance) DO(hb_font_get_nominal_glyph) DO(hb_buffer_create) \
    DO(hb_buffer_destroy) DO(hb_buffer_add_utf32) DO(hb_buffer_set_direction) \
    DO(hb_buffer_set_script) DO(hb_shape) DO(hb_buffer_get_glyph_infos) \
    DO(hb_buffer_get_glyph_positions) DO(hb_unicode_funcs_get_default) DO(hb_unicode_script)
#define SORA_FRIBIDI(DO) \
    DO(fribidi_get_bidi_types) DO(fribidi_get_bracket_types) \
    DO(fribidi_get_par_embedding_levels_ex)

/// The functions that are used.
struct sora_text {
#define SORA_DECLARE(name) __typeof__(&name) name;
    SORA_FONTCONFIG(SORA_DECLARE)
    SORA_FREETYPE(SORA_DECLARE)
    SORA_HARFBUZZ(SORA_DECLARE)
    SORA_FRIBIDI(SORA_DECLARE)
#undef SORA_DECLARE
    FT_Library library;
};

/// Loads the libraries and looks up every function.
///
/// - Parameter suffix: goes behind the libraries' names, so that a test can have them missing.
/// - Returns: the functions; NULL, with what is missing in `missing`.
static inline struct sora_text *sora_text_load(const char *suffix, char *missing, size_t capacity) {
    struct sora_text *text = calloc(1, sizeof *text);
    void *library = NULL;
    char name[128];
    if (!text) return NULL;
#define SORA_OPEN(file) \
    snprintf(name, sizeof name, "%s%s", file, suffix); \
    library = dlopen(name, RTLD_NOW | RTLD_LOCAL); \
    if (!library) { snprintf(missing, capacity, "%s", name); free(text); return NULL; }
#define SORA_FIND(symbol) \
    *(void **)(&text->symbol) = dlsym(library, #symbol); \
    if (!text->symbol) { snprintf(missing, capacity, "%s of %s", #symbol, name); free(text); return NULL; }
    SORA_OPEN("libfontconfig.so.1") SORA_FONTCONFIG(SORA_FIND)
    SORA_OPEN("libfreetype.so.6") SORA_FREETYPE(SORA_FIND)
    SORA_OPEN("libharfbuzz.so.0") SORA_HARFBUZZ(SORA_FIND)
    SORA_OPEN("libfribidi.so.0") SORA_FRIBIDI(SORA_FIND)
#undef SORA_OPEN
#undef SORA_FIND
    if (text->FT_Init_FreeType(&text->library) || !text->FcInit()) {
        snprintf(missing, capacity, "the set-up of fontconfig or FreeType");
        free(text);
        return NULL;
    }
    return text;
}

/// Where a font is.
struct sora_font_file {
    char path[1024];
    int index;
};

/// The best installed fonts that together show those letters, as far as any does, the best first; their number.
///
/// - Parameters:
///   - families: the families that are liked best, with NULL behind the last.
///   - in_colour: whether only fonts with pictures in colour count.
static inline int sora_fonts_choose(
    const struct sora_text *text, const char *const *families, int bold, int in_colour,
    const uint32_t *letters, int count, struct sora_font_file *files, int capacity) {
    FcPattern *pattern = text->FcPatternCreate();
    FcResult result = FcResultNoMatch;
    int chosen = 0;
    char *covered = calloc((size_t)count + 1, 1);
    if (!pattern || !covered) return 0;
    for (int i = 0; families[i]; i++)
        text->FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)families[i]);
    text->FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_SEMIBOLD : FC_WEIGHT_REGULAR);
    text->FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    if (in_colour) text->FcPatternAddBool(pattern, FC_COLOR, FcTrue);
    text->FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    text->FcDefaultSubstitute(pattern);
    FcFontSet *sorted = text->FcFontSort(NULL, pattern, FcTrue, NULL, &result);
    for (int i = 0; sorted && i < sorted->nfont && chosen < capacity; i++) {
        FcPattern *font = sorted->fonts[i];
        FcChar8 *path = NULL;
        FcCharSet *has = NULL;
        FcBool is_variable = FcFalse, is_scalable = FcFalse, is_colour = FcFalse;
        int index = 0, is_needed = 0;
        if (text->FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch
            || text->FcPatternGetCharSet(font, FC_CHARSET, 0, &has) != FcResultMatch
            || strlen((const char *)path) >= sizeof files->path)
            continue;
        text->FcPatternGetInteger(font, FC_INDEX, 0, &index);
        text->FcPatternGetBool(font, FC_VARIABLE, 0, &is_variable);
        text->FcPatternGetBool(font, FC_SCALABLE, 0, &is_scalable);
        text->FcPatternGetBool(font, FC_COLOR, 0, &is_colour);
        // An instance of a font that varies has a name; the font itself would need a choice on its axes.
        if (is_variable || (!is_scalable && !is_colour) || (in_colour && !is_colour)) continue;
        for (int k = 0; k < count; k++)
            if (!covered[k] && text->FcCharSetHasChar(has, letters[k])) covered[k] = 1, is_needed = 1;
        if (!is_needed && (chosen > 0 || in_colour)) continue;
        snprintf(files[chosen].path, sizeof files->path, "%s", (const char *)path);
        files[chosen++].index = index;
    }
    if (sorted) text->FcFontSetDestroy(sorted);
    text->FcPatternDestroy(pattern);
    free(covered);
    return chosen;
}

/// A font in memory.
struct sora_font {
    FT_Face face;
    hb_font_t *shaper;
};

/// Opens a font whose bytes stay where they are; 0, or -1 where it is none.
static inline int sora_font_open(
    const struct sora_text *text, const void *bytes, size_t count, int index,
    struct sora_font *font) {
    if (count > INT32_MAX
        || text->FT_New_Memory_Face(text->library, bytes, (FT_Long)count, index, &font->face))
        return -1;
    hb_blob_t *blob =
        text->hb_blob_create(bytes, (unsigned)count, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = text->hb_face_create(blob, (unsigned)index & 0xFFFF);
    font->shaper = text->hb_font_create(face);
    text->hb_ot_font_set_funcs(font->shaper);
    if (index >> 16) text->hb_font_set_var_named_instance(font->shaper, (unsigned)(index >> 16) - 1);
    text->hb_face_destroy(face);
    text->hb_blob_destroy(blob);
    return 0;
}

static inline int sora_font_has(
    const struct sora_text *text, const struct sora_font *font, uint32_t letter) {
    hb_codepoint_t glyph = 0;
    return text->hb_font_get_nominal_glyph(font->shaper, letter, &glyph) && glyph;
}

/// How far a font reaches above and below the line that letters stand on, by its size.
static inline float sora_font_ascent(const struct sora_font *font) {
    return font->face->units_per_EM ? (float)font->face->ascender / font->face->units_per_EM : 0.9f;
}
static inline float sora_font_descent(const struct sora_font *font) {
    return font->face->units_per_EM ? -(float)font->face->descender / font->face->units_per_EM : 0.2f;
}

/// A glyph of a shaped text: where it stands, in 64ths of a pixel.
struct sora_glyph {
    uint32_t glyph;
    int cluster, advance, x, y;
};

/// Shapes letters of one script, direction and font, from left to right; the number of glyphs.
static inline int sora_font_shape(
    const struct sora_text *text, const struct sora_font *font, int size, const uint32_t *letters,
    int count, int is_right_to_left, uint32_t script, struct sora_glyph *glyphs, int capacity) {
    hb_buffer_t *buffer = text->hb_buffer_create();
    unsigned found = 0;
    text->hb_font_set_scale(font->shaper, size, size);
    text->hb_buffer_add_utf32(buffer, letters, count, 0, count);
    text->hb_buffer_set_direction(
        buffer, is_right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    text->hb_buffer_set_script(buffer, (hb_script_t)script);
    text->hb_shape(font->shaper, buffer, NULL, 0);
    hb_glyph_info_t *infos = text->hb_buffer_get_glyph_infos(buffer, &found);
    hb_glyph_position_t *places = text->hb_buffer_get_glyph_positions(buffer, &found);
    int made = (int)found < capacity ? (int)found : capacity;
    for (int i = 0; i < made; i++)
        glyphs[i] = (struct sora_glyph){
            infos[i].codepoint, (int)infos[i].cluster, places[i].x_advance, places[i].x_offset,
            places[i].y_offset};
    text->hb_buffer_destroy(buffer);
    return made;
}

/// The script of a letter, as HarfBuzz numbers it.
static inline uint32_t sora_letter_script(const struct sora_text *text, uint32_t letter) {
    return (uint32_t)text->hb_unicode_script(text->hb_unicode_funcs_get_default(), letter);
}
static inline int sora_script_is_shared(uint32_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}
static inline uint32_t sora_script_latin(void) { return HB_SCRIPT_LATIN; }

/// How deep each letter lies in texts of the other direction: odd is right to left. 1 where the whole is so.
static inline int sora_text_levels(
    const struct sora_text *text, const uint32_t *letters, int count, int8_t *levels) {
    FriBidiCharType *types = calloc((size_t)count + 1, sizeof *types);
    FriBidiBracketType *brackets = calloc((size_t)count + 1, sizeof *brackets);
    FriBidiParType direction = FRIBIDI_PAR_ON;
    int is_right_to_left = 0;
    memset(levels, 0, (size_t)count);
    if (types && brackets) {
        text->fribidi_get_bidi_types(letters, count, types);
        text->fribidi_get_bracket_types(letters, count, types, brackets);
        if (text->fribidi_get_par_embedding_levels_ex(
                types, brackets, count, &direction, (FriBidiLevel *)levels))
            is_right_to_left = FRIBIDI_IS_RTL(direction) ? 1 : 0;
    }
    free(types);
    free(brackets);
    return is_right_to_left;
}

/// A drawn glyph; its bytes last until the next one is drawn.
struct sora_drawing {
    const uint8_t *bytes;
    int width, height, stride, left, top;
    /// Whether a pixel is blue, green, red and opacity, multiplied, and not opacity alone.
    int is_colour;
    /// By how much it has to be made smaller: fonts with pictures have them in few sizes.
    float scale;
};

/// Draws a glyph of that size in 64ths of a pixel, moved to the right by that many; 0, or -1 where there is none.
static inline int sora_font_draw(
    const struct sora_text *text, const struct sora_font *font, int size, uint32_t glyph, int shift,
    struct sora_drawing *drawing) {
    FT_Face face = font->face;
    memset(drawing, 0, sizeof *drawing);
    drawing->scale = 1;
    if (FT_IS_SCALABLE(face)) {
        if (text->FT_Set_Char_Size(face, 0, size, 72, 72)) return -1;
    } else {
        if (face->num_fixed_sizes < 1 || text->FT_Select_Size(face, 0)) return -1;
        if (face->size->metrics.y_ppem)
            drawing->scale = (float)size / 64 / (float)face->size->metrics.y_ppem;
    }
    if (text->FT_Load_Glyph(face, glyph, FT_LOAD_COLOR | FT_LOAD_NO_HINTING)) return -1;
    if (face->glyph->format == FT_GLYPH_FORMAT_OUTLINE)
        text->FT_Outline_Translate(&face->glyph->outline, shift, 0);
    if (face->glyph->format != FT_GLYPH_FORMAT_BITMAP
        && text->FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL))
        return -1;
    FT_Bitmap *bitmap = &face->glyph->bitmap;
    if (bitmap->pixel_mode != FT_PIXEL_MODE_GRAY && bitmap->pixel_mode != FT_PIXEL_MODE_BGRA)
        return -1;
    if (bitmap->pitch < 0) return -1;
    drawing->bytes = bitmap->buffer;
    drawing->width = (int)bitmap->width;
    drawing->height = (int)bitmap->rows;
    drawing->stride = bitmap->pitch;
    drawing->left = face->glyph->bitmap_left;
    drawing->top = face->glyph->bitmap_top;
    drawing->is_colour = bitmap->pixel_mode == FT_PIXEL_MODE_BGRA;
    return 0;
}
