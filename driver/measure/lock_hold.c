/*
 * How long the driver holds its spin locks, in instructions. The linker puts the two functions below before the
 * simulation's lock calls. Between them the processor's trap flag stops the thread after every instruction, and a signal
 * handler counts: the number is the same on a slow machine and on a busy one. At the end every place that takes a lock is
 * printed: its address in the program file, the longest hold, and how often it was held.
 */
#include <ntifs.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <x86intrin.h>
#include "lock_hold.h"

#define TRAP_FLAG 0x100u
#define DEPTH_MAX 4u
#define PLACE_MAX 128u

typedef struct place {
    uintptr_t address;
    uint64_t longest;
    uint64_t holds;
} place_t;

typedef struct hold {
    uintptr_t address;
    uint64_t start;
} hold_t;

/* Where the program was loaded: a place is printed as the program file has it. */
extern const char __ehdr_start;

static place_t places[PLACE_MAX];
static pthread_mutex_t places_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t cost_of_measuring;
static bool is_measuring;
static __thread volatile uint64_t instructions;
static __thread hold_t holds[DEPTH_MAX];
static __thread uint32_t depth;

KIRQL __real_KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock);
void __real_KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql);
KIRQL __wrap_KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock);
void __wrap_KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql);

static void on_trap(int signal)
{
    (void)signal;
    instructions++;
}

static inline void step(bool on)
{
    __writeeflags(on ? __readeflags() | TRAP_FLAG : __readeflags() & ~(unsigned long long)TRAP_FLAG);
}

static void record(uintptr_t address, uint64_t count)
{
    uint32_t index = 0;

    pthread_mutex_lock(&places_lock);
    while (index + 1 < PLACE_MAX && places[index].address != 0 && places[index].address != address) {
        index++;
    }
    places[index].address = address;
    places[index].holds++;
    if (count > places[index].longest) {
        places[index].longest = count;
    }
    pthread_mutex_unlock(&places_lock);
}

/* A lock taken under another one belongs to the outer hold, but how long it has to be waited for does not. */
KIRQL __wrap_KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock)
{
    KIRQL irql;

    if (!__atomic_load_n(&is_measuring, __ATOMIC_RELAXED) && depth == 0) {
        return __real_KeAcquireSpinLockRaiseToDpc(lock);
    }
    step(false);
    irql = __real_KeAcquireSpinLockRaiseToDpc(lock);
    if (depth == DEPTH_MAX) {
        abort();
    }
    holds[depth++] = (hold_t){(uintptr_t)__builtin_return_address(0), instructions};
    step(true);
    return irql;
}

void __wrap_KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql)
{
    hold_t hold;

    step(false);
    if (depth == 0) {
        __real_KeReleaseSpinLock(lock, irql);
        return;
    }
    hold = holds[--depth];
    __real_KeReleaseSpinLock(lock, irql);
    record(hold.address, instructions - hold.start);
    step(depth != 0);
}

void lock_hold_print(void)
{
    for (uint32_t index = 0; index < PLACE_MAX && places[index].address != 0; index++) {
        uint64_t longest = places[index].longest;

        printf("0x%lx %lu %lu\n", places[index].address - (uintptr_t)&__ehdr_start,
            longest - (longest < cost_of_measuring ? longest : cost_of_measuring), places[index].holds);
    }
}

void lock_hold_measure(bool on)
{
    __atomic_store_n(&is_measuring, on, __ATOMIC_RELAXED);
}

/* What an empty hold counts is taken off every hold. */
void lock_hold_begin(void)
{
    struct sigaction action = {.sa_handler = on_trap};
    KSPIN_LOCK lock;
    KIRQL irql;

    (void)sigaction(SIGTRAP, &action, NULL);
    lock_hold_measure(true);
    KeInitializeSpinLock(&lock);
    KeAcquireSpinLock(&lock, &irql);
    KeReleaseSpinLock(&lock, irql);
    lock_hold_measure(false);
    cost_of_measuring = places[0].longest;
    places[0] = (place_t){0};
}
