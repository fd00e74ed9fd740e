/*
 * Prints what the driver records, until the process is stopped. A stranger's starting point:
 *     x86_64-w64-mingw32-gcc -Iinclude -Iclient client/example/watch_events.c -L. -lwin11mon_callbacks -o watch-events.exe
 */
#include <stdio.h>
#include <stdlib.h>
#include "../win11mon_callbacks.h"

#define BUFFER_BYTES (256u * 1024)

static void print_text(const mon_char16_t *text)
{
    for (; *text != 0; text++) {
        putchar(*text >= 0x20 && *text < 0x7F ? *text : '?');
    }
}

static void print_event(const MON_CB_EVENT *event)
{
    printf("%llu ", (unsigned long long)event->sequence);
    switch (event->event_type) {
    case MonCbEvent_ProcessCreate:
        printf("process %u created by %u: ", event->body.process_create.ProcessId, event->body.process_create.CreatorProcessId);
        print_text(event->body.process_create.CommandLine);
        break;
    case MonCbEvent_ProcessTerminate:
        printf("process %u ended, score %u", event->body.process_terminate.ProcessId, event->body.process_terminate.AnomalyScore);
        break;
    case MonCbEvent_ImageLoad:
        printf("process %u loaded ", event->body.image_load.ProcessId);
        print_text(event->body.image_load.ImageFileName);
        break;
    case MonCbEvent_HandleDuplicate:
        printf("process %u gave process %u a handle to process %u with rights 0x%x", event->body.handle.roles.ActorProcessId,
            event->body.handle.roles.RecipientProcessId, event->body.handle.roles.ObjectProcessId, event->body.handle.roles.GrantedAccess);
        break;
    case MonCbEvent_Gap:
        printf("%llu events of kind %u were lost", (unsigned long long)event->body.gap.LostCount, event->body.gap.Kind);
        break;
    default:
        printf("kind %u", event->kind);
        break;
    }
    putchar('\n');
}

int main(void)
{
    static uint8_t buffer[BUFFER_BYTES];
    MON_GET_EVENTS_INPUT input = {.wait_timeout_ms = 1000};
    MON_CB_HANDLE driver;
    int32_t result = Mon_CbOpen(MON_CB_OPEN_READ, &driver);

    if (result != MON_CB_OK) {
        fprintf(stderr, "The driver cannot be opened (result %d). Is it loaded, and are you an administrator?\n", result);
        return EXIT_FAILURE;
    }
    while (result == MON_CB_OK) {
        MON_CB_ITERATOR iterator;
        MON_CB_EVENT event;
        uint32_t bytes = 0;

        result = Mon_CbGetEvents(driver, &input, buffer, sizeof buffer, &bytes);
        if (result == MON_CB_OK && Mon_CbIterate(buffer, bytes, &iterator) == MON_CB_OK) {
            while (Mon_CbNext(&iterator, &event) == MON_CB_OK) {
                print_event(&event);
                /* Printed, so it need not be delivered again. */
                input.ack_through_sequence = event.sequence;
            }
        }
    }
    fprintf(stderr, "Reading ended with result %d, system error %u.\n", result, Mon_CbGetSystemError(driver));
    Mon_CbClose(driver);
    return EXIT_FAILURE;
}
