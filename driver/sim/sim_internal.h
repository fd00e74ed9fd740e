/* What the parts of the simulation share; the driver and the tests never include it. */
#ifndef SIM_INTERNAL_H
#define SIM_INTERNAL_H

#include <ntifs.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "simulation.h"

#define SIM_SYSTEM_PROCESS_ID 4u
/* Before the names of the simulation's threads, by which their processor time is told from that of the library's user. */
#define SIM_THREAD_NAME "sim-"
#define SIM_USER_MEMORY 0x20000000u
#define SIM_USER_MEMORY_BYTES 65536u
#define SIM_FIRST_KERNEL_ADDRESS 0x40000000u
#define SIM_IORING_TYPE_INDEX 42u

/* What a handle of user mode refers to; object is NULL for those nobody looks at. */
typedef struct sim_handle_entry {
    POBJECT_TYPE type;
    uint32_t granted_access;
    void *object;
} sim_handle_entry_t;

/* First in a process and a thread, where an event has its type. */
enum { SIM_OBJECT_PROCESS = 0x50, SIM_OBJECT_THREAD = 0x51 };

struct _EPROCESS {
    LONG kind;
    uint32_t id;
    int64_t create_time;
    NTSTATUS exit_status;
    uint32_t session_id;
    uint32_t integrity_level;
    uint32_t parent_id;
    uint16_t image[SIM_LISTED_IMAGE_CHARS];
    uint32_t image_bytes;
    int64_t references;
    sim_handle_entry_t *handles;
    uint32_t handle_count;
    bool is_exiting;
    /* Its ring handles mean something else as soon as they have been listed. */
    bool reuses_handles;
};

struct _ETHREAD {
    LONG kind;
    uint32_t id;
    PEPROCESS process;
    uint64_t start_address;
    int64_t references;
    bool is_worker;
    bool has_ended;
    pthread_t native;
    PKSTART_ROUTINE start;
    PVOID context;
};

/* Per host thread: who runs, in whose address space, at which level, holding how many locks. */
typedef struct sim_context {
    PEPROCESS process;
    /* The process the thread is attached to; NULL when it is in its own. */
    PEPROCESS attached;
    uint32_t thread_id;
    KIRQL irql;
    uint32_t locks;
    /* How often normal kernel APCs are disabled, now and when the callback was called. */
    uint32_t critical_regions;
    uint32_t entered_regions;
    bool is_in_callback;
    bool is_worker;
    /* What the thread's last look at the clock showed. */
    int64_t time_seen;
} sim_context_t;
/* A model that costs one instruction, so that the simulation weighs little where the driver is measured. */
extern __thread sim_context_t sim_current __attribute__((tls_model("initial-exec")));

/* Waits and completions of all kinds meet here. */
extern pthread_mutex_t sim_dispatcher;
extern pthread_cond_t sim_changed;

/* Says which rule was broken and aborts. */
void sim_violation(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* The call may be made at this level at most. */
static inline void sim_require_irql(KIRQL highest, const char *call)
{
    if (__builtin_expect(sim_current.irql > highest, 0)) {
        sim_violation("%s called at IRQL %d, allowed up to %d", call, sim_current.irql, highest);
    }
}

/* Counts a call that may fail; true when it has to. */
bool sim_must_fail(const char *call);
void sim_reset_failures(void);
bool sim_is_hidden(PUNICODE_STRING name);

/* An event has happened that somebody may wait for. */
void sim_notify(void);

/* NULL when there is none. The caller owns no reference. */
PEPROCESS sim_find_process(uint32_t id);
PEPROCESS sim_add_process(uint32_t id, const sim_process_create_t *create);
void sim_end_process(PEPROCESS process);
void sim_reset_processes(void);
PETHREAD sim_make_thread(PEPROCESS process, uint32_t id, uint64_t start_address);
void sim_drop_thread(PETHREAD thread);
/* Whether DriverEntry has succeeded and the driver was not unloaded since. */
bool sim_is_loaded(void);
/* Which load this is, or was the last: from 1. */
uint64_t sim_load_number(void);
/* Starts the life that SIMULATED_LIFE asks for. */
void sim_start_life_as_told(void);

extern struct _DRIVER_OBJECT sim_driver_object;
extern struct _DEVICE_OBJECT sim_device_object;
bool sim_is_device(const void *object);
bool sim_has_link(void);
PETHREAD sim_find_thread(uint32_t id);
uint64_t sim_reference_count(void);
uint64_t sim_handle_count(void);
uint32_t sim_thread_count(void);
uint64_t sim_map_kernel_table(const uint64_t *entries, uint32_t count);
void sim_reset_memory(void);
void *sim_user_copy(const uint8_t *data, uint32_t bytes, bool is_unmapped);
void sim_get_pool(uint64_t *bytes, uint64_t *blocks);
uint32_t sim_callback_count(void);
uint64_t sim_key_name_count(void);
void sim_reset_callbacks(void);
void sim_io_counts(uint32_t *devices, uint32_t *links);
void sim_delay_host(void);
void sim_acquire_cancel_lock(KIRQL *irql);
bool sim_time_is_manual(void);
void sim_reset_time(void);

/* Attached threads may not do that. */
void sim_require_detached(const char *call);
uint64_t sim_exits_held(void);
void sim_reset_kernel_objects(void);
void sim_reuse_ring_handles(PEPROCESS process);
PEPROCESS sim_client_process(void);

/* Runs code as a process's thread inside a callback and checks that it comes back as it went. */
sim_context_t sim_enter_callback(PEPROCESS process, uint32_t thread_id, KIRQL irql, uint32_t critical_regions);
void sim_leave_callback(sim_context_t before, const char *callback);

#endif
