/* Everything is in ntifs.h. */
#include <ntifs.h>
