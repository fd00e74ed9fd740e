#include "event_load.h"

static uint8_t batch[4 * 1024 * 1024];

void poll_once(fixture_t *fixture, drain_t *drain)
{
    MON_GET_EVENTS_INPUT input = {.ack_through_sequence = drain->ack};
    MON_CB_ITERATOR iterator;
    MON_CB_EVENT event;
    uint32_t bytes;

    CHECK_EQUAL(Mon_CbGetEvents(fixture->client, &input, batch, sizeof batch, &bytes), MON_CB_OK);
    CHECK_EQUAL(Mon_CbIterate(batch, bytes, &iterator), MON_CB_OK);
    while (iterator.remaining_records != 0) {
        CHECK_EQUAL(Mon_CbNext(&iterator, &event), MON_CB_OK);
        CHECK_EQUAL(event.sequence, drain->ack + 1);
        drain->ack = event.sequence;
        drain->counts[event.kind - MON_KIND_FIRST]++;
        drain->total++;
    }
}

void drain_all(fixture_t *fixture, drain_t *drain)
{
    uint64_t issued = statistics_of(fixture).issued_sequence;

    while (drain->ack < issued) {
        poll_once(fixture, drain);
    }
    /* Acknowledges the last batch. */
    poll_once(fixture, drain);
}

void prepare_mixed(fixture_t *fixture)
{
    MON_CALLBACK_CONFIG config = a_config();

    config.flags = MON_CONFIG_DEFAULT_KEYS;
    config.ring_size_bytes = MON_RING_MAX_BYTES;
    apply(fixture, &config);
}

void fire_life(uint32_t process_id)
{
    sim_process_create_t create = a_process_create(process_id);
    sim_image_load_t load = an_image_load(process_id, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
    sim_handle_operation_t open = a_handle_create(process_id, TARGET);
    sim_registry_operation_t set = a_value_set(process_id);

    CHECK(sim_fire_process_create(&create));
    sim_fire_thread_create(EXPLORER, 1004, process_id, process_id + 4, 0);
    sim_fire_image_load(&load);
    sim_fire_handle(&open);
    sim_fire_registry(&set);
    sim_fire_thread_exit(process_id, process_id + 4);
    CHECK(sim_fire_process_exit(process_id, 0));
}

void fire_mixed(uint32_t count)
{
    for (uint32_t index = 0; index < count; index += 10) {
        sim_process_create_t create = a_process_create(3000);
        sim_image_load_t load = an_image_load(3000, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
        sim_handle_operation_t open = a_handle_create(3000, TARGET);
        sim_registry_operation_t set = a_value_set(3000);

        CHECK(sim_fire_process_create(&create));
        for (uint32_t image = 0; image < 4; image++) {
            sim_fire_image_load(&load);
        }
        sim_fire_handle(&open);
        sim_fire_registry(&set);
        sim_fire_thread_create(EXPLORER, 1004, 3000, 3008, 0);
        CHECK(sim_fire_process_exit(3000, 0));
        sim_advance_time_us(1);
    }
}
