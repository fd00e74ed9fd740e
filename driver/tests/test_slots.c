/* The small memories between two callbacks of one operation, step by step. */
#include "operation_slots.h"
#include "fixture.h"

#define SECOND 10000000ll

static mon_operation_slots_t *a_set(uint32_t count)
{
    sim_reset();
    return mon_slots_create(count, 16);
}

static void free_set(mon_operation_slots_t *slots)
{
    mon_slots_free(slots);
}

static void a_slot_that_is_being_claimed_is_nobody_elses(void)
{
    mon_operation_slots_t *slots = a_set(1);
    mon_operation_slot_t *slot = mon_slot_at(slots, 0);
    uint64_t state;
    void *token;
    void *other;

    /* An old claim and release leave an old time behind. */
    CHECK(mon_slots_claim(slots, 1 * SECOND, &token) != NULL);
    CHECK(mon_slots_release(slots, token));
    CHECK(mon_slot_begin_claim(slot, 1000 * SECOND, &state));
    /* Between its two steps the slot still shows it. */
    CHECK(mon_slots_claim(slots, 1000 * SECOND, &other) == NULL);
    CHECK(other == NULL);
    CHECK_EQUAL(mon_slot_finish_claim(slot, 1000 * SECOND, state) & MON_SLOT_STEP_BITS, MON_SLOT_CLAIMED);
    CHECK(mon_slots_claim(slots, 1059 * SECOND, &other) == NULL);
    CHECK(mon_slots_claim(slots, 1060 * SECOND, &other) != NULL);
    free_set(slots);
}

static void a_stale_token_gives_nothing(void)
{
    mon_operation_slots_t *slots = a_set(1);
    uint64_t item = 0;
    void *stale;
    void *token;

    CHECK(mon_slots_claim(slots, 1 * SECOND, &stale) != NULL);
    CHECK(mon_slots_claim(slots, 62 * SECOND, &token) != NULL);
    CHECK(stale != token);
    CHECK(mon_slots_find(slots, stale) == NULL);
    CHECK(!mon_slots_take(slots, stale, &item, sizeof item));
    CHECK(!mon_slots_release(slots, stale));
    CHECK(mon_slots_find(slots, token) != NULL);
    CHECK(mon_slots_take(slots, token, &item, sizeof item));
    /* Given back once is given back. */
    CHECK(!mon_slots_take(slots, token, &item, sizeof item));
    CHECK(!mon_slots_release(slots, token));
    CHECK(mon_slots_find(slots, token) == NULL);
    free_set(slots);
}

static void tokens_that_are_none(void)
{
    mon_operation_slots_t *slots = a_set(4);
    uint64_t item = 0;
    void *tokens[] = {NULL, (void *)5, (void *)0xFFFF, (void *)1};

    for (uint32_t index = 0; index < sizeof tokens / sizeof tokens[0]; index++) {
        CHECK(mon_slots_find(slots, tokens[index]) == NULL || tokens[index] == (void *)1);
        CHECK(!mon_slots_take(slots, tokens[index] == (void *)1 ? NULL : tokens[index], &item, sizeof item));
    }
    free_set(slots);
}

static const test_case_t cases[] = {
    {"a slot's claim time is set before anybody can take it for stale", a_slot_that_is_being_claimed_is_nobody_elses},
    {"a token whose slot was taken over finds, takes and releases nothing", a_stale_token_gives_nothing},
    {"what is no token finds and takes nothing", tokens_that_are_none},
};
SUITE(slot_suite, cases);
