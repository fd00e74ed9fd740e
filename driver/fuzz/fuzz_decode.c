/* Fuzzes the client's decoder. The input is a batch; its magic, version and fingerprint are put right half of the time. */
#include <stdlib.h>
#include <string.h>
#include "../client/win11mon_callbacks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *batch = malloc(size + 1);
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    mon_batch_header_t header;

    memcpy(batch, data, size);
    if (size >= sizeof header && (data[size - 1] & 1) == 0) {
        memcpy(&header, batch, sizeof header);
        header.magic = MON_BATCH_MAGIC;
        header.version = MON_ABI_VERSION;
        header.header_bytes = sizeof header;
        header.total_bytes = (uint32_t)size;
        header.layout_fingerprint = MON_LAYOUT_FINGERPRINT;
        memcpy(batch, &header, sizeof header);
    }
    if (Mon_CbIterate(batch, (uint32_t)size, &iterator) == MON_CB_OK) {
        while (Mon_CbNext(&iterator, &event) != MON_CB_END) {
        }
    }
    free(batch);
    return 0;
}
