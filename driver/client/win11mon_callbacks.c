#include "win11mon_callbacks.h"
#include <stdlib.h>
#include <string.h>
#include "transport.h"

struct mon_cb_client {
    mon_transport_t *transport;
    uint32_t system_error;
    /* Of the last batch; an acknowledgement needs it. */
    uint8_t boot_id[16];
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
        memcpy(whole.boot_id, handle->boot_id, sizeof whole.boot_id);
    }
    result = control(handle, &request);
    *returned_bytes = request.returned_bytes;
    if (request.returned_bytes >= sizeof(mon_batch_header_t)) {
        memcpy(handle->boot_id, (const uint8_t *)buffer + offsetof(mon_batch_header_t, boot_id), sizeof handle->boot_id);
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
