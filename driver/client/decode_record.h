/* Inside of the client library: the decoder of one record. */
#ifndef DECODE_RECORD_H
#define DECODE_RECORD_H

#include "win11mon_callbacks.h"

/*
 * Fills the event's type and body from a record whose header has been checked: all its bytes are there, at any address.
 * MON_CB_MALFORMED when a part of it lies outside it. A kind that is not known leaves the event as it is.
 */
int mon_decode_record(const uint8_t *record, const mon_record_header_t *header, MON_CB_EVENT *event);

#endif
