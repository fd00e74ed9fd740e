/* A test is a function and a sentence. Any failed check ends the test, is printed, and fails the run. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct test_case {
    const char *title;
    void (*run)(void);
} test_case_t;

typedef struct test_suite {
    const test_case_t *cases;
    uint32_t count;
} test_suite_t;

#define SUITE(name, cases) const test_suite_t name = {cases, sizeof(cases) / sizeof((cases)[0])}

void test_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4), noreturn));

#define CHECK(condition)                                        \
    do {                                                        \
        if (!(condition)) {                                     \
            test_fail(__FILE__, __LINE__, "%s", #condition);    \
        }                                                       \
    } while (0)

#define CHECK_EQUAL(actual, expected)                                                                                   \
    do {                                                                                                                \
        unsigned long long actual_value = (unsigned long long)(actual);                                                 \
        unsigned long long expected_value = (unsigned long long)(expected);                                             \
        if (actual_value != expected_value) {                                                                           \
            test_fail(__FILE__, __LINE__, "%s is %llu (0x%llx), expected %llu (0x%llx)", #actual, actual_value, actual_value, \
                expected_value, expected_value);                                                                        \
        }                                                                                                               \
    } while (0)

#endif
