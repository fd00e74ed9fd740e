/*
 * Layout of the records the driver writes. Generated from schemas/catalogue; never edited by hand.
 *
 * A record is a header, the fixed part of its kind, then its texts and bytes. All integers are little endian. A counted
 * member gives the offset of its bytes from the end of the fixed part (header.fixed_bytes) and their length; text is
 * UTF-16LE without a terminator. A bit of header.present_mask says that an optional member has a value; a member whose
 * bit is clear is zero and means "not known". Records start at multiples of eight bytes and size_bytes is one too.
 */
#ifndef MON_RECORDS_GENERATED_H
#define MON_RECORDS_GENERATED_H

#include <stddef.h>
#include <stdint.h>

/* The same word in C and in C++. */
#ifdef __cplusplus
#define MON_STATIC_ASSERT static_assert
#else
#define MON_STATIC_ASSERT _Static_assert
#endif

/* Changes whenever a layout does; the driver reports it and a reader with another value refuses to decode. */
#define MON_LAYOUT_FINGERPRINT 0x69ddecd4u

enum {
    MON_KIND_PROCESS_CREATE = 64, /* A process was created. */
    MON_KIND_PROCESS_TERMINATE = 65, /* A process ended. */
    MON_KIND_THREAD_CREATE = 66, /* A thread was created; the actor is the caller, the object the process it runs in. */
    MON_KIND_THREAD_TERMINATE = 67, /* A thread ended. */
    MON_KIND_IMAGE_LOAD = 68, /* An image was mapped into a process, or a driver was loaded (process id 0). */
    MON_KIND_HANDLE_CREATE = 69, /* A handle to a process or thread was opened. */
    MON_KIND_HANDLE_DUPLICATE = 70, /* A handle was duplicated: the actor copied a handle of the source process into the recipient process. */
    MON_KIND_REGISTRY_OPERATION = 71, /* A registry key or value was changed. */
    MON_KIND_IORING_SCAN = 72, /* The IoRing handles of a process were enumerated. */
    MON_KIND_PROCESS_PROFILE = 73, /* What the driver counted over the life of a process, exported when it ends. */
    MON_KIND_GAP = 74, /* Events of one kind were lost in one interval, for one reason. */
};
#define MON_KIND_FIRST 64
#define MON_KIND_COUNT 11

/* Type of the object a handle refers to. */
enum {
    MON_HANDLE_OBJECT_TYPE_UNKNOWN = 255, /* The source does not say. */
    MON_HANDLE_OBJECT_TYPE_PROCESS = 0, /* A process object. */
    MON_HANDLE_OBJECT_TYPE_THREAD = 1, /* A thread object. */
    MON_HANDLE_OBJECT_TYPE_DESKTOP = 2, /* A desktop object. */
};

/* What was done to a registry key or value. */
enum {
    MON_REGISTRY_OPERATION_TYPE_UNKNOWN = 255, /* The source names no operation of this list. */
    MON_REGISTRY_OPERATION_TYPE_CREATE_KEY = 0, /* A key was created. */
    MON_REGISTRY_OPERATION_TYPE_DELETE_KEY = 1, /* A key was deleted. */
    MON_REGISTRY_OPERATION_TYPE_RENAME_KEY = 2, /* A key was renamed. */
    MON_REGISTRY_OPERATION_TYPE_SET_VALUE = 3, /* A value was written. */
    MON_REGISTRY_OPERATION_TYPE_DELETE_VALUE = 4, /* A value was deleted. */
    MON_REGISTRY_OPERATION_TYPE_RENAME_VALUE = 5, /* A value was renamed. */
    MON_REGISTRY_OPERATION_TYPE_LOAD_HIVE = 6, /* A hive file was loaded as a key. */
    MON_REGISTRY_OPERATION_TYPE_UNLOAD_HIVE = 7, /* A loaded hive was taken away. */
    MON_REGISTRY_OPERATION_TYPE_RESTORE_HIVE = 8, /* A key was overwritten from a hive file. */
    MON_REGISTRY_OPERATION_TYPE_REPLACE_HIVE = 9, /* The file behind a hive was exchanged, from the next start on. */
};

/* Why an IoRing scan of a process was made. */
enum {
    MON_SCAN_TRIGGER_UNKNOWN = 255, /* Not recorded. */
    MON_SCAN_TRIGGER_PROCESS_CREATE = 0, /* The process was just created. */
    MON_SCAN_TRIGGER_IMAGE_LOAD = 1, /* It loaded an IoRing-related image. */
    MON_SCAN_TRIGGER_REQUEST = 2, /* A client asked for it. */
    MON_SCAN_TRIGGER_SWEEP = 3, /* Its turn came in the slow round over all running processes. */
};

/* Whether a scan looked into the rings it found. */
enum {
    MON_SCAN_INSPECTION_UNKNOWN = 255, /* Not recorded. */
    MON_SCAN_INSPECTION_INSPECTED = 0, /* Every ring was looked at; so were none, when there were none. */
    MON_SCAN_INSPECTION_NOT_INSPECTED = 1, /* Some or all were not looked at; the reason says why. */
    MON_SCAN_INSPECTION_UNKNOWN_BUILD = 2, /* The layout of a ring is not known on this Windows build. */
};

/* Why rings were not looked at. */
enum {
    MON_SCAN_INSPECTION_REASON_UNKNOWN = 255, /* Not recorded. */
    MON_SCAN_INSPECTION_REASON_NONE = 0, /* All were. */
    MON_SCAN_INSPECTION_REASON_NO_REFERENCE_RING = 1, /* No client has shown a ring of its own yet, so the object type is not known. */
    MON_SCAN_INSPECTION_REASON_LAYOUT_DIFFERS = 2, /* The client's own ring does not look as the table says for this build. */
    MON_SCAN_INSPECTION_REASON_OBJECT_CHANGED = 3, /* The handle was closed or reused before it was looked at. */
    MON_SCAN_INSPECTION_REASON_UNREADABLE = 4, /* The memory of a ring or of its buffer table could not be read. */
    MON_SCAN_INSPECTION_REASON_IMPLAUSIBLE = 5, /* A ring changed while it was read, or said what no ring can say. */
    MON_SCAN_INSPECTION_REASON_TOO_MANY = 6, /* The process has more rings than one scan looks at. */
    MON_SCAN_INSPECTION_REASON_PROCESS_EXITING = 7, /* The process was ending. */
    MON_SCAN_INSPECTION_REASON_ENUMERATION_FAILED = 8, /* Its handles could not be listed; the status says why. */
    MON_SCAN_INSPECTION_REASON_ROUTINE_MISSING = 9, /* This Windows lacks a kernel routine that a safe look needs. */
};

/* Why the driver calls an image load suspicious. */
enum {
    MON_SUSPICIOUS_IMAGE_REASON_NONE = 0, /* It does not. */
    MON_SUSPICIOUS_IMAGE_REASON_NO_NAME = 1, /* The kernel gave no file name. */
    MON_SUSPICIOUS_IMAGE_REASON_USER_WRITABLE_PATH = 2, /* A system process loaded it from a directory any user can write. */
    MON_SUSPICIOUS_IMAGE_REASON_SYSTEM_NAME_ELSEWHERE = 3, /* It has the name of a system library but lies outside the system directories. */
    MON_SUSPICIOUS_IMAGE_REASON_KERNEL_ADDRESS_IN_USER_PROCESS = 4, /* Its base does not fit the process it was mapped into. */
};

/* Why events are missing. */
enum {
    MON_GAP_REASON_UNKNOWN = 255, /* Numbers are missing and nobody said why. */
    MON_GAP_REASON_RING_FULL = 0, /* The driver refused them because its ring was full. */
    MON_GAP_REASON_RATE_LIMITED = 1, /* The driver refused them under a configured rate limit. */
    MON_GAP_REASON_ALLOCATION_FAILED = 2, /* The driver had no memory for them. */
    MON_GAP_REASON_SPOOL_FULL = 3, /* The collector dropped the oldest low-priority batches of a full spool. */
    MON_GAP_REASON_SPOOL_CORRUPT = 4, /* The collector set batches aside that failed their checksum. */
    MON_GAP_REASON_RECORD_MALFORMED = 5, /* A record could not be decoded. */
    MON_GAP_REASON_RECORD_TOO_LONG = 6, /* A record was longer than the limit. */
    MON_GAP_REASON_SEQUENCE_MISSING = 7, /* The consumer saw a hole in the sequence. */
    MON_GAP_REASON_RECORD_UNKNOWN = 8, /* The collector does not know the kind of a record: the driver is newer. */
    MON_GAP_REASON_DRIVER_GONE = 9, /* The driver was unloaded before they were read. */
    MON_GAP_REASON_SPOOL_DROPPED = 10, /* A person dropped them from the spool. */
};

/* What produced a stream of events. */
enum {
    MON_SOURCE_KIND_UNKNOWN = 255, /* Not recorded. */
    MON_SOURCE_KIND_DRIVER = 0, /* The kernel driver. */
    MON_SOURCE_KIND_CAPTURE = 1, /* A capture file. */
    MON_SOURCE_KIND_SIMULATOR = 2, /* The simulator. */
    MON_SOURCE_KIND_COLLECTOR = 3, /* The collector itself. */
};

/* What was done on the network. */
enum {
    MON_NETWORK_OPERATION_UNKNOWN = 255, /* The source does not say. */
    MON_NETWORK_OPERATION_CONNECT = 0, /* A connection was made or accepted. */
    MON_NETWORK_OPERATION_BIND = 1, /* A local port was bound. */
    MON_NETWORK_OPERATION_LISTEN = 2, /* A local port was opened for connections. */
    MON_NETWORK_OPERATION_BLOCK_CONNECT = 3, /* A connection was blocked by the filtering platform. */
    MON_NETWORK_OPERATION_BLOCK_BIND = 4, /* Binding a local port was blocked by the filtering platform. */
};

/* Part of a permanent WMI event subscription. */
enum {
    MON_WMI_SUBSCRIPTION_PART_UNKNOWN = 255, /* The source does not say. */
    MON_WMI_SUBSCRIPTION_PART_FILTER = 0, /* The query that waits for an event. */
    MON_WMI_SUBSCRIPTION_PART_CONSUMER = 1, /* What is done when it comes. */
    MON_WMI_SUBSCRIPTION_PART_BINDING = 2, /* The tie between a filter and a consumer. */
};

/* What was done to a scheduled task. */
enum {
    MON_SCHEDULED_TASK_OPERATION_UNKNOWN = 255, /* The source does not say. */
    MON_SCHEDULED_TASK_OPERATION_CREATE = 0, /* The task was registered. */
    MON_SCHEDULED_TASK_OPERATION_UPDATE = 1, /* The task was changed. */
    MON_SCHEDULED_TASK_OPERATION_DELETE = 2, /* The task was deleted. */
    MON_SCHEDULED_TASK_OPERATION_ENABLE = 3, /* The task was enabled. */
    MON_SCHEDULED_TASK_OPERATION_DISABLE = 4, /* The task was disabled. */
};

/* Bytes of a text or byte string: where they start after the fixed part, and how many they are. */
typedef struct mon_counted {
    uint16_t offset_bytes;
    uint16_t length_bytes;
} mon_counted_t;
MON_STATIC_ASSERT(sizeof(mon_counted_t) == 4, "wire layout is frozen");

/* header.flags: a text of this record was cut to its limit. */
#define MON_RECORD_FLAG_TRUNCATED 0x00000001u

typedef struct mon_record_header {
    uint32_t size_bytes;
    uint16_t kind;
    uint16_t fixed_bytes;
    uint32_t present_mask;
    uint32_t flags;
    uint64_t sequence;
    int64_t time_us;
    uint64_t monotonic_us;
} mon_record_header_t;
MON_STATIC_ASSERT(sizeof(mon_record_header_t) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_record_header_t, sequence) == 16, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_record_header_t, time_us) == 24, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_record_header_t, monotonic_us) == 32, "wire layout is frozen");

/* A process was created. */
typedef struct mon_process_create_record {
    mon_record_header_t header;
    int64_t process_start_us;
    int64_t parent_start_us;
    int64_t creator_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t parent_process_id;
    uint32_t creator_process_id;
    uint32_t creator_thread_id;
    mon_counted_t command_line;
    uint32_t session_id;
    uint32_t integrity_level;
    uint32_t denied_status;
    uint8_t is_truncated;
    uint8_t is_subsystem_process;
    uint8_t is_image_partial;
    uint8_t reserved[5];
} mon_process_create_record_t;
MON_STATIC_ASSERT(sizeof(mon_process_create_record_t) == 112, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, parent_start_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, creator_start_us) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, process_id) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, thread_id) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, executable) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, parent_process_id) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, creator_process_id) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, creator_thread_id) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, command_line) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, session_id) == 92, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, integrity_level) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, denied_status) == 100, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, is_truncated) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, is_subsystem_process) == 105, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_create_record_t, is_image_partial) == 106, "wire layout is frozen");
#define MON_PROCESS_CREATE_HAS_MONOTONIC_US 0x00000001u
#define MON_PROCESS_CREATE_HAS_PROCESS_START_US 0x00000002u
#define MON_PROCESS_CREATE_HAS_THREAD_ID 0x00000004u
#define MON_PROCESS_CREATE_HAS_EXECUTABLE 0x00000008u
#define MON_PROCESS_CREATE_HAS_PARENT_PROCESS_ID 0x00000010u
#define MON_PROCESS_CREATE_HAS_PARENT_START_US 0x00000020u
#define MON_PROCESS_CREATE_HAS_CREATOR_PROCESS_ID 0x00000040u
#define MON_PROCESS_CREATE_HAS_CREATOR_START_US 0x00000080u
#define MON_PROCESS_CREATE_HAS_CREATOR_THREAD_ID 0x00000100u
#define MON_PROCESS_CREATE_HAS_COMMAND_LINE 0x00000200u
#define MON_PROCESS_CREATE_HAS_IS_TRUNCATED 0x00000400u
#define MON_PROCESS_CREATE_HAS_SESSION_ID 0x00000800u
#define MON_PROCESS_CREATE_HAS_INTEGRITY_LEVEL 0x00001000u
#define MON_PROCESS_CREATE_HAS_IS_SUBSYSTEM_PROCESS 0x00002000u
#define MON_PROCESS_CREATE_HAS_DENIED_STATUS 0x00004000u
#define MON_PROCESS_CREATE_HAS_IS_IMAGE_PARTIAL 0x00008000u

/* A process ended. */
typedef struct mon_process_terminate_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint64_t ioring_operation_count;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t exit_status;
    uint32_t anomaly_score;
    uint8_t reserved[4];
} mon_process_terminate_record_t;
MON_STATIC_ASSERT(sizeof(mon_process_terminate_record_t) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, ioring_operation_count) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, process_id) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, thread_id) == 60, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, executable) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, exit_status) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_terminate_record_t, anomaly_score) == 72, "wire layout is frozen");
#define MON_PROCESS_TERMINATE_HAS_MONOTONIC_US 0x00000001u
#define MON_PROCESS_TERMINATE_HAS_PROCESS_START_US 0x00000002u
#define MON_PROCESS_TERMINATE_HAS_THREAD_ID 0x00000004u
#define MON_PROCESS_TERMINATE_HAS_EXECUTABLE 0x00000008u
#define MON_PROCESS_TERMINATE_HAS_EXIT_STATUS 0x00000010u
#define MON_PROCESS_TERMINATE_HAS_IORING_OPERATION_COUNT 0x00000020u
#define MON_PROCESS_TERMINATE_HAS_ANOMALY_SCORE 0x00000040u

/* A thread was created; the actor is the caller, the object the process it runs in. */
typedef struct mon_thread_create_record {
    mon_record_header_t header;
    int64_t process_start_us;
    int64_t object_start_us;
    uint64_t start_address;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t object_process_id;
    uint32_t object_thread_id;
    uint8_t reserved[4];
} mon_thread_create_record_t;
MON_STATIC_ASSERT(sizeof(mon_thread_create_record_t) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, object_start_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, start_address) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, process_id) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, thread_id) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, executable) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, object_process_id) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_create_record_t, object_thread_id) == 80, "wire layout is frozen");
#define MON_THREAD_CREATE_HAS_MONOTONIC_US 0x00000001u
#define MON_THREAD_CREATE_HAS_PROCESS_START_US 0x00000002u
#define MON_THREAD_CREATE_HAS_THREAD_ID 0x00000004u
#define MON_THREAD_CREATE_HAS_EXECUTABLE 0x00000008u
#define MON_THREAD_CREATE_HAS_OBJECT_PROCESS_ID 0x00000010u
#define MON_THREAD_CREATE_HAS_OBJECT_START_US 0x00000020u
#define MON_THREAD_CREATE_HAS_OBJECT_THREAD_ID 0x00000040u
#define MON_THREAD_CREATE_HAS_START_ADDRESS 0x00000080u

/* A thread ended. */
typedef struct mon_thread_terminate_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint8_t reserved[4];
} mon_thread_terminate_record_t;
MON_STATIC_ASSERT(sizeof(mon_thread_terminate_record_t) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_terminate_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_terminate_record_t, process_id) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_terminate_record_t, thread_id) == 52, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_thread_terminate_record_t, executable) == 56, "wire layout is frozen");
#define MON_THREAD_TERMINATE_HAS_MONOTONIC_US 0x00000001u
#define MON_THREAD_TERMINATE_HAS_PROCESS_START_US 0x00000002u
#define MON_THREAD_TERMINATE_HAS_THREAD_ID 0x00000004u
#define MON_THREAD_TERMINATE_HAS_EXECUTABLE 0x00000008u

/* An image was mapped into a process, or a driver was loaded (process id 0). */
typedef struct mon_image_load_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint64_t image_base;
    uint64_t image_size_bytes;
    int64_t mapper_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    mon_counted_t image_path;
    uint32_t mapper_process_id;
    uint32_t mapper_thread_id;
    uint8_t is_ioring_related;
    uint8_t suspicious_reason;
    uint8_t signature_level;
    uint8_t reserved[5];
} mon_image_load_record_t;
MON_STATIC_ASSERT(sizeof(mon_image_load_record_t) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, image_base) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, image_size_bytes) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, mapper_start_us) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, process_id) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, thread_id) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, executable) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, image_path) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, mapper_process_id) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, mapper_thread_id) == 92, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, is_ioring_related) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, suspicious_reason) == 97, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_image_load_record_t, signature_level) == 98, "wire layout is frozen");
#define MON_IMAGE_LOAD_HAS_MONOTONIC_US 0x00000001u
#define MON_IMAGE_LOAD_HAS_PROCESS_START_US 0x00000002u
#define MON_IMAGE_LOAD_HAS_THREAD_ID 0x00000004u
#define MON_IMAGE_LOAD_HAS_EXECUTABLE 0x00000008u
#define MON_IMAGE_LOAD_HAS_IMAGE_PATH 0x00000010u
#define MON_IMAGE_LOAD_HAS_IMAGE_BASE 0x00000020u
#define MON_IMAGE_LOAD_HAS_IMAGE_SIZE_BYTES 0x00000040u
#define MON_IMAGE_LOAD_HAS_IS_IORING_RELATED 0x00000080u
#define MON_IMAGE_LOAD_HAS_SUSPICIOUS_REASON 0x00000100u
#define MON_IMAGE_LOAD_HAS_MAPPER_PROCESS_ID 0x00000200u
#define MON_IMAGE_LOAD_HAS_MAPPER_START_US 0x00000400u
#define MON_IMAGE_LOAD_HAS_MAPPER_THREAD_ID 0x00000800u
#define MON_IMAGE_LOAD_HAS_SIGNATURE_LEVEL 0x00001000u

/* A handle to a process or thread was opened. */
typedef struct mon_handle_create_record {
    mon_record_header_t header;
    int64_t process_start_us;
    int64_t object_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t object_process_id;
    uint32_t object_thread_id;
    uint32_t desired_access;
    uint32_t original_desired_access;
    uint32_t granted_access;
    uint32_t status;
    uint32_t handle_value;
    uint8_t object_type;
    uint8_t is_modified;
    uint8_t is_kernel_handle;
    uint8_t reserved[5];
} mon_handle_create_record_t;
MON_STATIC_ASSERT(sizeof(mon_handle_create_record_t) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, object_start_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, process_id) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, thread_id) == 60, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, executable) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, object_process_id) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, object_thread_id) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, desired_access) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, original_desired_access) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, granted_access) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, status) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, handle_value) == 92, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, object_type) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, is_modified) == 97, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_create_record_t, is_kernel_handle) == 98, "wire layout is frozen");
#define MON_HANDLE_CREATE_HAS_MONOTONIC_US 0x00000001u
#define MON_HANDLE_CREATE_HAS_PROCESS_START_US 0x00000002u
#define MON_HANDLE_CREATE_HAS_THREAD_ID 0x00000004u
#define MON_HANDLE_CREATE_HAS_EXECUTABLE 0x00000008u
#define MON_HANDLE_CREATE_HAS_OBJECT_PROCESS_ID 0x00000010u
#define MON_HANDLE_CREATE_HAS_OBJECT_START_US 0x00000020u
#define MON_HANDLE_CREATE_HAS_OBJECT_THREAD_ID 0x00000040u
#define MON_HANDLE_CREATE_HAS_DESIRED_ACCESS 0x00000080u
#define MON_HANDLE_CREATE_HAS_ORIGINAL_DESIRED_ACCESS 0x00000100u
#define MON_HANDLE_CREATE_HAS_GRANTED_ACCESS 0x00000200u
#define MON_HANDLE_CREATE_HAS_STATUS 0x00000400u
#define MON_HANDLE_CREATE_HAS_IS_MODIFIED 0x00000800u
#define MON_HANDLE_CREATE_HAS_IS_KERNEL_HANDLE 0x00001000u
#define MON_HANDLE_CREATE_HAS_HANDLE_VALUE 0x00002000u

/* A handle was duplicated: the actor copied a handle of the source process into the recipient process. */
typedef struct mon_handle_duplicate_record {
    mon_record_header_t header;
    int64_t process_start_us;
    int64_t object_start_us;
    int64_t source_start_us;
    int64_t recipient_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t object_process_id;
    uint32_t object_thread_id;
    uint32_t desired_access;
    uint32_t original_desired_access;
    uint32_t granted_access;
    uint32_t status;
    uint32_t handle_value;
    uint32_t source_process_id;
    uint32_t recipient_process_id;
    uint8_t object_type;
    uint8_t is_modified;
    uint8_t is_kernel_handle;
    uint8_t reserved[5];
} mon_handle_duplicate_record_t;
MON_STATIC_ASSERT(sizeof(mon_handle_duplicate_record_t) == 128, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, object_start_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, source_start_us) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, recipient_start_us) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, process_id) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, thread_id) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, executable) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, object_process_id) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, object_thread_id) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, desired_access) == 92, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, original_desired_access) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, granted_access) == 100, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, status) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, handle_value) == 108, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, source_process_id) == 112, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, recipient_process_id) == 116, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, object_type) == 120, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, is_modified) == 121, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_handle_duplicate_record_t, is_kernel_handle) == 122, "wire layout is frozen");
#define MON_HANDLE_DUPLICATE_HAS_MONOTONIC_US 0x00000001u
#define MON_HANDLE_DUPLICATE_HAS_PROCESS_START_US 0x00000002u
#define MON_HANDLE_DUPLICATE_HAS_THREAD_ID 0x00000004u
#define MON_HANDLE_DUPLICATE_HAS_EXECUTABLE 0x00000008u
#define MON_HANDLE_DUPLICATE_HAS_OBJECT_PROCESS_ID 0x00000010u
#define MON_HANDLE_DUPLICATE_HAS_OBJECT_START_US 0x00000020u
#define MON_HANDLE_DUPLICATE_HAS_OBJECT_THREAD_ID 0x00000040u
#define MON_HANDLE_DUPLICATE_HAS_DESIRED_ACCESS 0x00000080u
#define MON_HANDLE_DUPLICATE_HAS_ORIGINAL_DESIRED_ACCESS 0x00000100u
#define MON_HANDLE_DUPLICATE_HAS_GRANTED_ACCESS 0x00000200u
#define MON_HANDLE_DUPLICATE_HAS_STATUS 0x00000400u
#define MON_HANDLE_DUPLICATE_HAS_IS_MODIFIED 0x00000800u
#define MON_HANDLE_DUPLICATE_HAS_IS_KERNEL_HANDLE 0x00001000u
#define MON_HANDLE_DUPLICATE_HAS_HANDLE_VALUE 0x00002000u
#define MON_HANDLE_DUPLICATE_HAS_SOURCE_PROCESS_ID 0x00004000u
#define MON_HANDLE_DUPLICATE_HAS_SOURCE_START_US 0x00008000u
#define MON_HANDLE_DUPLICATE_HAS_RECIPIENT_PROCESS_ID 0x00010000u
#define MON_HANDLE_DUPLICATE_HAS_RECIPIENT_START_US 0x00020000u

/* A registry key or value was changed. */
typedef struct mon_registry_operation_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    mon_counted_t key_path;
    mon_counted_t value_name;
    mon_counted_t new_name;
    mon_counted_t hive_file;
    uint32_t data_type;
    uint32_t data_length_bytes;
    mon_counted_t data;
    uint8_t operation;
    uint8_t reserved[7];
} mon_registry_operation_record_t;
MON_STATIC_ASSERT(sizeof(mon_registry_operation_record_t) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, process_id) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, thread_id) == 52, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, executable) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, key_path) == 60, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, value_name) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, new_name) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, hive_file) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, data_type) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, data_length_bytes) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, data) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_registry_operation_record_t, operation) == 88, "wire layout is frozen");
#define MON_REGISTRY_OPERATION_HAS_MONOTONIC_US 0x00000001u
#define MON_REGISTRY_OPERATION_HAS_PROCESS_START_US 0x00000002u
#define MON_REGISTRY_OPERATION_HAS_THREAD_ID 0x00000004u
#define MON_REGISTRY_OPERATION_HAS_EXECUTABLE 0x00000008u
#define MON_REGISTRY_OPERATION_HAS_KEY_PATH 0x00000010u
#define MON_REGISTRY_OPERATION_HAS_VALUE_NAME 0x00000020u
#define MON_REGISTRY_OPERATION_HAS_NEW_NAME 0x00000040u
#define MON_REGISTRY_OPERATION_HAS_HIVE_FILE 0x00000080u
#define MON_REGISTRY_OPERATION_HAS_DATA_TYPE 0x00000100u
#define MON_REGISTRY_OPERATION_HAS_DATA_LENGTH_BYTES 0x00000200u
#define MON_REGISTRY_OPERATION_HAS_DATA 0x00000400u

/* The IoRing handles of a process were enumerated. */
typedef struct mon_ioring_scan_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t handle_count;
    uint32_t access_mask;
    uint32_t registered_buffer_count;
    uint32_t violation_flags;
    uint32_t status;
    uint32_t inspected_handle_count;
    uint8_t trigger;
    uint8_t inspection;
    uint8_t inspection_reason;
    uint8_t reserved[1];
} mon_ioring_scan_record_t;
MON_STATIC_ASSERT(sizeof(mon_ioring_scan_record_t) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, process_id) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, thread_id) == 52, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, executable) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, handle_count) == 60, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, access_mask) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, registered_buffer_count) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, violation_flags) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, status) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, inspected_handle_count) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, trigger) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, inspection) == 85, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_ioring_scan_record_t, inspection_reason) == 86, "wire layout is frozen");
#define MON_IORING_SCAN_HAS_MONOTONIC_US 0x00000001u
#define MON_IORING_SCAN_HAS_PROCESS_START_US 0x00000002u
#define MON_IORING_SCAN_HAS_THREAD_ID 0x00000004u
#define MON_IORING_SCAN_HAS_EXECUTABLE 0x00000008u
#define MON_IORING_SCAN_HAS_REGISTERED_BUFFER_COUNT 0x00000010u
#define MON_IORING_SCAN_HAS_INSPECTION 0x00000020u
#define MON_IORING_SCAN_HAS_INSPECTION_REASON 0x00000040u
#define MON_IORING_SCAN_HAS_INSPECTED_HANDLE_COUNT 0x00000080u

/* What the driver counted over the life of a process, exported when it ends. */
typedef struct mon_process_profile_record {
    mon_record_header_t header;
    int64_t process_start_us;
    uint64_t lifetime_us;
    uint32_t process_id;
    uint32_t thread_id;
    mon_counted_t executable;
    uint32_t thread_create_count;
    uint32_t remote_thread_create_count;
    uint32_t image_load_count;
    uint32_t ioring_image_load_count;
    uint32_t handle_create_count;
    uint32_t handle_duplicate_count;
    uint32_t registry_operation_count;
    uint32_t child_count;
    uint32_t ioring_handle_peak_count;
    uint32_t violation_flags;
    uint32_t anomaly_score;
} mon_process_profile_record_t;
MON_STATIC_ASSERT(sizeof(mon_process_profile_record_t) == 112, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, process_start_us) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, lifetime_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, process_id) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, thread_id) == 60, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, executable) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, thread_create_count) == 68, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, remote_thread_create_count) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, image_load_count) == 76, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, ioring_image_load_count) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, handle_create_count) == 84, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, handle_duplicate_count) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, registry_operation_count) == 92, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, child_count) == 96, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, ioring_handle_peak_count) == 100, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, violation_flags) == 104, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_process_profile_record_t, anomaly_score) == 108, "wire layout is frozen");
#define MON_PROCESS_PROFILE_HAS_MONOTONIC_US 0x00000001u
#define MON_PROCESS_PROFILE_HAS_PROCESS_START_US 0x00000002u
#define MON_PROCESS_PROFILE_HAS_THREAD_ID 0x00000004u
#define MON_PROCESS_PROFILE_HAS_EXECUTABLE 0x00000008u

/* Events of one kind were lost in one interval, for one reason. */
typedef struct mon_gap_record {
    mon_record_header_t header;
    uint64_t lost_count;
    int64_t first_time_us;
    int64_t last_time_us;
    uint64_t first_sequence;
    uint64_t last_sequence;
    uint32_t lost_kind_number;
    uint8_t reason;
    uint8_t reserved[3];
} mon_gap_record_t;
MON_STATIC_ASSERT(sizeof(mon_gap_record_t) == 88, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, lost_count) == 40, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, first_time_us) == 48, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, last_time_us) == 56, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, first_sequence) == 64, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, last_sequence) == 72, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, lost_kind_number) == 80, "wire layout is frozen");
MON_STATIC_ASSERT(offsetof(mon_gap_record_t, reason) == 84, "wire layout is frozen");
#define MON_GAP_HAS_MONOTONIC_US 0x00000001u
#define MON_GAP_HAS_FIRST_SEQUENCE 0x00000002u
#define MON_GAP_HAS_LAST_SEQUENCE 0x00000004u

#endif
