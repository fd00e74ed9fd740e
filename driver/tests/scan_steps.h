/* Steps that the tests of scans share. */
#ifndef SCAN_STEPS_H
#define SCAN_STEPS_H

#include "fixture.h"

/* A ring with two buffers, as it should be. */
sim_ioring_t a_ring(uint32_t process_id);

/* Lets the one scan that waits come due, and reads it. */
MON_IORING_SCAN_EVENT scan_of(fixture_t *fixture);

/* The target loads a library that tells, and is scanned. */
MON_IORING_SCAN_EVENT scan_target(fixture_t *fixture);

#endif
