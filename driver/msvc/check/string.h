/* For the check of the Microsoft build without its kit: what the kernel exports of the C library. */
#ifndef CHECK_STRING_H
#define CHECK_STRING_H
#include <stddef.h>
void *memcpy(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);
#endif
