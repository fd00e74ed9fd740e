/* Many events, and a reader that polls: what the volume tests and the measurements share. */
#ifndef EVENT_LOAD_H
#define EVENT_LOAD_H

#include "fixture.h"

/* What a reader has seen. ack: last sequence read, acknowledged with the next call. */
typedef struct drain {
    uint64_t ack;
    uint64_t counts[MON_KIND_COUNT];
    uint64_t total;
} drain_t;

/* One read and a walk through all it returned, which must follow on what was read before. */
void poll_once(fixture_t *fixture, drain_t *drain);

/* Polls until everything issued has been read and acknowledged. */
void drain_all(fixture_t *fixture, drain_t *drain);

/* The largest ring, and no scans. */
void prepare_mixed(fixture_t *fixture);

/* A short life: created, a thread, an image, a handle and a registry value, ended. Eight records with the profile. */
void fire_life(uint32_t process_id);

/* That many events, a multiple of ten: creations, exits and profiles, images, handles, threads, registry values. */
void fire_mixed(uint32_t count);

#endif
