/*
 * Client library of the callback driver. Plain C; the same on Windows (win11mon_callbacks.dll) and, over the simulation,
 * on Linux (libwin11mon_callbacks.so).
 *
 * How to read: open; call Mon_CbGetEvents in a loop, keep what it returns, and with the next call acknowledge the last
 * sequence that is safe. What is not acknowledged is delivered again to the next session, so a reader that dies loses
 * nothing. Walk a batch with Mon_CbIterate and Mon_CbNext, or decode its bytes yourself (mon_records_generated.h).
 *
 * Threads: calls on one handle may come from any thread. Only one Mon_CbGetEvents runs at a time on the whole machine;
 * another gets MON_CB_BUSY. Mon_CbCancel and Mon_CbGetStats may be called while it waits. After Mon_CbClose the handle is
 * gone; no other call on it may be running. The iterator is a value of the caller's; it holds no lock and no memory.
 */
#ifndef WIN11MON_CALLBACKS_H
#define WIN11MON_CALLBACKS_H

#include "mon_events.h"
#include "mon_ioctl.h"

/* Define MON_CB_STATIC to link the library into a program; the library itself is built with MON_CB_BUILD. */
#if defined(_WIN32) && defined(MON_CB_BUILD)
#define MON_CB_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(MON_CB_STATIC)
#define MON_CB_API __declspec(dllimport)
#elif defined(_WIN32)
#define MON_CB_API
#else
#define MON_CB_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Every call returns one of these. */
typedef enum _MON_CB_RESULT {
    MON_CB_OK = 0,
    /* The device does not exist: the driver is not loaded. */
    MON_CB_NO_DRIVER = 1,
    /* The caller is neither SYSTEM nor an administrator, or opened for reading only. */
    MON_CB_ACCESS_DENIED = 2,
    /* Another handle reads, or a call is outstanding, or a configuration is being applied. Try again. */
    MON_CB_BUSY = 3,
    /* An argument, or a member of a structure, is not valid. Nothing has changed. */
    MON_CB_INVALID = 4,
    /* The buffer is too small. With a batch header returned, its required_bytes says what is enough. */
    MON_CB_TOO_SMALL = 5,
    /* Mon_CbCancel, or the driver is going away. */
    MON_CB_CANCELLED = 6,
    /* The driver speaks another version or another record layout: update one of the two. */
    MON_CB_VERSION = 7,
    /* This process, or the driver, has no memory for the call. */
    MON_CB_NO_MEMORY = 8,
    /* Anything else; Mon_CbGetSystemError has the system's own code. */
    MON_CB_FAILED = 9,
    /* From Mon_CbNext: no record is left. */
    MON_CB_END = 10,
    /* From the iterator: the bytes are not a batch, or a record does not keep within its bounds. */
    MON_CB_MALFORMED = 11,
    /* This Windows has no I/O rings, or its rings are not as the driver knows them. */
    MON_CB_NOT_SUPPORTED = 12,
} MON_CB_RESULT;

typedef struct mon_cb_client *MON_CB_HANDLE;

#define MON_CB_OPEN_READ 1u
#define MON_CB_OPEN_WRITE 2u

/*
 * Opens the driver's device. access: MON_CB_OPEN_READ, with MON_CB_OPEN_WRITE for Mon_CbSetConfig,
 * Mon_CbRequestScan, Mon_CbShowReferenceRing and Mon_CbSelfCheck. Close the handle with Mon_CbClose.
 */
MON_CB_API int32_t Mon_CbOpen(uint32_t access, MON_CB_HANDLE *handle);

/* Closes the handle and ends its reading session. Accepts NULL. */
MON_CB_API void Mon_CbClose(MON_CB_HANDLE handle);

/* Fills *statistics. Does not block. */
MON_CB_API int32_t Mon_CbGetStats(MON_CB_HANDLE handle, MON_CALLBACK_STATISTICS *statistics);

/*
 * Reads a batch into buffer and sets *returned_bytes. The caller zeroes *input and sets ack_through_sequence,
 * wait_timeout_ms, flags and wake_bytes; size, version and, unless given, the boot id are filled in by the library. Blocks
 * for wait_timeout_ms at most. An empty batch (record_count 0) is MON_CB_OK. The buffer needs no alignment; 64 KiB hold
 * any record, 256 KiB to 1 MiB read fastest.
 */
MON_CB_API int32_t Mon_CbGetEvents(
    MON_CB_HANDLE handle, const MON_GET_EVENTS_INPUT *input, void *buffer, uint32_t buffer_bytes, uint32_t *returned_bytes);

/* Puts a configuration in force: MON_CALLBACK_CONFIG and its texts, config_bytes in all. Nothing changes unless MON_CB_OK. */
MON_CB_API int32_t Mon_CbSetConfig(MON_CB_HANDLE handle, const void *config, uint32_t config_bytes);

/* Fills *config with what the driver starts with; size_bytes is set for no texts. */
MON_CB_API void Mon_CbDefaultConfig(MON_CALLBACK_CONFIG *config);

/*
 * Asks for an I/O ring scan of a process; its MON_IORING_SCAN_EVENT comes with the events. MON_CB_INVALID when there is no
 * such process, MON_CB_BUSY when too many wait already.
 */
MON_CB_API int32_t Mon_CbRequestScan(MON_CB_HANDLE handle, uint32_t process_id);

/*
 * Makes an I/O ring, shows it to the driver, which learns from it what rings are on this Windows, and closes it again.
 * Until that has been done once after the driver's load, scans count rings and inspect none. The process may have no
 * other ring meanwhile (MON_CB_INVALID). MON_CB_NOT_SUPPORTED: rings cannot be inspected here; statistics say why.
 */
MON_CB_API int32_t Mon_CbShowReferenceRing(MON_CB_HANDLE handle);

/*
 * Asks the driver whether its callbacks are still registered, where Windows lets it tell; what had been taken away is
 * registered again. For the others see Mon_CbFindSilent.
 */
MON_CB_API int32_t Mon_CbSelfCheck(MON_CB_HANDLE handle, MON_SELF_CHECK *check);

/*
 * Which callbacks have not run between two checks: bit n for callback n (MON_CALLBACK_PROCESS ...). Cause an event of each
 * callback between the two; a bit that is set then is a callback that no longer comes.
 */
MON_CB_API uint32_t Mon_CbFindSilent(const MON_SELF_CHECK *before, const MON_SELF_CHECK *after);

/* Makes a waiting Mon_CbGetEvents on this handle return MON_CB_CANCELLED. Without one it does nothing. */
MON_CB_API void Mon_CbCancel(MON_CB_HANDLE handle);

/* Win32 error (Windows) or NTSTATUS (simulation) of the last failed call on this handle. */
MON_CB_API uint32_t Mon_CbGetSystemError(MON_CB_HANDLE handle);

/* A walk through one batch. The batch must stay unchanged meanwhile. */
typedef struct _MON_CB_ITERATOR {
    const uint8_t *next;
    const uint8_t *end;
    uint32_t remaining_records;
    uint32_t reserved;
} MON_CB_ITERATOR;

/* One decoded event. event_type: MON_CALLBACK_EVENT_TYPE, or -1 for a kind this library does not know: body is empty then. */
typedef struct _MON_CB_EVENT {
    uint64_t sequence;
    int64_t time_us;
    uint64_t monotonic_us;
    uint32_t kind;
    int32_t event_type;
    uint32_t record_bytes;
    uint32_t flags;
    union {
        MON_PROCESS_CREATE_EVENT process_create;
        MON_PROCESS_TERMINATE_EVENT process_terminate;
        MON_THREAD_EVENT thread;
        MON_IMAGE_LOAD_EVENT image_load;
        struct {
            MON_HANDLE_OP_EVENT operation;
            MON_HANDLE_ROLES roles;
        } handle;
        MON_REGISTRY_EVENT registry;
        MON_IORING_SCAN_EVENT ioring_scan;
        MON_PROCESS_PROFILE_EVENT process_profile;
        MON_GAP_EVENT gap;
    } body;
} MON_CB_EVENT;

/* Starts a walk. MON_CB_MALFORMED when the bytes are no batch, MON_CB_VERSION when its layout is another one. */
MON_CB_API int32_t Mon_CbIterate(const void *batch, uint32_t batch_bytes, MON_CB_ITERATOR *iterator);

/*
 * Decodes the next record. MON_CB_END after the last. MON_CB_MALFORMED when the record's parts lie outside it: the walk
 * goes on behind it, or ends when its size cannot be believed. Only the members of the event's own body are defined.
 */
MON_CB_API int32_t Mon_CbNext(MON_CB_ITERATOR *iterator, MON_CB_EVENT *event);

#ifdef __cplusplus
}
#endif

#endif
