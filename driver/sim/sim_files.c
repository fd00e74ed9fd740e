/* Handles of the device: opened, their requests cancelled, closed. */
#include "sim_requests.h"

static void send_simple(sim_file_t *file, uint8_t major)
{
    sim_request_t *request = sim_make_request(file, major);

    sim_dispatch(request);
    free(request);
}

sim_file_t *sim_open(uint32_t access)
{
    sim_file_t *file;

    if (!sim_has_link()) {
        return NULL;
    }
    file = calloc(1, sizeof *file);
    file->access = access;
    file->load = sim_load_number();
    send_simple(file, IRP_MJ_CREATE);
    return file;
}

void sim_cancel_all(sim_file_t *file)
{
    sim_request_t *request;

    /* A request is unlinked by sim_wait only, which the caller does not run meanwhile. */
    for (request = file->first; request != NULL; request = request->next) {
        sim_cancel(request);
    }
}

void sim_close(sim_file_t *file)
{
    if (sim_is_device(&sim_device_object)) {
        send_simple(file, IRP_MJ_CLEANUP);
        send_simple(file, IRP_MJ_CLOSE);
    }
    if (file->first != NULL) {
        pthread_mutex_lock(&sim_dispatcher);
        for (sim_request_t *request = file->first; request != NULL; request = request->next) {
            if (!request->is_complete) {
                sim_violation("file closed, and a request of it is still pending");
            }
            request->file = NULL;
        }
        pthread_mutex_unlock(&sim_dispatcher);
    }
    free(file);
}
