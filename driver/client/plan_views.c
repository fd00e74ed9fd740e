/* The plan's structures, filled from the statistics. */
#include <string.h>
#include "win11mon_plan.h"

#define OB_FLT_REGISTRATION_VERSION 0x0100u

MON_CB_API int32_t Mon_CbGetState(MON_CB_HANDLE handle, MON_CALLBACK_STATE *state)
{
    MON_CALLBACK_STATISTICS statistics;
    int32_t result = state == NULL ? MON_CB_INVALID : Mon_CbGetStats(handle, &statistics);

    if (result != MON_CB_OK) {
        return result;
    }
    memset(state, 0, sizeof *state);
    state->ProcessCallbackRegistered = statistics.callbacks[MON_CALLBACK_PROCESS].is_registered;
    state->ThreadCallbackRegistered = statistics.callbacks[MON_CALLBACK_THREAD].is_registered;
    state->ImageCallbackRegistered = statistics.callbacks[MON_CALLBACK_IMAGE].is_registered;
    state->ObjectCallbackRegistered = statistics.callbacks[MON_CALLBACK_OBJECT].is_registered;
    state->RegistryCallbackRegistered = statistics.callbacks[MON_CALLBACK_REGISTRY].is_registered;
    state->ProcessCreations = (int64_t)statistics.counters.process_creations;
    state->ProcessTerminations = (int64_t)statistics.counters.process_terminations;
    state->ThreadCreations = (int64_t)statistics.counters.thread_creations;
    state->ThreadTerminations = (int64_t)statistics.counters.thread_terminations;
    state->ImageLoads = (int64_t)statistics.counters.image_loads;
    state->HandleOperations = (int64_t)statistics.counters.handle_operations;
    state->RegistryOperations = (int64_t)statistics.counters.registry_operations;
    state->PendingScanTail = (uint32_t)statistics.scan_pending_count;
    return MON_CB_OK;
}

MON_CB_API int32_t Mon_CbGetObjectContext(MON_CB_HANDLE handle, MON_OB_CALLBACK_CONTEXT *context)
{
    MON_CALLBACK_STATISTICS statistics;
    int32_t result = context == NULL ? MON_CB_INVALID : Mon_CbGetStats(handle, &statistics);

    if (result != MON_CB_OK) {
        return result;
    }
    *context = (MON_OB_CALLBACK_CONTEXT){
        .Version = statistics.callbacks[MON_CALLBACK_OBJECT].is_registered ? OB_FLT_REGISTRATION_VERSION : 0,
        .ProcessHandleCreates = (int64_t)statistics.counters.process_handle_creates,
        .ProcessHandleDuplicates = (int64_t)statistics.counters.process_handle_duplicates,
        .ThreadHandleCreates = (int64_t)statistics.counters.thread_handle_creates,
        .ThreadHandleDuplicates = (int64_t)statistics.counters.thread_handle_duplicates,
        .AccessModifications = (int64_t)statistics.counters.access_modifications,
    };
    return MON_CB_OK;
}
