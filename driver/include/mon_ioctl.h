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
#include "mon_control_generated.h"
#include "mon_records_generated.h"

#define MON_DEVICE_PATH_USER L"\\\\.\\Win11MonitorMgr"
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

/* Which of the kernel's routines a registration went through. */
enum {
    MON_ROUTINE_NONE = 0,
    MON_ROUTINE_PLAIN = 1,
    MON_ROUTINE_EXTENDED = 2,
};

/* Whether a ring of a client's own has shown what rings are. */
enum {
    MON_RING_REFERENCE_NONE = 0,
    /* Its ring looks as the driver expects: rings are inspected. */
    MON_RING_REFERENCE_CONFIRMED = 1,
    MON_RING_REFERENCE_LAYOUT_DIFFERS = 2,
    MON_RING_REFERENCE_UNKNOWN_BUILD = 3,
    MON_RING_REFERENCE_ROUTINE_MISSING = 4,
};

/* ---- CB_GET_EVENTS: input MON_GET_EVENTS_INPUT; output a batch = mon_batch_header_t, then records ---- */

#define MON_GET_EVENTS_KNOWN_FLAGS 0x00000003u

/* ---- CB_SET_CONFIG: input MON_CALLBACK_CONFIG, then its texts; no output ---- */

#define MON_CONFIG_ALL_CALLBACKS 0x0000001Fu
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

/* ---- CB_REQUEST_SCAN: input MON_SCAN_REQUEST; no output ---- */

/*
 * The caller has made exactly one I/O ring, with reference_buffer_count registered buffers (1 to 16), and keeps it
 * unchanged until the call returns. The driver learns from it what rings are; process_id is 0.
 */
#define MON_SCAN_REQUEST_REFERENCE 0x00000001u
#define MON_SCAN_REQUEST_KNOWN_FLAGS 0x00000001u
#define MON_REFERENCE_BUFFER_MAX_COUNT 16u

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

#endif
