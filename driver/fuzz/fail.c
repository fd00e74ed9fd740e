/* A check that fails outside the tests, while fuzzing or measuring, is a finding. */
#include <stdio.h>
#include <stdlib.h>
#include "../tests/test.h"

void test_fail(const char *file, int line, const char *format, ...)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, format);
    abort();
}
