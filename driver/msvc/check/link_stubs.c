/*
 * For the check of the Microsoft build without its kit: what BufferOverflowFastFailK.lib and the kit's CRT objects bring
 * to a driver. They make the link complete; what comes out is looked at and never loaded.
 */
#include <stdint.h>

uintptr_t __security_cookie = 0x2B992DDFA232u;
void *__guard_check_icall_fptr;
void *__guard_dispatch_icall_fptr;

void __security_check_cookie(uintptr_t cookie)
{
    (void)cookie;
}

void __chkstk(void)
{
}

void __GSHandlerCheck(void)
{
}
