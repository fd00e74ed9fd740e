/* The client library: arguments, results, and decoding of bytes that nobody vouches for. */
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#include "../client/win11mon_plan.h"
#include "fixture.h"

static uint8_t batch[65536];

static void arguments(void)
{
    fixture_t fixture;
    MON_CB_HANDLE handle;
    MON_GET_EVENTS_INPUT input = {0};
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t bytes;

    sim_reset();
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ, &handle), MON_CB_NO_DRIVER);
    CHECK_EQUAL(Mon_CbOpen(0, &handle), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbOpen(4, &handle), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ, NULL), MON_CB_INVALID);
    Mon_CbClose(NULL);
    Mon_CbCancel(NULL);
    CHECK_EQUAL(Mon_CbGetSystemError(NULL), 0);
    fixture_start(&fixture);
    CHECK_EQUAL(Mon_CbGetStats(fixture.client, NULL), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, NULL, batch, 1, &bytes), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, NULL, 1, &bytes), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, batch, 1, NULL), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, NULL, 1), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbIterate(NULL, 1, &iterator), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbNext(NULL, &event), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, batch, 10, &bytes), MON_CB_TOO_SMALL);
    CHECK_EQUAL(Mon_CbGetSystemError(fixture.client), 0xC0000023);
    fixture_stop(&fixture);
}

static void plan_views(void)
{
    static MON_CALLBACK_STATE state;
    fixture_t fixture;
    MON_OB_CALLBACK_CONTEXT context;
    sim_process_create_t create = a_process_create(3000);
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_handle(&open);
    CHECK_EQUAL(Mon_CbGetState(fixture.client, &state), MON_CB_OK);
    CHECK_EQUAL(state.ProcessCallbackRegistered + state.ThreadCallbackRegistered + state.ImageCallbackRegistered, 3);
    CHECK_EQUAL(state.ObjectCallbackRegistered + state.RegistryCallbackRegistered, 2);
    CHECK_EQUAL(state.ProcessCreations, 1);
    CHECK_EQUAL(state.HandleOperations, 1);
    CHECK_EQUAL(state.PendingScanTail - state.PendingScanHead, 1);
    CHECK_EQUAL(Mon_CbGetObjectContext(fixture.client, &context), MON_CB_OK);
    CHECK_EQUAL(context.Version, 0x100);
    CHECK_EQUAL(context.ProcessHandleCreates, 1);
    CHECK_EQUAL(Mon_CbGetState(fixture.client, NULL), MON_CB_INVALID);
    CHECK_EQUAL(Mon_CbGetObjectContext(NULL, &context), MON_CB_INVALID);
    fixture_stop(&fixture);
}

typedef struct shared {
    MON_CB_HANDLE handle;
    uint32_t reads;
} shared_t;

static void *read_on_shared_handle(void *argument)
{
    shared_t *shared = argument;
    uint8_t *buffer = malloc(65536);

    for (uint32_t round = 0; round < 500; round++) {
        MON_GET_EVENTS_INPUT input = {0};
        MON_CALLBACK_STATISTICS statistics;
        uint32_t bytes;
        int32_t result = Mon_CbGetEvents(shared->handle, &input, buffer, 65536, &bytes);

        CHECK(result == MON_CB_OK || result == MON_CB_BUSY);
        CHECK_EQUAL(Mon_CbGetStats(shared->handle, &statistics), MON_CB_OK);
        (void)Mon_CbGetSystemError(shared->handle);
        shared->reads += result == MON_CB_OK ? 1 : 0;
    }
    free(buffer);
    return NULL;
}

/* The thread sanitizer watches this one. */
static void threads_share_a_handle(void)
{
    fixture_t fixture;
    shared_t shared[2];
    pthread_t threads[2];

    fixture_start(&fixture);
    for (uint32_t index = 0; index < 2; index++) {
        shared[index] = (shared_t){.handle = fixture.client};
        CHECK_EQUAL(pthread_create(&threads[index], NULL, read_on_shared_handle, &shared[index]), 0);
    }
    for (uint32_t index = 0; index < 2; index++) {
        pthread_join(threads[index], NULL);
    }
    CHECK(shared[0].reads + shared[1].reads > 0);
    fixture_stop(&fixture);
}

static void no_memory_is_no_memory(void)
{
    fixture_t fixture;
    MON_CALLBACK_CONFIG config = a_config();

    fixture_start(&fixture);
    config.ring_size_bytes = MON_RING_MIN_BYTES;
    sim_hold_workers(true);
    sim_fail_nth(1);
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &config, sizeof config), MON_CB_NO_MEMORY);
    sim_fail_nth(0);
    sim_hold_workers(false);
    fixture_stop(&fixture);
}

static void results(void)
{
    fixture_t fixture;
    MON_CB_HANDLE other;
    MON_GET_EVENTS_INPUT input = {0};
    MON_CALLBACK_CONFIG config = a_config();
    uint32_t bytes;

    fixture_start(&fixture);
    CHECK_EQUAL(Mon_CbOpen(MON_CB_OPEN_READ, &other), MON_CB_OK);
    CHECK_EQUAL(Mon_CbGetEvents(fixture.client, &input, batch, sizeof batch, &bytes), MON_CB_OK);
    CHECK_EQUAL(Mon_CbGetEvents(other, &input, batch, sizeof batch, &bytes), MON_CB_BUSY);
    CHECK_EQUAL(Mon_CbSetConfig(other, &config, sizeof config), MON_CB_ACCESS_DENIED);
    config.version = 9;
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &config, sizeof config), MON_CB_VERSION);
    config = a_config();
    config.flags = 0xFFFFFFFF;
    CHECK_EQUAL(Mon_CbSetConfig(fixture.client, &config, sizeof config), MON_CB_INVALID);
    Mon_CbClose(other);
    fixture_stop(&fixture);
}

/* A batch with one record of each kind that the driver writes. */
static uint32_t make_batch(void)
{
    fixture_t fixture;
    sim_process_create_t create = a_process_create(3000);
    sim_image_load_t load = an_image_load(3000, TEXT(L"\\x\\y.dll"));
    sim_handle_operation_t open = a_handle_create(3000, TARGET);
    sim_registry_operation_t set = a_value_set(3000);
    mon_batch_header_t header;

    fixture_start(&fixture);
    CHECK(sim_fire_process_create(&create));
    sim_fire_thread_create(EXPLORER, 1004, 3000, 3008, 0);
    sim_fire_image_load(&load);
    sim_fire_handle(&open);
    open.is_duplicate = true;
    open.source_id = TARGET;
    open.recipient_id = TARGET;
    sim_fire_handle(&open);
    sim_fire_registry(&set);
    sim_fire_thread_exit(3000, 3008);
    CHECK(sim_fire_process_exit(3000, 0));
    read_batch(&fixture, 0, batch, sizeof batch, &header);
    fixture_stop(&fixture);
    return header.total_bytes;
}

static uint32_t walk(const uint8_t *bytes, uint32_t length)
{
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t count = 0;
    int32_t result;

    if (Mon_CbIterate(bytes, length, &iterator) != MON_CB_OK) {
        return 0;
    }
    while ((result = Mon_CbNext(&iterator, &event)) != MON_CB_END) {
        count += result == MON_CB_OK ? 1 : 0;
    }
    return count;
}

static void survives_cut_batches(void)
{
    uint32_t length = make_batch();

    CHECK_EQUAL(walk(batch, length), 9);
    for (uint32_t cut = 0; cut < length; cut++) {
        uint8_t *copy = malloc(cut + 1);
        mon_batch_header_t header;

        memcpy(copy, batch, cut);
        CHECK_EQUAL(walk(copy, cut), 0);
        if (cut >= sizeof header) {
            memcpy(&header, copy, sizeof header);
            header.total_bytes = cut;
            memcpy(copy, &header, sizeof header);
            CHECK(walk(copy, cut) <= 9);
        }
        free(copy);
    }
}

static void survives_flipped_bytes(void)
{
    uint32_t length = make_batch();

    for (uint32_t at = 0; at < length; at++) {
        for (uint32_t turn = 0; turn < 3; turn++) {
            uint8_t *copy = malloc(length);

            memcpy(copy, batch, length);
            copy[at] = turn == 0 ? 0xFF : turn == 1 ? 0 : (uint8_t)(copy[at] ^ 0x80);
            CHECK(walk(copy, length) <= 9);
            free(copy);
        }
    }
}

static void skips_unknown_kinds(void)
{
    uint32_t length = make_batch();
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;

    batch[sizeof(mon_batch_header_t) + offsetof(mon_record_header_t, kind)] = 200;
    CHECK_EQUAL(Mon_CbIterate(batch, length, &iterator), MON_CB_OK);
    CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
    CHECK_EQUAL(event.event_type, (unsigned long long)-1LL);
    CHECK_EQUAL(event.kind, 200);
    CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
    CHECK_EQUAL(event.event_type, MonCbEvent_ThreadCreate);
}

static void survives_any_time(void)
{
    uint32_t length = make_batch();
    int64_t far = INT64_MAX - 5;

    memcpy(batch + sizeof(mon_batch_header_t) + offsetof(mon_process_create_record_t, process_start_us), &far, sizeof far);
    CHECK_EQUAL(walk(batch, length), 9);
}

static void refuses_another_layout(void)
{
    uint32_t length = make_batch();
    MON_CB_ITERATOR iterator;

    batch[offsetof(mon_batch_header_t, layout_fingerprint)] ^= 1;
    CHECK_EQUAL(Mon_CbIterate(batch, length, &iterator), MON_CB_VERSION);
}

static void cancels_from_another_thread(void)
{
    fixture_t fixture;
    MON_GET_EVENTS_INPUT input = {.size_bytes = sizeof input, .version = MON_ABI_VERSION, .wait_timeout_ms = 60000};

    /* The library's own call blocks, so the waiting one is started below it. */
    sim_file_t *file;
    sim_request_t *request;

    fixture_start(&fixture);
    file = sim_open(SIM_READ);
    request = sim_start_control(file, IOCTL_MONITOR_CB_GET_EVENTS, &input, sizeof input, batch, sizeof batch);
    Mon_CbCancel(fixture.client);
    CHECK(!sim_is_complete(request));
    sim_cancel_all(file);
    CHECK_EQUAL(sim_wait(request, NULL), STATUS(0xC0000120));
    sim_close(file);
    fixture_stop(&fixture);
}

static const test_case_t cases[] = {
    {"the plan's structures are filled as a client's view", plan_views},
    {"several threads may use one handle", threads_share_a_handle},
    {"a driver without memory is told from every other failure", no_memory_is_no_memory},
    {"the client library refuses arguments it cannot use", arguments},
    {"the client library says what went wrong", results},
    {"the client library survives a batch cut at any byte", survives_cut_batches},
    {"the client library survives any changed byte", survives_flipped_bytes},
    {"the client library skips kinds it does not know", skips_unknown_kinds},
    {"the client library survives a time at the end of all numbers", survives_any_time},
    {"the client library refuses a batch of another layout", refuses_another_layout},
    {"the client library cancels only its own handle's calls", cancels_from_another_thread},
};
SUITE(client_suite, cases);
