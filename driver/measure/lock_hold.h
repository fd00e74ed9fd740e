/* Counts the instructions of every spin lock hold; see lock_hold.c. */
#ifndef LOCK_HOLD_H
#define LOCK_HOLD_H

#include <stdbool.h>

/* Once, before anything is measured. */
void lock_hold_begin(void);

/* Counting costs microseconds an instruction, so what only prepares the case is left out. */
void lock_hold_measure(bool on);

void lock_hold_print(void);

#endif
