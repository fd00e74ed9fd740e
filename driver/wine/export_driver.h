/* What the parts of the test-only driver share; see export_driver.c. */
#ifndef EXPORT_DRIVER_H
#define EXPORT_DRIVER_H

#include <ntifs.h>
#include <ntddk.h>
#include <stdbool.h>
#include <stdint.h>
#include "fire.h"

#define ACTOR_ID 0x1000u
#define TARGET_ID 0x2000u

typedef struct fake_process {
    uint32_t id;
    int64_t create_time;
} fake_process_t;

typedef struct fake_thread {
    uint32_t id;
    fake_process_t *process;
} fake_thread_t;

/* Types of the made-up objects. */
extern POBJECT_TYPE exp_PsProcessType;
extern POBJECT_TYPE exp_PsThreadType;

/* The one thread there is at a time. */
extern fake_thread_t export_thread;

/* The actor and the target, and nobody else. */
void export_reset_processes(void);

/* NULL when there is none. */
fake_process_t *export_find_process(uint32_t id);

/* Starts later than all before it. */
fake_process_t *export_add_process(uint32_t id);
bool export_is_fake(PVOID object);

/* Routines the product has registered, NULL or false where none is. */
typedef struct registered_routines {
    PVOID process;
    PVOID thread;
    PVOID image;
    PVOID registry;
    OB_OPERATION_REGISTRATION object[2];
    bool has_object;
} registered_routines_t;
extern registered_routines_t export_registered;

/* Callbacks fired since this was set to 0. */
extern uint32_t export_fired_count;

/* Ten callbacks of every kind there is. */
void export_fire_round(uint32_t round, bool leaves_process);

#endif
