/*
 * Structures of the control interface: what a client and the driver exchange beside the records. Generated from
 * schemas/catalogue/control.ts; never edited by hand. Codes, limits and states are in mon_ioctl.h.
 */
#ifndef MON_CONTROL_GENERATED_H
#define MON_CONTROL_GENERATED_H

#include <stddef.h>
#include <stdint.h>
#include "mon_records_generated.h"

/* Version of the control interface: stands in every structure that has one. */
#define MON_ABI_VERSION 0x00000001u
/* First word of a batch. */
#define MON_BATCH_MAGIC 0x314D4257u
/* Write every loss that is not declared yet into the ring now, instead of once a second. */
#define MON_GET_EVENTS_DECLARE_LOSSES 0x00000001u
/* Deliver again from the oldest record that is not acknowledged, as a new session would. */
#define MON_GET_EVENTS_REWIND 0x00000002u
/* Longest wait of CB_GET_EVENTS. */
#define MON_MAX_WAIT_MS 0x0000EA60u
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

enum {
    MON_CALLBACK_PROCESS = 0,
    MON_CALLBACK_THREAD = 1,
    MON_CALLBACK_IMAGE = 2,
    MON_CALLBACK_OBJECT = 3,
    MON_CALLBACK_REGISTRY = 4,
    MON_CALLBACK_COUNT = 5,
};

/* How the registration of one callback went. */
typedef struct mon_callback_status {
    uint8_t is_registered;
    /* MON_ROUTINE_...: the kernel routine it went through. */
    uint8_t routine;
    uint8_t reserved[2];
    /* NTSTATUS of the registration. */
    int32_t status;
} mon_callback_status_t;
MON_STATIC_ASSERT(sizeof(mon_callback_status_t) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_callback_status_t, is_registered) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_callback_status_t, routine) == 1, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_callback_status_t, reserved) == 2, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_callback_status_t, status) == 4, "wire layout is frozen");

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
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, observed_count) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, written_count) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, ring_full_count) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, rate_limited_count) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, declared_count) == 32, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_kind_statistics_t, last_time_us) == 40, "wire layout is frozen");

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
MON_STATIC_ASSERT(offsetof(mon_counters_t, process_creations) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, process_terminations) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, thread_creations) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, thread_terminations) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, image_loads) == 32, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, handle_operations) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, registry_operations) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, process_handle_creates) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, process_handle_duplicates) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, thread_handle_creates) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, thread_handle_duplicates) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, access_modifications) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, kernel_handle_operations) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, self_access_operations) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, failed_handle_operations) == 112, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, filtered_handle_operations) == 120, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, filtered_registry_operations) == 128, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, failed_registry_operations) == 136, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, unread_registry_data) == 144, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_counters_t, operation_slot_shortages) == 152, "wire layout is frozen");

/* Output of CB_GET_STATS, which has no input; a shorter output is STATUS_BUFFER_TOO_SMALL. */
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
    /* Rounds over all running processes that are complete. */
    uint64_t sweep_count;
    /* Processes looked at in them. */
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
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, size_bytes) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, layout_fingerprint) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, capabilities) == 12, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, boot_id) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, load_time_us) == 32, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, callbacks) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, counters) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, kinds) == 240, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, issued_sequence) == 768, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, delivered_sequence) == 776, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, acknowledged_sequence) == 784, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, ring_size_bytes) == 792, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, ring_used_bytes) == 800, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, ring_peak_bytes) == 808, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, cached_process_count) == 816, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, cached_process_peak) == 824, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, cache_eviction_count) == 832, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, scan_request_count) == 840, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, scan_coalesced_count) == 848, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, scan_refused_count) == 856, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, scan_completed_count) == 864, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, scan_pending_count) == 872, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, sweep_count) == 880, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, swept_process_count) == 888, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, callbacks_in_flight) == 896, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, reader_session_count) == 904, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, device_security_status) == 912, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, ring_reference_state) == 916, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, callback_last_time_us) == 920, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_STATISTICS, restored_registration_count) == 960, "wire layout is frozen");

/* Input of CB_GET_EVENTS; its output is a batch: mon_batch_header_t, then records. */
typedef struct _MON_GET_EVENTS_INPUT {
    uint32_t size_bytes;
    uint32_t version;
    /* Frees every record up to this one. 0 acknowledges nothing; a number never delivered is refused. */
    uint64_t ack_through_sequence;
    /* Boot id the acknowledged sequence belongs to; another driver load's is refused. Ignored when nothing is acknowledged. */
    uint8_t boot_id[16];
    /* How long the call may wait for a record; 0 returns at once. */
    uint32_t wait_timeout_ms;
    /* MON_GET_EVENTS_... */
    uint32_t flags;
    /* A waiting call returns when this many bytes are ready; 0 means with the first record. */
    uint32_t wake_bytes;
    uint32_t reserved;
} MON_GET_EVENTS_INPUT, *PMON_GET_EVENTS_INPUT;
MON_STATIC_ASSERT(sizeof(MON_GET_EVENTS_INPUT) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, size_bytes) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, ack_through_sequence) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, boot_id) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, wait_timeout_ms) == 32, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, flags) == 36, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, wake_bytes) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_GET_EVENTS_INPUT, reserved) == 44, "wire layout is frozen");

/* In front of every batch. An empty one has record_count 0 and first = last = 0. */
typedef struct mon_batch_header {
    uint32_t magic;
    uint16_t version;
    uint16_t header_bytes;
    uint32_t total_bytes;
    uint32_t record_count;
    uint32_t layout_fingerprint;
    /* What is enough, when the next record did not fit at all. */
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
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, magic) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, header_bytes) == 6, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, total_bytes) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, record_count) == 12, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, layout_fingerprint) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, required_bytes) == 20, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, boot_id) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, first_sequence) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, last_sequence) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, acknowledged_sequence) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, issued_sequence) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, ring_size_bytes) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_batch_header_t, ring_used_bytes) == 76, "wire layout is frozen");

/*
 * Input of CB_SET_CONFIG. The texts follow: first the registry prefixes, then the image names, each a u16 length in
 * bytes and UTF-16 text. In a prefix, a component "*" stands for any one component. size_bytes counts the texts and
 * equals the input length.
 */
typedef struct _MON_CALLBACK_CONFIG {
    uint32_t size_bytes;
    uint32_t version;
    /* Bit n: record events of callback n (MON_CALLBACK_PROCESS ...). */
    uint32_t callback_mask;
    /* MON_CONFIG_... */
    uint32_t flags;
    /* 0 keeps the size. A new size takes effect at once; the old ring is freed when it has been read and acknowledged. */
    uint32_t ring_size_bytes;
    uint32_t scan_delay_ms;
    /* Events a second of one process; 0 means no limit. Events above it are counted and declared lost. */
    uint32_t process_rate_limit;
    /* The same for each kind. */
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
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, size_bytes) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, callback_mask) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, flags) == 12, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, ring_size_bytes) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, scan_delay_ms) == 20, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, process_rate_limit) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, kind_rate_limits) == 28, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, handle_access_mask) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, command_line_limit_bytes) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, registry_data_limit_bytes) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, registry_prefix_count) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, image_name_count) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_CALLBACK_CONFIG, sweep_interval_ms) == 92, "wire layout is frozen");

/*
 * Input of CB_REQUEST_SCAN, which has no output: asks for a scan of a process now. Its ioring_scan record has the
 * trigger "request". A process that waits for a scan already is not queued again. Refused: a process that does not
 * exist (STATUS_INVALID_CID), a full queue (STATUS_DEVICE_BUSY). With a reference ring: see mon_ring_reference states
 * and docs/driver.md.
 */
typedef struct _MON_SCAN_REQUEST {
    uint32_t size_bytes;
    uint32_t version;
    uint32_t process_id;
    /* MON_SCAN_REQUEST_... */
    uint32_t flags;
    uint32_t reference_buffer_count;
    uint32_t reserved;
} MON_SCAN_REQUEST, *PMON_SCAN_REQUEST;
MON_STATIC_ASSERT(sizeof(MON_SCAN_REQUEST) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, size_bytes) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, process_id) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, flags) == 12, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, reference_buffer_count) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SCAN_REQUEST, reserved) == 20, "wire layout is frozen");

/* What a self check found about one callback. */
typedef struct mon_registration_check {
    /* MON_REGISTRATION_... */
    uint32_t state;
    /* NTSTATUS of the attempt; 0 when none was made. */
    int32_t status;
    /* Times the callback ran. */
    uint64_t event_count;
    /* When its last event was observed; 0: never. */
    int64_t last_time_us;
} mon_registration_check_t;
MON_STATIC_ASSERT(sizeof(mon_registration_check_t) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registration_check_t, state) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registration_check_t, status) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registration_check_t, event_count) == 8, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registration_check_t, last_time_us) == 16, "wire layout is frozen");

/* Output of CB_SELF_CHECK, which has no input. */
typedef struct _MON_SELF_CHECK {
    uint32_t size_bytes;
    uint32_t version;
    mon_registration_check_t callbacks[MON_CALLBACK_COUNT];
} MON_SELF_CHECK, *PMON_SELF_CHECK;
MON_STATIC_ASSERT(sizeof(MON_SELF_CHECK) == 128, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SELF_CHECK, size_bytes) == 0, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SELF_CHECK, version) == 4, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(MON_SELF_CHECK, callbacks) == 8, "wire layout is frozen");

#endif
