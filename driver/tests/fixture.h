/* Builders and steps that the tests share. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "../client/win11mon_callbacks.h"
#include "../sim/simulation.h"
#include "test.h"

#define TEXT(literal) ((sim_text_t){(const uint16_t *)(literal), (uint32_t)(sizeof(literal) - sizeof(wchar_t))})
#define NO_TEXT ((sim_text_t){0})

#define EXPLORER 1000u
#define TARGET 2000u
/* The process that the client lives in. */
#define COLLECTOR 500u
#define STATUS(value) ((int32_t)(value))

/* The machine with the driver loaded and two processes, and a client. */
typedef struct fixture {
    MON_CB_HANDLE client;
} fixture_t;

/* Loads the driver with manual time and opens a client for reading and writing. */
void fixture_start(fixture_t *fixture);
void fixture_stop(fixture_t *fixture);

/* Shows the driver a ring of the collector's own, so that rings can be inspected. */
void show_reference_ring(fixture_t *fixture);

/* A create by explorer of a process with these texts. */
sim_process_create_t a_process_create(uint32_t process_id);
sim_image_load_t an_image_load(uint32_t process_id, sim_text_t path);
sim_handle_operation_t a_handle_create(uint32_t actor, uint32_t object);
sim_handle_operation_t a_handle_duplicate(uint32_t actor, uint32_t object);
sim_registry_operation_t a_value_set(uint32_t actor);

/* Whether an event's text is the one expected, with its terminator. */
bool is_text(const mon_char16_t *text, sim_text_t expected);

/* Everything that is in the ring, acknowledged as it is read. */
typedef struct reading {
    MON_CB_EVENT *events;
    uint32_t count;
    uint64_t counts[MON_KIND_COUNT];
    uint64_t declared[MON_KIND_COUNT];
    uint64_t last_sequence;
} reading_t;
void read_all(fixture_t *fixture, reading_t *reading);
void free_reading(reading_t *reading);

/* The only event of its kind; fails when there is another number of them. */
const MON_CB_EVENT *only(const reading_t *reading, uint32_t kind);

/* Reads all and returns a copy of the only event of the kind. */
MON_CB_EVENT read_only(fixture_t *fixture, uint32_t kind);

MON_CALLBACK_STATISTICS statistics_of(fixture_t *fixture);
MON_CALLBACK_CONFIG a_config(void);
void apply(fixture_t *fixture, const MON_CALLBACK_CONFIG *config);

/* The first record of a batch read without acknowledging, for what only the record knows. */
void read_batch(fixture_t *fixture, uint32_t flags, uint8_t *buffer, uint32_t bytes, mon_batch_header_t *header);
const void *first_record(const uint8_t *batch, uint32_t kind);

/* Waits until the condition holds; the limit, five minutes at least, only ends a run that hangs. */
#define WAIT_UNTIL(condition)                      \
    do {                                           \
        for (int turn = 0; !(condition); turn++) { \
            CHECK(turn < 600000);                  \
            rest();                                \
        }                                          \
    } while (0)
void rest(void);

/* Waits until that many scans wait at most, and none is in progress: the scan worker writes nothing before time goes on. */
MON_CALLBACK_STATISTICS settle_scans(fixture_t *fixture, uint64_t most_pending);

#endif
