/* Loading and unloading the driver, and what must not be left of it. */
#include "sim_internal.h"

struct _DRIVER_OBJECT sim_driver_object;
static bool is_loaded;
static uint64_t load_count;

static void require_nothing_left(const char *when)
{
    sim_balance_t left;

    sim_get_balance(&left);
    if (left.pool_blocks != 0 || left.handles != 0 || left.references != 0 || left.key_names != 0 || left.threads != 0 || left.callbacks != 0 ||
        left.devices != 0 || left.links != 0 || sim_exits_held() != 0) {
        sim_violation("%s left behind: %lu pool blocks, %lu handles, %lu references, %lu key names, %u threads, %u callbacks, %u devices, %u links, %lu processes kept from ending",
            when, left.pool_blocks, left.handles, left.references, left.key_names, left.threads, left.callbacks, left.devices, left.links,
            sim_exits_held());
    }
}

bool sim_is_loaded(void)
{
    return __atomic_load_n(&is_loaded, __ATOMIC_ACQUIRE);
}

uint64_t sim_load_number(void)
{
    return __atomic_load_n(&load_count, __ATOMIC_ACQUIRE);
}

void sim_reset(void)
{
    if (is_loaded) {
        sim_violation("sim_reset with a driver loaded");
    }
    sim_reset_processes();
    sim_reset_failures();
    sim_reset_callbacks();
    sim_reset_memory();
    sim_reset_time();
    sim_hold_workers(false);
}

int32_t sim_load_driver(void)
{
    UNICODE_STRING path;
    NTSTATUS status;

    RtlInitUnicodeString(&path, L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\win11mon");
    (void)__atomic_add_fetch(&load_count, 1, __ATOMIC_ACQ_REL);
    sim_driver_object = (struct _DRIVER_OBJECT){0};
    status = DriverEntry(&sim_driver_object, &path);
    __atomic_store_n(&is_loaded, NT_SUCCESS(status), __ATOMIC_RELEASE);
    if (!is_loaded) {
        require_nothing_left("a failed DriverEntry");
    } else if (sim_driver_object.DriverUnload == NULL) {
        sim_violation("the driver cannot be unloaded");
    } else if ((sim_device_object.Flags & DO_DEVICE_INITIALIZING) != 0) {
        sim_violation("the device was left initializing");
    } else {
        sim_start_life_as_told();
    }
    return status;
}

void sim_unload_driver(void)
{
    sim_driver_object.DriverUnload(&sim_driver_object);
    __atomic_store_n(&is_loaded, false, __ATOMIC_RELEASE);
    require_nothing_left("DriverUnload");
}
