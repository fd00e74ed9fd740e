/* How the library reaches the driver: one implementation for Windows, one for the simulation. */
#ifndef MON_TRANSPORT_H
#define MON_TRANSPORT_H

#include <stdint.h>

typedef struct mon_transport mon_transport_t;

/* One control request. A MON_CB_RESULT comes back; system_error gets the system's own code. */
typedef struct mon_control_request {
    uint32_t code;
    const void *input;
    uint32_t input_bytes;
    void *output;
    uint32_t output_bytes;
    uint32_t returned_bytes;
    uint32_t system_error;
} mon_control_request_t;

int32_t mon_transport_open(uint32_t access, mon_transport_t **transport);
int32_t mon_transport_control(mon_transport_t *transport, mon_control_request_t *request);
void mon_transport_cancel(mon_transport_t *transport);
void mon_transport_close(mon_transport_t *transport);

/* An I/O ring of this process with that many registered buffers. A MON_CB_RESULT comes back. */
typedef struct mon_reference_ring mon_reference_ring_t;
int32_t mon_transport_make_ring(uint32_t buffer_count, mon_reference_ring_t **ring);
void mon_transport_close_ring(mon_reference_ring_t *ring);

#endif
