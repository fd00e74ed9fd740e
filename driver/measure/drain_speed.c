/*
 * How fast a client drains: events per second of the thread's own processor time, the best of ten rounds, so that a busy
 * machine changes little. Prints the rate and how many times the rate asked for it is; fails below that.
 */
#include <stdlib.h>
#include <time.h>
#include "../tests/event_load.h"

#define EVENTS 100000u
#define ROUNDS 10u
#define WANTED_RATE 2000000.0

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
    fixture_t fixture;
    drain_t drain = {0};
    double best = 0;

    fixture_start(&fixture);
    prepare_mixed(&fixture);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        double start;
        double rate;

        fire_mixed(EVENTS);
        start = cpu_seconds();
        drain_all(&fixture, &drain);
        rate = EVENTS / (cpu_seconds() - start);
        best = rate > best ? rate : best;
    }
    CHECK_EQUAL(drain.total, ROUNDS * EVENTS);
    fixture_stop(&fixture);
    printf("# drained %.0f events per CPU-second, %.1f times what is asked for\n", best, best / WANTED_RATE);
    return best > WANTED_RATE ? EXIT_SUCCESS : EXIT_FAILURE;
}
