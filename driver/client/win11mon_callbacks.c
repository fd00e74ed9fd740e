#include "win11mon_callbacks.h"
#include <stdlib.h>
#include <string.h>
#include "transport.h"

/* As many as no chance would have it. */
#define REFERENCE_BUFFERS 13u

struct mon_cb_client {
    mon_transport_t *transport;
    uint32_t system_error;
    /* Of the last batch; an acknowledgement needs it. Read and written with boot_id_lock held, for a few moves at a time. */
    uint8_t boot_id[16];
    uint32_t boot_id_lock;
};

MON_CB_API int32_t Mon_CbOpen(uint32_t access, MON_CB_HANDLE *handle)
{
    MON_CB_HANDLE made;
    int32_t result;

    if (handle == NULL || access == 0 || (access & ~(MON_CB_OPEN_READ | MON_CB_OPEN_WRITE)) != 0) {
        return MON_CB_INVALID;
    }
    made = calloc(1, sizeof *made);
    if (made == NULL) {
        return MON_CB_NO_MEMORY;
    }
    result = mon_transport_open(access, &made->transport);
    if (result != MON_CB_OK) {
        free(made);
        return result;
    }
    *handle = made;
    return MON_CB_OK;
}

MON_CB_API void Mon_CbClose(MON_CB_HANDLE handle)
{
    if (handle != NULL) {
        mon_transport_close(handle->transport);
        free(handle);
    }
}

static int32_t control(MON_CB_HANDLE handle, mon_control_request_t *request)
{
    int32_t result = mon_transport_control(handle->transport, request);

    if (result != MON_CB_OK) {
        __atomic_store_n(&handle->system_error, request->system_error, __ATOMIC_RELAXED);
    }
    return result;
}

MON_CB_API int32_t Mon_CbGetStats(MON_CB_HANDLE handle, MON_CALLBACK_STATISTICS *statistics)
{
    mon_control_request_t request = {.code = IOCTL_MONITOR_CB_GET_STATS, .output = statistics, .output_bytes = sizeof *statistics};

    if (handle == NULL || statistics == NULL) {
        return MON_CB_INVALID;
    }
    return control(handle, &request);
}

static void lock_boot_id(MON_CB_HANDLE handle)
{
    while (__atomic_exchange_n(&handle->boot_id_lock, 1, __ATOMIC_ACQUIRE) != 0) {
    }
}

static void unlock_boot_id(MON_CB_HANDLE handle)
{
    __atomic_store_n(&handle->boot_id_lock, 0, __ATOMIC_RELEASE);
}

static int is_zero(const uint8_t *bytes, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        if (bytes[index] != 0) {
            return 0;
        }
    }
    return 1;
}

MON_CB_API int32_t Mon_CbGetEvents(
    MON_CB_HANDLE handle, const MON_GET_EVENTS_INPUT *input, void *buffer, uint32_t buffer_bytes, uint32_t *returned_bytes)
{
    MON_GET_EVENTS_INPUT whole;
    mon_control_request_t request = {
        .code = IOCTL_MONITOR_CB_GET_EVENTS, .input = &whole, .input_bytes = sizeof whole, .output = buffer, .output_bytes = buffer_bytes};
    int32_t result;

    if (handle == NULL || input == NULL || buffer == NULL || returned_bytes == NULL) {
        return MON_CB_INVALID;
    }
    whole = *input;
    whole.size_bytes = sizeof whole;
    whole.version = MON_ABI_VERSION;
    if (is_zero(whole.boot_id, sizeof whole.boot_id)) {
        lock_boot_id(handle);
        memcpy(whole.boot_id, handle->boot_id, sizeof whole.boot_id);
        unlock_boot_id(handle);
    }
    result = control(handle, &request);
    *returned_bytes = request.returned_bytes;
    if (request.returned_bytes >= sizeof(mon_batch_header_t)) {
        lock_boot_id(handle);
        memcpy(handle->boot_id, (const uint8_t *)buffer + offsetof(mon_batch_header_t, boot_id), sizeof handle->boot_id);
        unlock_boot_id(handle);
    }
    return result;
}

MON_CB_API int32_t Mon_CbSetConfig(MON_CB_HANDLE handle, const void *config, uint32_t config_bytes)
{
    mon_control_request_t request = {.code = IOCTL_MONITOR_CB_SET_CONFIG, .input = config, .input_bytes = config_bytes};

    if (handle == NULL || config == NULL) {
        return MON_CB_INVALID;
    }
    return control(handle, &request);
}

static int32_t request_scan(MON_CB_HANDLE handle, MON_SCAN_REQUEST input)
{
    mon_control_request_t request = {.code = IOCTL_MONITOR_CB_REQUEST_SCAN, .input = &input, .input_bytes = sizeof input};

    input.size_bytes = sizeof input;
    input.version = MON_ABI_VERSION;
    return control(handle, &request);
}

MON_CB_API int32_t Mon_CbRequestScan(MON_CB_HANDLE handle, uint32_t process_id)
{
    if (handle == NULL || process_id == 0) {
        return MON_CB_INVALID;
    }
    return request_scan(handle, (MON_SCAN_REQUEST){.process_id = process_id});
}

MON_CB_API int32_t Mon_CbShowReferenceRing(MON_CB_HANDLE handle)
{
    mon_reference_ring_t *ring;
    int32_t result;

    if (handle == NULL) {
        return MON_CB_INVALID;
    }
    result = mon_transport_make_ring(REFERENCE_BUFFERS, &ring);
    if (result == MON_CB_OK) {
        result = request_scan(handle, (MON_SCAN_REQUEST){.flags = MON_SCAN_REQUEST_REFERENCE, .reference_buffer_count = REFERENCE_BUFFERS});
        mon_transport_close_ring(ring);
    }
    return result;
}

MON_CB_API int32_t Mon_CbSelfCheck(MON_CB_HANDLE handle, MON_SELF_CHECK *check)
{
    mon_control_request_t request = {.code = IOCTL_MONITOR_CB_SELF_CHECK, .output = check, .output_bytes = sizeof *check};

    if (handle == NULL || check == NULL) {
        return MON_CB_INVALID;
    }
    return control(handle, &request);
}

MON_CB_API uint32_t Mon_CbFindSilent(const MON_SELF_CHECK *before, const MON_SELF_CHECK *after)
{
    uint32_t silent = 0;

    for (uint32_t callback = 0; before != NULL && after != NULL && callback < MON_CALLBACK_COUNT; callback++) {
        if (after->callbacks[callback].event_count == before->callbacks[callback].event_count) {
            silent |= 1u << callback;
        }
    }
    return silent;
}

MON_CB_API void Mon_CbDefaultConfig(MON_CALLBACK_CONFIG *config)
{
    *config = (MON_CALLBACK_CONFIG){
        .size_bytes = sizeof *config,
        .version = MON_ABI_VERSION,
        .callback_mask = MON_CONFIG_ALL_CALLBACKS,
        .flags = MON_CONFIG_DEFAULT_FLAGS,
        .scan_delay_ms = 500,
        .command_line_limit_bytes = MON_COMMAND_LINE_MAX_BYTES,
        .registry_data_limit_bytes = 64,
        .sweep_interval_ms = MON_SWEEP_INTERVAL_DEFAULT_MS,
    };
}

MON_CB_API void Mon_CbCancel(MON_CB_HANDLE handle)
{
    if (handle != NULL) {
        mon_transport_cancel(handle->transport);
    }
}

MON_CB_API uint32_t Mon_CbGetSystemError(MON_CB_HANDLE handle)
{
    return handle == NULL ? 0 : __atomic_load_n(&handle->system_error, __ATOMIC_RELAXED);
}
