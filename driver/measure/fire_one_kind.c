/* Fires one kind of callback many times, to be run under callgrind. Usage: fire-one-kind KIND COUNT */
#include <stdlib.h>
#include <string.h>
#include "../tests/fixture.h"

static void fire(const char *kind, uint32_t index)
{
    sim_process_create_t create = a_process_create(4000 + index * 4);
    sim_image_load_t load = an_image_load(EXPLORER, TEXT(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ole32.dll"));
    sim_handle_operation_t open = a_handle_create(EXPLORER, TARGET);
    sim_handle_operation_t duplicate = a_handle_duplicate(EXPLORER, TARGET);
    sim_handle_operation_t own = a_handle_create(EXPLORER, EXPLORER);
    sim_registry_operation_t set = a_value_set(EXPLORER);

    if (strcmp(kind, "process-create") == 0) {
        CHECK(sim_fire_process_create(&create));
    } else if (strcmp(kind, "process-create-and-exit") == 0) {
        CHECK(sim_fire_process_create(&create));
        CHECK(sim_fire_process_exit(create.process_id, 0));
    } else if (strcmp(kind, "thread-create") == 0) {
        sim_fire_thread_create(EXPLORER, 1004, EXPLORER, 1008, 0);
    } else if (strcmp(kind, "remote-thread-create") == 0) {
        sim_fire_thread_create(EXPLORER, 1004, TARGET, 2008, 0x1000);
    } else if (strcmp(kind, "thread-exit") == 0) {
        sim_fire_thread_exit(EXPLORER, 1008);
    } else if (strcmp(kind, "image-load") == 0) {
        sim_fire_image_load(&load);
    } else if (strcmp(kind, "handle-create") == 0) {
        sim_fire_handle(&open);
    } else if (strcmp(kind, "handle-duplicate") == 0) {
        sim_fire_handle(&duplicate);
    } else if (strcmp(kind, "handle-self") == 0) {
        sim_fire_handle(&own);
    } else if (strcmp(kind, "registry-set") == 0) {
        sim_fire_registry(&set);
    } else if (strcmp(kind, "registry-unwatched") == 0) {
        set.path = TEXT(L"\\REGISTRY\\MACHINE\\SOFTWARE\\Vendor\\Product");
        sim_fire_registry(&set);
    } else {
        set.operation = SIM_REGISTRY_QUERY;
        sim_fire_registry(&set);
    }
}

int main(int argc, char **argv)
{
    fixture_t fixture;
    uint32_t count = argc > 2 ? (uint32_t)atoi(argv[2]) : 1;

    if (argc < 2) {
        return EXIT_FAILURE;
    }
    fixture_start(&fixture);
    for (uint32_t index = 0; index < count; index++) {
        fire(argv[1], index);
    }
    fixture_stop(&fixture);
    return EXIT_SUCCESS;
}
