/* Load and unload: everything is built in one order and taken down in the exact reverse. */
#include "boot_identity.h"
#include "device.h"
#include "kernel_callbacks.h"

mon_state_t mon_state;

/* What the callbacks need: policy, ring, cache, slots, workers. IRQL: PASSIVE_LEVEL. */
static NTSTATUS create_services(void)
{
    uint64_t seed;
    NTSTATUS status;

    mon_reader_initialize(&mon_state.reader);
    RtlCopyMemory(&seed, mon_state.boot_id, sizeof seed);
    status = mon_config_initialize(&mon_state.config);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = mon_ring_initialize(&mon_state.ring, MON_RING_DEFAULT_BYTES, &mon_state.reader.wake);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    mon_state.cache = mon_cache_create(seed);
    mon_state.handle_slots = mon_slots_create(MON_HANDLE_SLOT_COUNT, MON_HANDLE_SLOT_BYTES);
    mon_state.registry_slots = mon_slots_create(MON_REGISTRY_SLOT_COUNT, MON_REGISTRY_SLOT_BYTES);
    if (mon_state.cache == NULL || mon_state.handle_slots == NULL || mon_state.registry_slots == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    mon_state.scans = mon_scan_create(&status);
    return status;
}

/* Accepts services that were not, or only partly, created. IRQL: PASSIVE_LEVEL. */
static void free_services(void)
{
    mon_scan_free(mon_state.scans);
    mon_slots_free(mon_state.registry_slots);
    mon_slots_free(mon_state.handle_slots);
    mon_cache_free(mon_state.cache);
    mon_ring_free(&mon_state.ring);
    mon_config_free(&mon_state.config);
}

/* IRQL: PASSIVE_LEVEL. */
static void NTAPI MonDriverUnload(PDRIVER_OBJECT driver)
{
    UNREFERENCED_PARAMETER(driver);
    mon_device_hide();
    MonCbShutdown();
    mon_reader_stop(&mon_state.reader);
    mon_device_delete(mon_state.device);
    free_services();
}

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registry_path)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(registry_path);
    RtlZeroMemory(&mon_state, sizeof mon_state);
    mon_routines_resolve();
    mon_boot_identity(mon_state.boot_id);
    mon_state.load_time = mon_time_now();

    status = create_services();
    if (!NT_SUCCESS(status)) {
        goto free_services;
    }
    status = mon_reader_start(&mon_state.reader);
    if (!NT_SUCCESS(status)) {
        goto free_services;
    }
    status = mon_device_create(driver, &mon_state.device, &mon_state.device_security_status);
    if (!NT_SUCCESS(status)) {
        goto stop_reader;
    }
    status = MonCbInitialize(driver);
    if (!NT_SUCCESS(status)) {
        goto delete_device;
    }
    driver->DriverUnload = MonDriverUnload;
    mon_state.device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;

delete_device:
    mon_device_hide();
    mon_device_delete(mon_state.device);
stop_reader:
    mon_reader_stop(&mon_state.reader);
free_services:
    free_services();
    return status;
}
