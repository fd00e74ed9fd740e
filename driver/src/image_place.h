/* Where an image lies, told from its path alone and from the root of its volume on, so that no folder can pose as another. */
#ifndef MON_IMAGE_PLACE_H
#define MON_IMAGE_PLACE_H

#include "name_match.h"

/* Directly in one of the directories Windows keeps its own libraries in. IRQL: PASSIVE_LEVEL. */
bool mon_is_in_system_directory(mon_name_t path);

/* Below a directory that any user can write to. IRQL: PASSIVE_LEVEL. */
bool mon_is_below_user_directory(mon_name_t path);

#endif
