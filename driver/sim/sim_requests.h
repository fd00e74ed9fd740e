/* A handle of user mode, and the requests on it. */
#ifndef SIM_REQUESTS_H
#define SIM_REQUESTS_H

#include "sim_internal.h"

struct sim_file {
    FILE_OBJECT object;
    uint32_t access;
    /* The load of the driver that it was opened in. */
    uint64_t load;
    struct sim_request *first;
};

struct sim_request {
    IRP irp;
    sim_file_t *file;
    struct sim_request *next;
    void *output;
    uint32_t output_bytes;
    uint32_t returned_bytes;
    bool is_complete;
    bool is_marked;
    NTSTATUS dispatch_status;
};

sim_request_t *sim_make_request(sim_file_t *file, uint8_t major);
void sim_dispatch(sim_request_t *request);

#endif
