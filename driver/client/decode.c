/* The walk through a batch. Its bytes are not trusted: every record is checked against the batch's end. */
#include <string.h>
#include "decode_record.h"

MON_CB_API int32_t Mon_CbIterate(const void *batch, uint32_t batch_bytes, MON_CB_ITERATOR *iterator)
{
    mon_batch_header_t header;

    if (batch == NULL || iterator == NULL) {
        return MON_CB_INVALID;
    }
    memset(iterator, 0, sizeof *iterator);
    if (batch_bytes < sizeof header) {
        return MON_CB_MALFORMED;
    }
    memcpy(&header, batch, sizeof header);
    if (header.magic != MON_BATCH_MAGIC || header.header_bytes < sizeof header || header.header_bytes > header.total_bytes ||
        header.total_bytes > batch_bytes) {
        return MON_CB_MALFORMED;
    }
    if (header.version != MON_ABI_VERSION || header.layout_fingerprint != MON_LAYOUT_FINGERPRINT) {
        return MON_CB_VERSION;
    }
    iterator->next = (const uint8_t *)batch + header.header_bytes;
    iterator->end = (const uint8_t *)batch + header.total_bytes;
    iterator->remaining_records = header.record_count;
    return MON_CB_OK;
}

MON_CB_API int32_t Mon_CbNext(MON_CB_ITERATOR *iterator, MON_CB_EVENT *event)
{
    const uint8_t *record;
    mon_record_header_t header = {0};
    size_t left;

    if (iterator == NULL || event == NULL) {
        return MON_CB_INVALID;
    }
    if (iterator->remaining_records == 0) {
        return MON_CB_END;
    }
    record = iterator->next;
    left = (size_t)(iterator->end - record);
    if (left >= sizeof header) {
        memcpy(&header, record, sizeof header);
    }
    if (left < sizeof header || header.size_bytes < sizeof header || header.size_bytes > left || header.size_bytes % 8 != 0 ||
        header.fixed_bytes < sizeof header || header.fixed_bytes > header.size_bytes) {
        iterator->remaining_records = 0;
        return MON_CB_MALFORMED;
    }
    iterator->next = record + header.size_bytes;
    iterator->remaining_records--;
    event->sequence = header.sequence;
    event->time_us = header.time_us;
    event->monotonic_us = header.monotonic_us;
    event->kind = header.kind;
    event->event_type = -1;
    event->record_bytes = header.size_bytes;
    event->flags = header.flags;
    return mon_decode_record(record, &header, event);
}
