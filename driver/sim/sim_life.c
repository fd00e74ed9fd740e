/* Processes that come, load images and go, at a pace in real time: a machine to read from. */
#include <sys/prctl.h>
#include <time.h>
#include "sim_internal.h"

#define FIRST_ID 100000u
#define LIVE_COUNT 256u
#define STEP_US 5000
#define SECOND_US 1000000u

static const uint16_t image[] = L"\\Device\\HarddiskVolume3\\Windows\\System32\\conhost.exe";
static const uint16_t command_line[] = L"\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1";
static const uint16_t library[] = L"\\Device\\HarddiskVolume3\\Windows\\System32\\kernel32.dll";

static pthread_t thread;
static bool is_running;
static bool is_ending;
static uint32_t creates_per_second;
static uint32_t images_per_process;
static uint64_t event_count;
static uint64_t cpu_us;

static uint64_t clock_us(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (uint64_t)now.tv_sec * SECOND_US + (uint64_t)now.tv_nsec / 1000;
}

static void count(uint32_t fired)
{
    __atomic_add_fetch(&event_count, fired, __ATOMIC_RELAXED);
}

static uint32_t id_of(uint64_t number)
{
    return FIRST_ID + 4 * (uint32_t)(number % (2 * (uint64_t)LIVE_COUNT));
}

static void end_process(uint64_t number)
{
    count(sim_fire_process_exit(id_of(number), 0) ? 1 : 0);
}

static void start_process(uint64_t number)
{
    sim_process_create_t create = {.process_id = id_of(number),
        .parent_id = 4,
        .creator_id = 4,
        .creator_thread_id = 8,
        .session_id = 1,
        .integrity_level = 0x2000,
        .image = {image, sizeof image - sizeof *image},
        .command_line = {command_line, sizeof command_line - sizeof *command_line}};
    sim_image_load_t load = {.process_id = create.process_id,
        .thread_id = 12,
        .path = {library, sizeof library - sizeof *library},
        .base = 0x7FFA00000000,
        .size_bytes = 0x1000,
        .signature_level = 12};

    count(sim_fire_process_create(&create) ? 1 : 0);
    for (uint32_t index = 0; index < images_per_process; index++) {
        load.base += 0x10000;
        sim_fire_image_load(&load);
    }
    count(images_per_process);
}

static void *live(void *unused)
{
    uint64_t started_us = clock_us(CLOCK_MONOTONIC);
    uint64_t started_count = 0;
    struct timespec step = {.tv_nsec = STEP_US * 1000};

    (void)unused;
    (void)prctl(PR_SET_NAME, SIM_THREAD_NAME "life");
    while (!__atomic_load_n(&is_ending, __ATOMIC_RELAXED)) {
        uint64_t due = (clock_us(CLOCK_MONOTONIC) - started_us) * creates_per_second / SECOND_US;

        for (; started_count < due; started_count++) {
            if (started_count >= LIVE_COUNT) {
                end_process(started_count - LIVE_COUNT);
            }
            start_process(started_count);
        }
        __atomic_store_n(&cpu_us, clock_us(CLOCK_THREAD_CPUTIME_ID), __ATOMIC_RELAXED);
        nanosleep(&step, NULL);
    }
    for (uint64_t number = started_count < LIVE_COUNT ? 0 : started_count - LIVE_COUNT; number < started_count; number++) {
        end_process(number);
    }
    return NULL;
}

void sim_start_life(uint32_t creates, uint32_t images)
{
    sim_stop_life();
    creates_per_second = creates;
    images_per_process = images;
    event_count = 0;
    cpu_us = 0;
    is_ending = false;
    is_running = pthread_create(&thread, NULL, live, NULL) == 0;
}

void sim_start_life_as_told(void)
{
    const char *told = getenv("SIMULATED_LIFE");
    unsigned creates = 0;
    unsigned images = 0;

    if (told != NULL && sscanf(told, "%u:%u", &creates, &images) == 2) {
        sim_start_life(creates, images);
    }
}

/* Before the code that it runs is taken away. */
__attribute__((destructor)) void sim_stop_life(void)
{
    if (is_running) {
        __atomic_store_n(&is_ending, true, __ATOMIC_RELAXED);
        (void)pthread_join(thread, NULL);
        is_running = false;
    }
}

uint64_t sim_life_event_count(void)
{
    return __atomic_load_n(&event_count, __ATOMIC_RELAXED);
}

uint64_t sim_life_cpu_us(void)
{
    return __atomic_load_n(&cpu_us, __ATOMIC_RELAXED);
}
