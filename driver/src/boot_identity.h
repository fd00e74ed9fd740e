/* Random bits, made once at load: the boot id, and the seed of the process cache. */
#ifndef MON_BOOT_IDENTITY_H
#define MON_BOOT_IDENTITY_H

#include "ntcompat.h"

/*
 * Fills 16 bytes that no other load on any machine will have. They come from the processor's generator where there is
 * one, mixed with clocks and addresses; they identify and are no secret. IRQL: PASSIVE_LEVEL.
 */
void mon_boot_identity(uint8_t identity[16]);

#endif
