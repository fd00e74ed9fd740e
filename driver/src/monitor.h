/* The driver's one instance: what the callbacks, the workers and the device share. */
#ifndef MON_MONITOR_H
#define MON_MONITOR_H

#include "event_ring.h"
#include "ioring_scan.h"
#include "kernel_routines.h"
#include "mon_ioctl.h"
#include "monitor_config.h"
#include "operation_slots.h"
#include "process_cache.h"
#include "reader_session.h"

typedef struct mon_state {
    mon_event_ring_t ring;
    mon_config_store_t config;
    mon_reader_session_t reader;
    mon_process_cache_t *cache;
    mon_operation_slots_t *handle_slots;
    mon_operation_slots_t *registry_slots;
    mon_scan_queue_t *scans;
    /* Each is moved with mon_count() and read for the statistics; none guards anything. */
    mon_counters_t counters;
    uint8_t boot_id[16];
    int64_t load_time;
    PDEVICE_OBJECT device;
    NTSTATUS device_security_status;
} mon_state_t;

extern mon_state_t mon_state;

/* IRQL: any. */
static inline void mon_count(uint64_t *counter)
{
    (void)__atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
}

#endif
