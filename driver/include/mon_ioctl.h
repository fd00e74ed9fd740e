/*
 * What crosses the boundary between the driver and its clients, besides the records themselves: control codes and the
 * structures of their buffers. Included by the driver, by the client library and by the tests, in kernel and user mode.
 *
 * All structures are little endian, have no implicit padding, start with their size and version, and are checked by the
 * driver before use. A caller zeroes what it does not set; a reserved member or an unknown bit that is not zero is refused.
 */
#ifndef MON_IOCTL_H
#define MON_IOCTL_H

#include <stddef.h>
#include <stdint.h>
#include "mon_records_generated.h"

#define MON_DEVICE_PATH_USER L"\\\\.\\Win11MonitorMgr"
#define MON_ABI_VERSION 1u
#define MON_CAPABILITY_CALLBACKS 0x00080000u

/* CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + n, METHOD_BUFFERED, access), spelled out so that no Windows header is needed. */
#define MON_CONTROL_CODE(number, access) ((0x22u << 16) | ((uint32_t)(access) << 14) | ((0x800u + (number)) << 2))
#define MON_ACCESS_READ 1u
#define MON_ACCESS_WRITE 2u
#define IOCTL_MONITOR_CB_GET_STATS MON_CONTROL_CODE(0x60u, MON_ACCESS_READ)
#define IOCTL_MONITOR_CB_GET_EVENTS MON_CONTROL_CODE(0x61u, MON_ACCESS_READ)
#define IOCTL_MONITOR_CB_SET_CONFIG MON_CONTROL_CODE(0x62u, MON_ACCESS_WRITE)
#define IOCTL_MONITOR_CB_REQUEST_SCAN MON_CONTROL_CODE(0x63u, MON_ACCESS_WRITE)
#define IOCTL_MONITOR_CB_SELF_CHECK MON_CONTROL_CODE(0x64u, MON_ACCESS_WRITE)
MON_STATIC_ASSERT(IOCTL_MONITOR_CB_GET_STATS == 0x226180u, "control codes are frozen");
MON_STATIC_ASSERT(IOCTL_MONITOR_CB_GET_EVENTS == 0x226184u, "control codes are frozen");
MON_STATIC_ASSERT(IOCTL_MONITOR_CB_SET_CONFIG == 0x22A188u, "control codes are frozen");
MON_STATIC_ASSERT(IOCTL_MONITOR_CB_REQUEST_SCAN == 0x22A18Cu, "control codes are frozen");
MON_STATIC_ASSERT(IOCTL_MONITOR_CB_SELF_CHECK == 0x22A190u, "control codes are frozen");

/* ---- CB_GET_STATS: no input; output MON_CALLBACK_STATISTICS; shorter output is STATUS_BUFFER_TOO_SMALL ---- */

enum {
    MON_CALLBACK_PROCESS = 0,
    MON_CALLBACK_THREAD = 1,
    MON_CALLBACK_IMAGE = 2,
    MON_CALLBACK_OBJECT = 3,
    MON_CALLBACK_REGISTRY = 4,
    MON_CALLBACK_COUNT = 5,
};

/* Which of the kernel's routines a registration went through. */
enum {
    MON_ROUTINE_NONE = 0,
    MON_ROUTINE_PLAIN = 1,
    MON_ROUTINE_EXTENDED = 2,
};

typedef struct mon_callback_status {
    uint8_t is_registered;
    uint8_t routine;
    uint8_t reserved[2];
    /* NTSTATUS of the registration. */
    int32_t status;
} mon_callback_status_t;
MON_STATIC_ASSERT(sizeof(mon_callback_status_t) == 8, "wire layout is frozen");

/* observed = written + the refused ones, for every kind, at any quiet moment. */
typedef struct mon_kind_statistics {
    uint64_t observed_count;
    uint64_t written_count;
    uint64_t ring_full_count;
    uint64_t rate_limited_count;
    /* Refused events that a gap record has declared so far. */
    uint64_t declared_count;
    /* When the last one was observed; 0 before the first. */
    int64_t last_time_us;
} mon_kind_statistics_t;
MON_STATIC_ASSERT(sizeof(mon_kind_statistics_t) == 48, "wire layout is frozen");

/* Counted at the callback, before any filter. */
typedef struct mon_counters {
    uint64_t process_creations;
    uint64_t process_terminations;
    uint64_t thread_creations;
    uint64_t thread_terminations;
    uint64_t image_loads;
    uint64_t handle_operations;
    uint64_t registry_operations;
    uint64_t process_handle_creates;
    uint64_t process_handle_duplicates;
    uint64_t thread_handle_creates;
    uint64_t thread_handle_duplicates;
    uint64_t access_modifications;
    uint64_t kernel_handle_operations;
    uint64_t self_access_operations;
    uint64_t failed_handle_operations;
    uint64_t filtered_handle_operations;
    uint64_t filtered_registry_operations;
    uint64_t failed_registry_operations;
    uint64_t unread_registry_data;
    uint64_t operation_slot_shortages;
} mon_counters_t;
MON_STATIC_ASSERT(sizeof(mon_counters_t) == 160, "wire layout is frozen");

/* Whether a ring of a client's own has shown what rings are. */
enum {
    MON_RING_REFERENCE_NONE = 0,
    /* Its ring looks as the driver expects: rings are inspected. */
    MON_RING_REFERENCE_CONFIRMED = 1,
    MON_RING_REFERENCE_LAYOUT_DIFFERS = 2,
    MON_RING_REFERENCE_UNKNOWN_BUILD = 3,
    MON_RING_REFERENCE_ROUTINE_MISSING = 4,
};

typedef struct _MON_CALLBACK_STATISTICS {
    uint32_t size_bytes;
    uint32_t version;
    uint32_t layout_fingerprint;
    uint32_t capabilities;
    uint8_t boot_id[16];
    int64_t load_time_us;
    mon_callback_status_t callbacks[MON_CALLBACK_COUNT];

    mon_counters_t counters;
    mon_kind_statistics_t kinds[MON_KIND_COUNT];

    uint64_t issued_sequence;
    uint64_t delivered_sequence;
    uint64_t acknowledged_sequence;
    uint64_t ring_size_bytes;
    uint64_t ring_used_bytes;
    uint64_t ring_peak_bytes;

    uint64_t cached_process_count;
    uint64_t cached_process_peak;
    uint64_t cache_eviction_count;

    uint64_t scan_request_count;
    uint64_t scan_coalesced_count;
    uint64_t scan_refused_count;
    uint64_t scan_completed_count;
    uint64_t scan_pending_count;
    /* Rounds over all running processes that are complete, and processes looked at in them. */
    uint64_t sweep_count;
    uint64_t swept_process_count;

    uint64_t callbacks_in_flight;
    uint64_t reader_session_count;
    /* NTSTATUS of restricting the device to SYSTEM and Administrators. */
    int32_t device_security_status;
    /* MON_RING_REFERENCE_...: whether I/O rings can be inspected. */
    uint32_t ring_reference_state;
    /* When the last event of each callback was observed; 0 before the first. */
    int64_t callback_last_time_us[MON_CALLBACK_COUNT];
    /* Registrations that a self check found missing and made again. */
    uint64_t restored_registration_count;
} MON_CALLBACK_STATISTICS, *PMON_CALLBACK_STATISTICS;
MON_STATIC_ASSERT(sizeof(MON_CALLBACK_STATISTICS) == 968, "wire layout is frozen");

/* ---- CB_GET_EVENTS: input MON_GET_EVENTS_INPUT; output a batch = mon_batch_header_t, then records ---- */

/* Write every loss that is not declared yet into the ring now, instead of once a second. */
#define MON_GET_EVENTS_DECLARE_LOSSES 0x00000001u
/* Deliver again from the oldest record that is not acknowledged, as a new session would. */
#define MON_GET_EVENTS_REWIND 0x00000002u
#define MON_GET_EVENTS_KNOWN_FLAGS 0x00000003u
#define MON_MAX_WAIT_MS 60000u

typedef struct _MON_GET_EVENTS_INPUT {
    uint32_t size_bytes;
    uint32_t version;
    /* Frees every record up to this one. 0 acknowledges nothing; a number never delivered is refused. */
    uint64_t ack_through_sequence;
    /* Boot id the acknowledged sequence belongs to; another driver load's is refused. Ignored when nothing is acknowledged. */
    uint8_t boot_id[16];
    /* How long the call may wait for a record; 0 returns at once. */
    uint32_t wait_timeout_ms;
    uint32_t flags;
    /* A waiting call returns when this many bytes are ready; 0 means with the first record. */
    uint32_t wake_bytes;
    uint32_t reserved;
} MON_GET_EVENTS_INPUT, *PMON_GET_EVENTS_INPUT;
MON_STATIC_ASSERT(sizeof(MON_GET_EVENTS_INPUT) == 48, "wire layout is frozen");

#define MON_BATCH_MAGIC 0x314D4257u

/* An empty batch has record_count 0 and first = last = 0. required_bytes is set when the next record did not fit at all. */
typedef struct mon_batch_header {
    uint32_t magic;
    uint16_t version;
    uint16_t header_bytes;
    uint32_t total_bytes;
    uint32_t record_count;
    uint32_t layout_fingerprint;
    uint32_t required_bytes;
    uint8_t boot_id[16];
    uint64_t first_sequence;
    uint64_t last_sequence;
    uint64_t acknowledged_sequence;
    uint64_t issued_sequence;
    uint32_t ring_size_bytes;
    uint32_t ring_used_bytes;
} mon_batch_header_t;
MON_STATIC_ASSERT(sizeof(mon_batch_header_t) == 80, "wire layout is frozen");

/* ---- CB_SET_CONFIG: input MON_CALLBACK_CONFIG, then its texts; no output ---- */

#define MON_CONFIG_ALL_CALLBACKS 0x0000001Fu
/* Report handles a process opens to itself. */
#define MON_CONFIG_SELF_ACCESS 0x00000001u
/* Do not zero kernel addresses. */
#define MON_CONFIG_KERNEL_ADDRESSES 0x00000002u
/* Treat KernelBase.dll and ntdll.dll as IoRing-related. Nearly every process loads them, so this says little. */
#define MON_CONFIG_RUNTIME_LIBRARIES_RELATED 0x00000004u
/* Scan a process for I/O rings after its creation and after an IoRing-related image load. */
#define MON_CONFIG_SCANS 0x00000008u
/* Watch the built-in list of persistence and I/O ring keys besides the given prefixes. */
#define MON_CONFIG_DEFAULT_KEYS 0x00000010u
/* Look up where every thread starts, not only those created from another process. */
#define MON_CONFIG_ALL_START_ADDRESSES 0x00000020u
#define MON_CONFIG_KNOWN_FLAGS 0x0000003Fu
#define MON_CONFIG_DEFAULT_FLAGS (MON_CONFIG_SCANS | MON_CONFIG_DEFAULT_KEYS)

#define MON_RING_MIN_BYTES (256u * 1024u)
#define MON_RING_MAX_BYTES (64u * 1024u * 1024u)
#define MON_RING_DEFAULT_BYTES (8u * 1024u * 1024u)
#define MON_COMMAND_LINE_MAX_BYTES 32768u
#define MON_REGISTRY_DATA_MAX_BYTES 1024u
#define MON_PATH_MAX_BYTES 2048u
#define MON_SCAN_DELAY_MAX_MS 60000u
#define MON_SWEEP_INTERVAL_MIN_MS 1000u
#define MON_SWEEP_INTERVAL_MAX_MS 86400000u
#define MON_SWEEP_INTERVAL_DEFAULT_MS 60000u
#define MON_REGISTRY_PREFIX_MAX_COUNT 32u
#define MON_REGISTRY_PREFIX_MAX_BYTES 512u
#define MON_IMAGE_NAME_MAX_COUNT 16u
#define MON_IMAGE_NAME_MAX_BYTES 128u
#define MON_RATE_LIMIT_MAX 1000000u

/*
 * The texts follow: first the registry prefixes, then the image names, each a u16 length in bytes and UTF-16 text.
 * In a prefix, a component "*" stands for any one component. size_bytes counts the texts and equals the input length.
 */
typedef struct _MON_CALLBACK_CONFIG {
    uint32_t size_bytes;
    uint32_t version;
    /* Bit n: record events of callback n (MON_CALLBACK_PROCESS ...). */
    uint32_t callback_mask;
    uint32_t flags;
    /* 0 keeps the size. A new size takes effect at once; the old ring is freed when it has been read and acknowledged. */
    uint32_t ring_size_bytes;
    uint32_t scan_delay_ms;
    /* Events a second; 0 means no limit. Events above it are counted and declared lost. */
    uint32_t process_rate_limit;
    uint32_t kind_rate_limits[MON_KIND_COUNT];
    /* A handle event is recorded when its rights have one of these bits; 0 records all. */
    uint32_t handle_access_mask;
    uint32_t command_line_limit_bytes;
    uint32_t registry_data_limit_bytes;
    uint32_t registry_prefix_count;
    uint32_t image_name_count;
    /* A round over all running processes starts this long after the one before; 0: only the round at load. */
    uint32_t sweep_interval_ms;
} MON_CALLBACK_CONFIG, *PMON_CALLBACK_CONFIG;
MON_STATIC_ASSERT(sizeof(MON_CALLBACK_CONFIG) == 96, "wire layout is frozen");

/* ---- CB_REQUEST_SCAN: input MON_SCAN_REQUEST; no output ---- */

/*
 * The caller has made exactly one I/O ring, with reference_buffer_count registered buffers (1 to 16), and keeps it
 * unchanged until the call returns. The driver learns from it what rings are; process_id is 0.
 */
#define MON_SCAN_REQUEST_REFERENCE 0x00000001u
#define MON_SCAN_REQUEST_KNOWN_FLAGS 0x00000001u
#define MON_REFERENCE_BUFFER_MAX_COUNT 16u

/*
 * Asks for a scan of a process now; its ioring_scan record has the trigger "request". A process that waits for a scan
 * already is not queued again. Refused: a process that does not exist (STATUS_INVALID_CID), a full queue
 * (STATUS_DEVICE_BUSY). With a reference ring: see mon_ring_reference states and docs/driver.md.
 */
typedef struct _MON_SCAN_REQUEST {
    uint32_t size_bytes;
    uint32_t version;
    uint32_t process_id;
    uint32_t flags;
    uint32_t reference_buffer_count;
    uint32_t reserved;
} MON_SCAN_REQUEST, *PMON_SCAN_REQUEST;
MON_STATIC_ASSERT(sizeof(MON_SCAN_REQUEST) == 24, "wire layout is frozen");

/* ---- CB_SELF_CHECK: no input; output MON_SELF_CHECK ---- */

enum {
    /* Registering again was refused as a double: the registration is in place. */
    MON_REGISTRATION_PRESENT = 0,
    /* Registering again worked: somebody had taken the registration away. It is in place again. */
    MON_REGISTRATION_RESTORED = 1,
    /* It was never made, or could not be made again; the status says why. */
    MON_REGISTRATION_MISSING = 2,
    /* Nothing documented tells. Only events do: compare event_count before and after causing one. */
    MON_REGISTRATION_NOT_TOLD = 3,
};

typedef struct mon_registration_check {
    uint32_t state;
    /* NTSTATUS of the attempt; 0 when none was made. */
    int32_t status;
    /* Times the callback ran, and when its last event was observed (0: never). */
    uint64_t event_count;
    int64_t last_time_us;
} mon_registration_check_t;
MON_STATIC_ASSERT(sizeof(mon_registration_check_t) == 24, "wire layout is frozen");

typedef struct _MON_SELF_CHECK {
    uint32_t size_bytes;
    uint32_t version;
    mon_registration_check_t callbacks[MON_CALLBACK_COUNT];
} MON_SELF_CHECK, *PMON_SELF_CHECK;
MON_STATIC_ASSERT(sizeof(MON_SELF_CHECK) == 128, "wire layout is frozen");

#endif
