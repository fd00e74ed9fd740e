/* The control codes as a caller below the client library sees them: lengths, bytes, NTSTATUS. */
#ifndef RAW_REQUESTS_H
#define RAW_REQUESTS_H

#include "fixture.h"

#define TOO_SMALL STATUS(0xC0000023)
#define LENGTH STATUS(0xC0000004)
#define REVISION STATUS(0xC0000059)
#define PARAMETER STATUS(0xC000000D)
#define BUSY STATUS(0x80000011)
#define OVERFLOW STATUS(0x80000005)
#define CANCELLED STATUS(0xC0000120)
#define DENIED STATUS(0xC0000022)
#define REQUEST STATUS(0xC0000010)

#define RAW_OUTPUT_BYTES (256u * 1024)
extern uint8_t raw_output[RAW_OUTPUT_BYTES];

/* Loads the driver with manual time and opens it for reading and writing. */
sim_file_t *raw_start(void);
void raw_stop(sim_file_t *file);

MON_GET_EVENTS_INPUT raw_input(void);

/* CB_GET_EVENTS into raw_output. */
int32_t raw_get(sim_file_t *file, const MON_GET_EVENTS_INPUT *input, uint32_t output_bytes);

/* One record. */
void fire_driver_image(void);

#endif
