#include "fixture.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Holds any record. The simulation fills every output before it is written, so a large one costs more than another call. */
#define BUFFER_BYTES 65536u

void rest(void)
{
    struct timespec moment = {.tv_nsec = 500000};

    nanosleep(&moment, NULL);
}

static void add_process(uint32_t id)
{
    sim_process_create_t create = a_process_create(id);

    create.parent_id = 4;
    create.creator_id = 4;
    CHECK(sim_fire_process_create(&create));
}

void fixture_start(fixture_t *fixture)
{
    sim_reset();
    sim_use_manual_time();
    /* Before the driver is loaded: nobody records these. */
    add_process(EXPLORER);
    add_process(TARGET);
    add_process(COLLECTOR);
    sim_set_client(COLLECTOR);
    sim_advance_time_us(1000000);
    CHECK_EQUAL(sim_load_driver(), 0);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ | MON_CB_OPEN_WRITE, &fixture->client), MON_CB_OK);
}

bool is_text(const mon_char16_t *text, sim_text_t expected)
{
    return memcmp(text, expected.chars, expected.bytes) == 0 && text[expected.bytes / 2] == 0;
}

void show_reference_ring(fixture_t *fixture)
{
    CHECK_EQUAL(Mon_CbShowReferenceRing(fixture->client), MON_CB_OK);
    CHECK_EQUAL(statistics_of(fixture).ring_reference_state, MON_RING_REFERENCE_CONFIRMED);
}

void fixture_stop(fixture_t *fixture)
{
    Mon_CbClose(fixture->client);
    sim_unload_driver();
    sim_reset();
}

sim_process_create_t a_process_create(uint32_t process_id)
{
    return (sim_process_create_t){.process_id = process_id,
        .parent_id = EXPLORER,
        .creator_id = EXPLORER,
        .creator_thread_id = 1004,
        .session_id = 1,
        .integrity_level = 0x2000,
        .image = TEXT(L"\\Device\\HarddiskVolume3\\Windows\\notepad.exe"),
        .command_line = TEXT(L"notepad.exe notes.txt")};
}

sim_image_load_t an_image_load(uint32_t process_id, sim_text_t path)
{
    return (sim_image_load_t){.process_id = process_id, .thread_id = 1008, .path = path, .base = 0x7FFA00000000, .size_bytes = 0x1000, .signature_level = 12};
}

sim_handle_operation_t a_handle_create(uint32_t actor, uint32_t object)
{
    return (sim_handle_operation_t){.actor_id = actor,
        .actor_thread_id = 1004,
        .object_id = object,
        .original_access = 0x1410,
        .desired_access = 0x1410,
        .granted_access = 0x1410};
}

sim_handle_operation_t a_handle_duplicate(uint32_t actor, uint32_t object)
{
    sim_handle_operation_t operation = a_handle_create(actor, object);

    operation.is_duplicate = true;
    operation.source_id = actor;
    operation.recipient_id = actor;
    return operation;
}

sim_registry_operation_t a_value_set(uint32_t actor)
{
    return (sim_registry_operation_t){.actor_id = actor,
        .actor_thread_id = 1004,
        .operation = SIM_REGISTRY_SET,
        .path = TEXT(L"\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run"),
        .name = TEXT(L"Updater"),
        .data_type = 1,
        .data_bytes = 8,
        .data = (const uint8_t *)"a\0b\0c\0\0"};
}

static void keep(reading_t *reading, const MON_CB_EVENT *event)
{
    if ((reading->count & (reading->count + 1)) == 0 || reading->events == NULL) {
        reading->events = realloc(reading->events, (2 * (size_t)reading->count + 2) * sizeof *event);
    }
    reading->events[reading->count++] = *event;
    CHECK_EQUAL(event->sequence, reading->last_sequence == 0 ? event->sequence : reading->last_sequence + 1);
    reading->last_sequence = event->sequence;
    reading->counts[event->kind - MON_KIND_FIRST]++;
    if (event->kind == MON_KIND_GAP) {
        reading->declared[event->body.gap.Kind - MON_KIND_FIRST] += event->body.gap.LostCount;
    }
}

void read_all(fixture_t *fixture, reading_t *reading)
{
    uint8_t *buffer = malloc(BUFFER_BYTES);
    MON_GET_EVENTS_INPUT input = {.flags = MON_GET_EVENTS_DECLARE_LOSSES};
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t bytes;

    memset(reading, 0, sizeof *reading);
    for (;;) {
        uint32_t before = reading->count;

        CHECK_EQUAL(Mon_CbGetEvents(fixture->client, &input, buffer, BUFFER_BYTES, &bytes), MON_CB_OK);
        CHECK_EQUAL(Mon_CbIterate(buffer, bytes, &iterator), MON_CB_OK);
        while (iterator.remaining_records != 0) {
            CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
            keep(reading, &event);
        }
        if (reading->count == before) {
            break;
        }
        input.ack_through_sequence = reading->last_sequence;
    }
    free(buffer);
}

void free_reading(reading_t *reading)
{
    free(reading->events);
    memset(reading, 0, sizeof *reading);
}

const MON_CB_EVENT *only(const reading_t *reading, uint32_t kind)
{
    CHECK_EQUAL(reading->counts[kind - MON_KIND_FIRST], 1);
    for (uint32_t index = 0; index < reading->count; index++) {
        if (reading->events[index].kind == kind) {
            return &reading->events[index];
        }
    }
    return NULL;
}

MON_CB_EVENT read_only(fixture_t *fixture, uint32_t kind)
{
    reading_t reading;
    MON_CB_EVENT event;

    read_all(fixture, &reading);
    event = *only(&reading, kind);
    free_reading(&reading);
    return event;
}

MON_CALLBACK_STATISTICS statistics_of(fixture_t *fixture)
{
    MON_CALLBACK_STATISTICS statistics;

    CHECK_EQUAL(Mon_CbGetStats(fixture->client, &statistics), MON_CB_OK);
    return statistics;
}

static bool has_settled(const MON_CALLBACK_STATISTICS *statistics, uint64_t most_pending)
{
    uint64_t accounted = statistics->scan_pending_count + statistics->scan_completed_count + statistics->scan_coalesced_count +
        statistics->scan_refused_count;

    return statistics->scan_pending_count <= most_pending && accounted == statistics->scan_request_count;
}

MON_CALLBACK_STATISTICS settle_scans(fixture_t *fixture, uint64_t most_pending)
{
    MON_CALLBACK_STATISTICS statistics = statistics_of(fixture);

    WAIT_UNTIL((statistics = statistics_of(fixture), has_settled(&statistics, most_pending)));
    return statistics;
}

MON_CALLBACK_CONFIG a_config(void)
{
    MON_CALLBACK_CONFIG config;

    Mon_CbDefaultConfig(&config);
    return config;
}

void apply(fixture_t *fixture, const MON_CALLBACK_CONFIG *config)
{
    CHECK_EQUAL(Mon_CbSetConfig(fixture->client, config, config->size_bytes), MON_CB_OK);
}

void read_batch(fixture_t *fixture, uint32_t flags, uint8_t *buffer, uint32_t bytes, mon_batch_header_t *header)
{
    MON_GET_EVENTS_INPUT input = {.flags = flags};
    uint32_t returned;

    CHECK_EQUAL(Mon_CbGetEvents(fixture->client, &input, buffer, bytes, &returned), MON_CB_OK);
    memcpy(header, buffer, sizeof *header);
    CHECK_EQUAL(returned, header->total_bytes);
}

const void *first_record(const uint8_t *batch, uint32_t kind)
{
    const mon_batch_header_t *header = (const mon_batch_header_t *)batch;
    const uint8_t *at = batch + header->header_bytes;

    for (uint32_t index = 0; index < header->record_count; index++) {
        const mon_record_header_t *record = (const mon_record_header_t *)at;

        if (record->kind == kind) {
            return record;
        }
        at += record->size_bytes;
    }
    test_fail(__FILE__, __LINE__, "no record of kind %u in the batch", kind);
}
