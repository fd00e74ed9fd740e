// Counts what the driver records, from C++. Built as a consumer would, by client/example/cmake and by pkg-config.
#include <win11mon_callbacks.h>
#include <win11mon_plan.h>

#include <cstdio>
#include <vector>

int main()
{
    MON_CB_HANDLE driver = nullptr;
    MON_GET_EVENTS_INPUT input = {};
    std::vector<unsigned char> batch(256 * 1024);
    unsigned count = 0;
    uint32_t bytes = 0;
    int32_t result = Mon_CbOpen(MON_CB_OPEN_READ, &driver);

    if (result != MON_CB_OK) {
        std::printf("The driver cannot be opened (result %d). Is it loaded, and are you an administrator?\n", result);
        return result == MON_CB_NO_DRIVER ? 3 : 1;
    }
    result = Mon_CbGetEvents(driver, &input, batch.data(), static_cast<uint32_t>(batch.size()), &bytes);
    if (result == MON_CB_OK) {
        MON_CB_ITERATOR iterator;
        MON_CB_EVENT event;

        for (result = Mon_CbIterate(batch.data(), bytes, &iterator); result == MON_CB_OK; count++) {
            result = Mon_CbNext(&iterator, &event);
        }
        std::printf("%u events\n", count - 1);
    }
    Mon_CbClose(driver);
    return result == MON_CB_END ? 0 : 1;
}
