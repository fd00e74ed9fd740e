/* DeviceIoControl as transport. The handle is overlapped, so that statistics and cancelling work while a read waits. */
#include <windows.h>
#include "transport.h"
#include "win11mon_callbacks.h"

struct mon_transport {
    HANDLE device;
};

static int32_t result_of(DWORD error)
{
    switch (error) {
    case ERROR_SUCCESS:
        return MON_CB_OK;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return MON_CB_NO_DRIVER;
    case ERROR_ACCESS_DENIED:
        return MON_CB_ACCESS_DENIED;
    case ERROR_BUSY:
        return MON_CB_BUSY;
    case ERROR_BAD_LENGTH:
    case ERROR_INVALID_PARAMETER:
        return MON_CB_INVALID;
    case ERROR_MORE_DATA:
    case ERROR_INSUFFICIENT_BUFFER:
        return MON_CB_TOO_SMALL;
    case ERROR_OPERATION_ABORTED:
    case ERROR_DELETE_PENDING:
        return MON_CB_CANCELLED;
    case ERROR_REVISION_MISMATCH:
        return MON_CB_VERSION;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
    case ERROR_NO_SYSTEM_RESOURCES:
        return MON_CB_NO_MEMORY;
    /* STATUS_NOT_SUPPORTED and STATUS_DATA_ERROR. */
    case ERROR_NOT_SUPPORTED:
    case ERROR_CRC:
        return MON_CB_NOT_SUPPORTED;
    default:
        return MON_CB_FAILED;
    }
}

int32_t mon_transport_open(uint32_t access, mon_transport_t **transport)
{
    mon_transport_t *made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *made);
    DWORD rights = ((access & MON_CB_OPEN_READ) != 0 ? GENERIC_READ : 0) | ((access & MON_CB_OPEN_WRITE) != 0 ? GENERIC_WRITE : 0);
    int32_t result;

    if (made == NULL) {
        return MON_CB_NO_MEMORY;
    }
    made->device =
        CreateFileW(MON_DEVICE_PATH_USER, rights, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    if (made->device == INVALID_HANDLE_VALUE) {
        result = result_of(GetLastError());
        (void)HeapFree(GetProcessHeap(), 0, made);
        return result;
    }
    *transport = made;
    return MON_CB_OK;
}

int32_t mon_transport_control(mon_transport_t *transport, mon_control_request_t *request)
{
    OVERLAPPED overlapped = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    DWORD returned = 0;
    DWORD error = ERROR_SUCCESS;

    if (overlapped.hEvent == NULL) {
        request->system_error = GetLastError();
        return result_of(request->system_error);
    }
    if (!DeviceIoControl(transport->device, request->code, (void *)(ULONG_PTR)request->input, request->input_bytes, request->output,
            request->output_bytes, &returned, &overlapped)) {
        error = GetLastError();
    }
    if (error == ERROR_IO_PENDING) {
        error = GetOverlappedResult(transport->device, &overlapped, &returned, TRUE) ? ERROR_SUCCESS : GetLastError();
    }
    if (error == ERROR_MORE_DATA && returned == 0) {
        returned = (DWORD)overlapped.InternalHigh;
    }
    (void)CloseHandle(overlapped.hEvent);
    request->returned_bytes = returned;
    request->system_error = error;
    return result_of(error);
}

void mon_transport_cancel(mon_transport_t *transport)
{
    (void)CancelIoEx(transport->device, NULL);
}

void mon_transport_close(mon_transport_t *transport)
{
    (void)CloseHandle(transport->device);
    (void)HeapFree(GetProcessHeap(), 0, transport);
}
