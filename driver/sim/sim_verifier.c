/* The rules and the failures on request. */
#include "sim_internal.h"

#define HIDDEN_MAX 16u

__thread sim_context_t sim_current;

static uint32_t failable_calls;
static uint32_t fail_at;
static const char *failed_call;
static const char *hidden[HIDDEN_MAX];
static uint32_t hidden_count;

void sim_violation(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fprintf(stderr, "KERNEL RULE BROKEN: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    abort();
}

KIRQL KeGetCurrentIrql(void)
{
    return sim_current.irql;
}

bool sim_must_fail(const char *call)
{
    uint32_t number = __atomic_add_fetch(&failable_calls, 1, __ATOMIC_RELAXED);
    bool must_fail = number == __atomic_load_n(&fail_at, __ATOMIC_RELAXED);

    if (must_fail) {
        __atomic_store_n(&failed_call, call, __ATOMIC_RELAXED);
    }
    return must_fail;
}

void sim_fail_nth(uint32_t nth)
{
    __atomic_store_n(&failed_call, NULL, __ATOMIC_RELAXED);
    __atomic_store_n(&failable_calls, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&fail_at, nth, __ATOMIC_RELAXED);
}

uint32_t sim_failable_calls(void)
{
    return __atomic_load_n(&failable_calls, __ATOMIC_RELAXED);
}

const char *sim_failed_call(void)
{
    return __atomic_load_n(&failed_call, __ATOMIC_RELAXED);
}

void sim_reset_failures(void)
{
    sim_fail_nth(0);
    hidden_count = 0;
}

void sim_hide_routine(const char *name)
{
    if (hidden_count < HIDDEN_MAX) {
        hidden[hidden_count++] = name;
    }
}

static bool is_name(PUNICODE_STRING name, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);

    if (name->Length != length * 2) {
        return false;
    }
    for (uint32_t index = 0; index < length; index++) {
        if (name->Buffer[index] != (WCHAR)text[index]) {
            return false;
        }
    }
    return true;
}

bool sim_is_hidden(PUNICODE_STRING name)
{
    for (uint32_t index = 0; index < hidden_count; index++) {
        if (is_name(name, hidden[index])) {
            return true;
        }
    }
    return false;
}

sim_context_t sim_enter_callback(PEPROCESS process, uint32_t thread_id, KIRQL irql, uint32_t critical_regions)
{
    sim_context_t before = sim_current;

    sim_current.process = process;
    sim_current.thread_id = thread_id;
    sim_current.irql = irql;
    sim_current.attached = NULL;
    sim_current.critical_regions = critical_regions;
    sim_current.entered_regions = critical_regions;
    sim_current.is_in_callback = true;
    return before;
}

void sim_leave_callback(sim_context_t before, const char *callback)
{
    if (sim_current.locks != 0) {
        sim_violation("%s returned with %u spin locks held", callback, sim_current.locks);
    }
    if (sim_current.critical_regions != sim_current.entered_regions) {
        sim_violation("%s returned in another critical region than it was called in", callback);
    }
    sim_current = before;
}

void sim_get_balance(sim_balance_t *balance)
{
    *balance = (sim_balance_t){0};
    sim_get_pool(&balance->pool_bytes, &balance->pool_blocks);
    balance->handles = sim_handle_count();
    balance->references = sim_reference_count();
    balance->key_names = sim_key_name_count();
    balance->threads = sim_thread_count();
    balance->callbacks = sim_callback_count();
    sim_io_counts(&balance->devices, &balance->links);
}
