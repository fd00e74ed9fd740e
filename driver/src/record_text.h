/* Texts and bytes of a record: measured before the record is reserved, copied after. */
#ifndef MON_RECORD_TEXT_H
#define MON_RECORD_TEXT_H

#include "mon_records_generated.h"
#include "ntcompat.h"

/* is_present tells "empty" from "not known". */
typedef struct mon_text {
    const void *bytes;
    uint32_t length_bytes;
    bool is_present;
    bool is_cut;
} mon_text_t;

/* Where the next text of a record goes. */
typedef struct mon_text_writer {
    mon_record_header_t *record;
    uint32_t offset_bytes;
} mon_text_writer_t;

/* The string up to a limit in bytes; not present for NULL and for a string without a buffer. IRQL: any. */
static inline mon_text_t mon_text_of(PCUNICODE_STRING string, uint32_t limit_bytes)
{
    uint32_t length_bytes;

    if (string == NULL || string->Buffer == NULL) {
        return (mon_text_t){0};
    }
    length_bytes = string->Length & ~1u;
    limit_bytes &= ~1u;
    return (mon_text_t){.bytes = string->Buffer,
        .length_bytes = length_bytes > limit_bytes ? limit_bytes : length_bytes,
        .is_present = true,
        .is_cut = length_bytes > limit_bytes};
}

/* Copies the text behind the record's fixed part and points the member at it. IRQL: that at which the text may be touched. */
static inline void mon_text_put(mon_text_writer_t *writer, mon_counted_t *member, const mon_text_t *text, uint32_t present_bit)
{
    uint8_t *variable_part = (uint8_t *)writer->record + writer->record->fixed_bytes;

    if (!text->is_present) {
        return;
    }
    writer->record->present_mask |= present_bit;
    writer->record->flags |= text->is_cut ? MON_RECORD_FLAG_TRUNCATED : 0;
    *member = (mon_counted_t){.offset_bytes = (uint16_t)writer->offset_bytes, .length_bytes = (uint16_t)text->length_bytes};
    if (text->length_bytes != 0) {
        RtlCopyMemory(variable_part + writer->offset_bytes, text->bytes, text->length_bytes);
    }
    writer->offset_bytes += text->length_bytes;
}

#endif
