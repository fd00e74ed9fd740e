/*
 * An I/O ring of our own, through the calls of ioringapi.h, which KernelBase.dll has since Windows 11: looked up, so that
 * the library loads everywhere.
 */
#include <windows.h>
#include "transport.h"
#include "win11mon_callbacks.h"

#define QUEUE_ENTRIES 8u
#define BUFFER_BYTES 64u
#define SUBMIT_TIMEOUT_MS 5000u
/* IORING_VERSION_3, the first that registers buffers. */
#define RING_VERSION 300

typedef struct ring_flags {
    int required;
    int advisory;
} ring_flags_t;

typedef struct ring_buffer {
    void *address;
    UINT32 bytes;
} ring_buffer_t;

typedef HRESULT(WINAPI *create_ring_t)(int version, ring_flags_t flags, UINT32 submissions, UINT32 completions, HANDLE *ring);
typedef HRESULT(WINAPI *register_buffers_t)(HANDLE ring, UINT32 count, const ring_buffer_t *buffers, UINT_PTR user_data);
typedef HRESULT(WINAPI *submit_t)(HANDLE ring, UINT32 wanted, UINT32 milliseconds, UINT32 *submitted);
typedef struct ring_completion {
    UINT_PTR user_data;
    HRESULT result;
    ULONG_PTR information;
} ring_completion_t;

typedef HRESULT(WINAPI *pop_t)(HANDLE ring, ring_completion_t *completion);
typedef HRESULT(WINAPI *close_t)(HANDLE ring);

typedef struct ring_calls {
    create_ring_t create;
    register_buffers_t register_buffers;
    submit_t submit;
    pop_t pop;
    close_t close;
} ring_calls_t;

struct mon_reference_ring {
    HANDLE ring;
    close_t close;
    uint8_t memory[MON_REFERENCE_BUFFER_MAX_COUNT][BUFFER_BYTES];
};

static int find_calls(ring_calls_t *calls)
{
    HMODULE library = GetModuleHandleW(L"KernelBase.dll");

    if (library == NULL) {
        return 0;
    }
    calls->create = (create_ring_t)(void *)GetProcAddress(library, "CreateIoRing");
    calls->register_buffers = (register_buffers_t)(void *)GetProcAddress(library, "BuildIoRingRegisterBuffers");
    calls->submit = (submit_t)(void *)GetProcAddress(library, "SubmitIoRing");
    calls->pop = (pop_t)(void *)GetProcAddress(library, "PopIoRingCompletion");
    calls->close = (close_t)(void *)GetProcAddress(library, "CloseIoRing");
    return calls->create != NULL && calls->register_buffers != NULL && calls->submit != NULL && calls->pop != NULL &&
        calls->close != NULL;
}

static HRESULT register_buffers(const ring_calls_t *calls, mon_reference_ring_t *made, uint32_t count)
{
    ring_buffer_t buffers[MON_REFERENCE_BUFFER_MAX_COUNT];
    ring_completion_t completion = {0};
    UINT32 submitted = 0;
    HRESULT result;

    for (uint32_t index = 0; index < count; index++) {
        buffers[index] = (ring_buffer_t){.address = made->memory[index], .bytes = BUFFER_BYTES};
    }
    result = calls->register_buffers(made->ring, count, buffers, 0);
    if (SUCCEEDED(result)) {
        result = calls->submit(made->ring, 1, SUBMIT_TIMEOUT_MS, &submitted);
    }
    if (SUCCEEDED(result)) {
        result = calls->pop(made->ring, &completion);
    }
    /* S_FALSE: nothing was completed in time. */
    return result == S_OK ? completion.result : E_FAIL;
}

int32_t mon_transport_make_ring(uint32_t buffer_count, mon_reference_ring_t **ring)
{
    mon_reference_ring_t *made;
    ring_calls_t calls;

    if (!find_calls(&calls)) {
        return MON_CB_NOT_SUPPORTED;
    }
    made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *made);
    if (made == NULL) {
        return MON_CB_NO_MEMORY;
    }
    made->close = calls.close;
    if (FAILED(calls.create(RING_VERSION, (ring_flags_t){0, 0}, QUEUE_ENTRIES, QUEUE_ENTRIES, &made->ring))) {
        (void)HeapFree(GetProcessHeap(), 0, made);
        return MON_CB_NOT_SUPPORTED;
    }
    if (FAILED(register_buffers(&calls, made, buffer_count))) {
        mon_transport_close_ring(made);
        return MON_CB_FAILED;
    }
    *ring = made;
    return MON_CB_OK;
}

void mon_transport_close_ring(mon_reference_ring_t *ring)
{
    (void)ring->close(ring->ring);
    (void)HeapFree(GetProcessHeap(), 0, ring);
}
