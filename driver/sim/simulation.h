/*
 * A strict simulation of the kernel the driver runs in. It does what the kernel's documentation promises, and aborts with
 * a sentence when the driver breaks a rule: IRQL, locks, pool, handles, references, IRP completion, callbacks left behind.
 *
 * Everything here may be called from any thread. One driver is loaded at a time.
 */
#ifndef SIMULATION_H
#define SIMULATION_H

#include <stdbool.h>
#include <stdint.h>

#define SIM_API __attribute__((visibility("default")))

typedef struct sim_file sim_file_t;
typedef struct sim_request sim_request_t;

/* ---- the machine ---- */

/* Forgets processes, failures and options; the driver must not be loaded. Time is real again. */
SIM_API void sim_reset(void);

/* Calls DriverEntry. Checks that a failed load leaves nothing behind. */
SIM_API int32_t sim_load_driver(void);

/* Calls the driver's unload routine and checks that nothing is left behind. */
SIM_API void sim_unload_driver(void);

/* Manual time stands still until it is advanced. */
SIM_API void sim_use_manual_time(void);
SIM_API void sim_advance_time_us(uint64_t microseconds);

/* Time in 100 ns since 1601. */
SIM_API int64_t sim_time(void);

/* The Windows build that PsGetVersion tells. */
SIM_API void sim_set_build(uint32_t build);

/* Makes MmGetSystemRoutineAddress not find the routine. */
SIM_API void sim_hide_routine(const char *name);

/* Removal of a callback does not wait for those in flight, as no real kernel does, to test that the driver does. */
SIM_API void sim_set_removal_waits(bool waits);

/* ---- failures on request ---- */

/* The nth call from now that may fail does; 0 switches it off. */
SIM_API void sim_fail_nth(uint32_t nth);

/* Calls that may fail, since sim_fail_nth. */
SIM_API uint32_t sim_failable_calls(void);

/* Name of the call that was made to fail; NULL when none was. */
SIM_API const char *sim_failed_call(void);

/* ---- what the verifier counts ---- */

typedef struct sim_balance {
    uint64_t pool_bytes;
    uint64_t pool_blocks;
    uint64_t handles;
    uint64_t references;
    uint64_t key_names;
    uint32_t threads;
    uint32_t callbacks;
    uint32_t devices;
    uint32_t links;
} sim_balance_t;
SIM_API void sim_get_balance(sim_balance_t *balance);

/* Pool allocations ever made. */
SIM_API uint64_t sim_allocation_count(void);

/* ---- events; texts are UTF-16 with their length in bytes, a NULL text is passed on as NULL ---- */

typedef struct sim_text {
    const uint16_t *chars;
    uint32_t bytes;
} sim_text_t;

typedef struct sim_process_create {
    uint32_t process_id;
    uint32_t parent_id;
    uint32_t creator_id;
    uint32_t creator_thread_id;
    uint32_t session_id;
    uint32_t integrity_level;
    bool is_subsystem;
    sim_text_t image;
    sim_text_t command_line;
    /* What another driver has denied the creation with; 0 when none did. */
    int32_t denied_status;
    /* FileOpenNameAvailable is clear. */
    bool has_partial_name;
} sim_process_create_t;

/* Makes the process, whose start time is now, and fires. False when the id is taken. */
SIM_API bool sim_fire_process_create(const sim_process_create_t *create);
SIM_API bool sim_fire_process_exit(uint32_t process_id, int32_t exit_status);

#define SIM_LISTED_IMAGE_CHARS 128

/* A running process as user mode would list it. */
typedef struct sim_process_entry {
    uint32_t process_id;
    uint32_t parent_id;
    uint32_t session_id;
    uint32_t integrity_level;
    /* 100 ns since 1601. */
    int64_t create_time;
    /* Its path, cut to what is kept of it. */
    uint32_t image_bytes;
    uint16_t image[SIM_LISTED_IMAGE_CHARS];
    uint32_t reserved;
} sim_process_entry_t;

/* Fills at most capacity entries, in the order of their ids, and returns how many processes run. */
SIM_API uint32_t sim_list_processes(sim_process_entry_t *entries, uint32_t capacity);

SIM_API void sim_fire_thread_create(uint32_t actor_id, uint32_t actor_thread_id, uint32_t process_id, uint32_t thread_id, uint64_t start);
SIM_API void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id);

typedef struct sim_image_load {
    uint32_t process_id;
    uint32_t thread_id;
    sim_text_t path;
    uint64_t base;
    uint64_t size_bytes;
    uint32_t signature_level;
    /* The process whose thread maps the image into the other; 0 when it is the same. */
    uint32_t mapper_id;
} sim_image_load_t;
SIM_API void sim_fire_image_load(const sim_image_load_t *load);

/* object_thread_id 0: a process handle. source_id and recipient_id are for duplicates. */
typedef struct sim_handle_operation {
    uint32_t actor_id;
    uint32_t actor_thread_id;
    uint32_t object_id;
    uint32_t object_thread_id;
    uint32_t source_id;
    uint32_t recipient_id;
    uint32_t original_access;
    uint32_t desired_access;
    uint32_t granted_access;
    int32_t status;
    bool is_duplicate;
    bool is_kernel_handle;
    /* The post-operation never comes. */
    bool is_abandoned;
    /* The process the actor's thread is attached to; 0 for none. */
    uint32_t attached_id;
} sim_handle_operation_t;
SIM_API void sim_fire_handle(const sim_handle_operation_t *operation);

/* The same in two steps, with others between; for process handles. Returns the context of the call. */
SIM_API void *sim_fire_handle_before(const sim_handle_operation_t *operation);
SIM_API void sim_fire_handle_after(const sim_handle_operation_t *operation, void *call_context);

enum { SIM_REGISTRY_CREATE, SIM_REGISTRY_DELETE, SIM_REGISTRY_RENAME, SIM_REGISTRY_SET, SIM_REGISTRY_DELETE_VALUE, SIM_REGISTRY_QUERY,
    SIM_REGISTRY_LOAD, SIM_REGISTRY_UNLOAD, SIM_REGISTRY_RESTORE, SIM_REGISTRY_REPLACE };

typedef struct sim_registry_operation {
    uint32_t actor_id;
    uint32_t actor_thread_id;
    uint32_t operation;
    int32_t status;
    sim_text_t path;
    /* Value name, or the new name of a renamed key. */
    sim_text_t name;
    uint32_t data_type;
    uint32_t data_bytes;
    const uint8_t *data;
    /* The data lies in user memory, which is or is not readable. */
    bool is_user_data;
    bool is_unmapped;
    /* A key that was there before is opened, not created. */
    bool is_existing;
    /* The post-operation has no key object. */
    bool has_no_object;
    /* Of a hive. */
    sim_text_t file;
    bool is_abandoned;
} sim_registry_operation_t;
SIM_API void sim_fire_registry(const sim_registry_operation_t *operation);

enum { SIM_CALLBACK_PROCESS, SIM_CALLBACK_THREAD, SIM_CALLBACK_IMAGE, SIM_CALLBACK_OBJECT, SIM_CALLBACK_REGISTRY };

/* What was registered, in content. */
typedef struct sim_registration {
    /* Process, thread, image, registry: the routine. */
    const void *routine;
    /* Ex and Ex2 routines: their flags or type. */
    uint32_t flags;
    bool is_extended;
    /* Object and registry: as text. */
    char altitude[32];
    uint32_t version;
    uint32_t operation_count;
    struct {
        char type[16];
        uint32_t operations;
        const void *before;
        const void *after;
    } operations[4];
} sim_registration_t;
SIM_API void sim_get_registration(uint32_t callback, sim_registration_t *registration);

/* As somebody who takes the callback out of the kernel's list. */
SIM_API void sim_take_callback_away(uint32_t callback);

/* Holds every process callback at its start until released. */
SIM_API void sim_hold_callbacks(bool hold);
SIM_API uint32_t sim_callbacks_held(void);

/* Waits until each of the driver's threads waits for something that has not happened yet. */
SIM_API void sim_settle(void);

/* Waits until all the driver's threads wait, and keeps them from coming back until released. */
SIM_API void sim_hold_workers(bool hold);

/* ---- a machine that lives by itself ---- */

/*
 * Starts a thread that creates processes, each of which loads so many images and ends some hundred creations later, at that
 * pace in real time, with ids from 100000 on. One at a time. SIMULATED_LIFE=<creates>:<images> starts it with the driver.
 */
SIM_API void sim_start_life(uint32_t creates_per_second, uint32_t images_per_process);

/* Ends it, and its processes. */
SIM_API void sim_stop_life(void);

/* Callbacks it has fired, and the processor time of its thread, since it was started. */
SIM_API uint64_t sim_life_event_count(void);
SIM_API uint64_t sim_life_cpu_us(void);

/* ---- I/O rings of a simulated process ---- */

enum { SIM_BUFFERS_NONE, SIM_BUFFERS_KERNEL, SIM_BUFFERS_USER, SIM_BUFFERS_USER_ENTRY, SIM_BUFFERS_UNMAPPED, SIM_BUFFERS_UNALIGNED };

typedef struct sim_ioring {
    uint32_t process_id;
    uint32_t granted_access;
    uint32_t buffer_count;
    /* Where the table of buffers lies, or that one of its entries is of user mode: SIM_BUFFERS_... */
    uint32_t buffers;
    /* Bytes by which the members lie elsewhere than the table of layouts says. */
    uint32_t layout_shift;
    /* What the object says its size is; 0 for the truth. */
    uint16_t object_bytes;
    bool is_unreadable;
    /* Its count is another one at each look. */
    bool is_changing;
} sim_ioring_t;
SIM_API void sim_add_ioring(const sim_ioring_t *ring);
SIM_API void sim_remove_iorings(uint32_t process_id);

/* When the process's handles have been listed, its ring handles mean small objects of another type. */
SIM_API void sim_reuse_handles_after_listing(uint32_t process_id);

/* The ring type's open procedure refuses. */
SIM_API void sim_refuse_ring_opens(bool refuses);

/* From now on the process cannot be kept from ending. */
SIM_API void sim_begin_exit(uint32_t process_id);

/* Handles of other types the process has, to make its table long. */
SIM_API void sim_add_handles(uint32_t process_id, uint32_t count);

/* ---- the device, as user mode reaches it ---- */

#define SIM_READ 1u
#define SIM_WRITE 2u

/* The process that requests come from; 0 for the system's own. */
SIM_API void sim_set_client(uint32_t process_id);
SIM_API uint32_t sim_client(void);

/* The next request has been cancelled before it reaches the driver. */
SIM_API void sim_cancel_next(void);

/* NULL when there is no such device. */
SIM_API sim_file_t *sim_open(uint32_t access);
SIM_API void sim_close(sim_file_t *file);

/* Returns the final status; waits for a request that is pended. */
SIM_API int32_t sim_device_control(sim_file_t *file, uint32_t code, const void *input, uint32_t input_bytes, void *output,
    uint32_t output_bytes, uint32_t *returned_bytes);

/* The same in two steps. The output must stay until sim_wait, which frees the request. */
SIM_API sim_request_t *sim_start_control(
    sim_file_t *file, uint32_t code, const void *input, uint32_t input_bytes, void *output, uint32_t output_bytes);
SIM_API bool sim_is_complete(sim_request_t *request);
SIM_API void sim_cancel(sim_request_t *request);
SIM_API int32_t sim_wait(sim_request_t *request, uint32_t *returned_bytes);

/* Requests of this file are cancelled, as when its process dies. */
SIM_API void sim_cancel_all(sim_file_t *file);

#endif
