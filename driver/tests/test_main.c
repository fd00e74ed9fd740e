#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "test.h"

extern const test_suite_t callback_suite;
extern const test_suite_t handle_suite;
extern const test_suite_t registry_suite;
extern const test_suite_t hive_suite;
extern const test_suite_t image_load_suite;
extern const test_suite_t integration_suite;
extern const test_suite_t scan_suite;
extern const test_suite_t inspection_suite;
extern const test_suite_t scan_request_suite;
extern const test_suite_t self_check_suite;
extern const test_suite_t slot_suite;
extern const test_suite_t process_cache_suite;
extern const test_suite_t request_suite;
extern const test_suite_t waiting_suite;
extern const test_suite_t configuration_suite;
extern const test_suite_t bad_input_suite;
extern const test_suite_t ring_suite;
extern const test_suite_t failure_suite;
extern const test_suite_t lifecycle_suite;
extern const test_suite_t client_suite;
extern const test_suite_t golden_suite;
extern const test_suite_t verifier_suite;
extern const test_suite_t stress_suite;

static const test_suite_t *const suites[] = {
    &callback_suite, &image_load_suite, &handle_suite, &registry_suite, &hive_suite, &integration_suite, &scan_suite, &inspection_suite, &scan_request_suite, &self_check_suite, &slot_suite, &process_cache_suite, &request_suite,
    &waiting_suite, &configuration_suite, &bad_input_suite, &ring_suite, &failure_suite, &lifecycle_suite, &client_suite, &golden_suite,
    &verifier_suite, &stress_suite,
};

static jmp_buf failure;
static char failure_text[512];

void test_fail(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    int length = snprintf(failure_text, sizeof failure_text, "%s:%d: ", file, line);

    va_start(arguments, format);
    vsnprintf(failure_text + length, sizeof failure_text - (size_t)length, format, arguments);
    va_end(arguments);
    longjmp(failure, 1);
}

static uint32_t passed;

/* False when a check failed. */
static bool run(const test_case_t *test)
{
    if (setjmp(failure) != 0) {
        printf("not ok - %s\n  %s\n", test->title, failure_text);
        return false;
    }
    test->run();
    printf("ok - %s\n", test->title);
    passed++;
    return true;
}

/* A failed test leaves the simulated machine as it is, so nothing after it can be trusted: the run ends. */
int main(int argc, char **argv)
{
    const char *wanted = argc > 1 ? argv[1] : "";

    setvbuf(stdout, NULL, _IOLBF, 0);
    for (uint32_t suite = 0; suite < sizeof suites / sizeof suites[0]; suite++) {
        for (uint32_t index = 0; index < suites[suite]->count; index++) {
            const test_case_t *test = &suites[suite]->cases[index];

            if (strstr(test->title, wanted) != NULL && !run(test)) {
                printf("%u passed, 1 failed, 0 skipped\n", passed);
                return EXIT_FAILURE;
            }
        }
    }
    printf("%u passed, 0 failed, 0 skipped\n", passed);
    return passed == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
