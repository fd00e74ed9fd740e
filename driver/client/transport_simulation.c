/* The simulated kernel as transport. */
#include <stdlib.h>
#include "../sim/simulation.h"
#include "transport.h"
#include "win11mon_callbacks.h"

struct mon_transport {
    sim_file_t *file;
};

int32_t mon_transport_open(uint32_t access, mon_transport_t **transport)
{
    mon_transport_t *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return MON_CB_NO_MEMORY;
    }
    made->file = sim_open(access);
    if (made->file == NULL) {
        free(made);
        return MON_CB_NO_DRIVER;
    }
    *transport = made;
    return MON_CB_OK;
}

static int32_t result_of(uint32_t status)
{
    switch (status) {
    case 0x00000000:
        return MON_CB_OK;
    case 0xC0000022:
        return MON_CB_ACCESS_DENIED;
    case 0x80000011:
        return MON_CB_BUSY;
    case 0xC0000004:
    case 0xC000000D:
        return MON_CB_INVALID;
    case 0x80000005:
    case 0xC0000023:
        return MON_CB_TOO_SMALL;
    case 0xC0000120:
    case 0xC0000056:
        return MON_CB_CANCELLED;
    case 0xC0000059:
        return MON_CB_VERSION;
    case 0xC000000B:
        return MON_CB_INVALID;
    case 0xC000009A:
        return MON_CB_NO_MEMORY;
    case 0xC00000BB:
    case 0xC000003E:
        return MON_CB_NOT_SUPPORTED;
    default:
        return MON_CB_FAILED;
    }
}

int32_t mon_transport_control(mon_transport_t *transport, mon_control_request_t *request)
{
    request->system_error = (uint32_t)sim_device_control(transport->file, request->code, request->input, request->input_bytes, request->output,
        request->output_bytes, &request->returned_bytes);
    return result_of(request->system_error);
}

void mon_transport_cancel(mon_transport_t *transport)
{
    sim_cancel_all(transport->file);
}

void mon_transport_close(mon_transport_t *transport)
{
    sim_close(transport->file);
    free(transport);
}

struct mon_reference_ring {
    uint32_t process_id;
};

int32_t mon_transport_make_ring(uint32_t buffer_count, mon_reference_ring_t **ring)
{
    mon_reference_ring_t *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return MON_CB_NO_MEMORY;
    }
    made->process_id = sim_client();
    sim_add_ioring(&(sim_ioring_t){.process_id = made->process_id, .buffer_count = buffer_count, .buffers = SIM_BUFFERS_KERNEL});
    *ring = made;
    return MON_CB_OK;
}

void mon_transport_close_ring(mon_reference_ring_t *ring)
{
    sim_remove_iorings(ring->process_id);
    free(ring);
}
