/* Pool with poison and a balance, user memory that may vanish, kernel tables at kernel addresses. */
#include "sim_callbacks.h"
#include "sim_objects.h"
#include <sys/mman.h>

#define POISON 0xCD
#define FREED 0xDD
#define KERNEL_TABLES 0xFFFFA00000000000u
#define TABLE_BYTES 4096u
#define TABLE_MAX 64u

typedef struct pool_header {
    uint64_t bytes;
    uint32_t tag;
    uint32_t magic;
} pool_header_t;
#define POOL_MAGIC 0x506F6F6Cu

static uint64_t pool_bytes;
static uint64_t pool_blocks;
static uint64_t allocations;
static uint64_t tables[TABLE_MAX][TABLE_BYTES / 8];
static uint32_t table_count;
static bool user_memory_is_mapped;
static bool user_memory_is_readable;

PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T bytes, ULONG tag)
{
    pool_header_t *header;

    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (sim_current.is_in_callback) {
        sim_violation("pool allocated inside a callback");
    }
    if (type != NonPagedPoolNx) {
        sim_violation("pool type %d is not NonPagedPoolNx", type);
    }
    if (bytes == 0) {
        sim_violation("pool allocation of 0 bytes");
    }
    if (sim_must_fail(__func__)) {
        return NULL;
    }
    header = malloc(sizeof *header + bytes);
    *header = (pool_header_t){.bytes = bytes, .tag = tag, .magic = POOL_MAGIC};
    memset(header + 1, POISON, bytes);
    (void)__atomic_add_fetch(&pool_bytes, bytes, __ATOMIC_RELAXED);
    (void)__atomic_add_fetch(&pool_blocks, 1, __ATOMIC_RELAXED);
    (void)__atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
    return header + 1;
}

void ExFreePoolWithTag(PVOID memory, ULONG tag)
{
    pool_header_t *header = (pool_header_t *)memory - 1;

    sim_require_irql(DISPATCH_LEVEL, __func__);
    if (header->magic != POOL_MAGIC || header->tag != tag) {
        sim_violation("pool block freed twice, or with another tag");
    }
    (void)__atomic_sub_fetch(&pool_bytes, header->bytes, __ATOMIC_RELAXED);
    (void)__atomic_sub_fetch(&pool_blocks, 1, __ATOMIC_RELAXED);
    memset(memory, FREED, header->bytes);
    header->magic = 0;
    free(header);
}

void sim_get_pool(uint64_t *bytes, uint64_t *blocks)
{
    *bytes = __atomic_load_n(&pool_bytes, __ATOMIC_RELAXED);
    *blocks = __atomic_load_n(&pool_blocks, __ATOMIC_RELAXED);
}

uint64_t sim_allocation_count(void)
{
    return __atomic_load_n(&allocations, __ATOMIC_RELAXED);
}

/* User memory can never be read in place: it is mapped only while MmCopyMemory looks at it. */
void *sim_user_copy(const uint8_t *data, uint32_t bytes, bool is_unmapped)
{
    void *memory = (void *)(uintptr_t)SIM_USER_MEMORY;

    if (!user_memory_is_mapped) {
        void *mapped = mmap(memory, SIM_USER_MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

        if (mapped != memory) {
            sim_violation("the simulation could not place user memory");
        }
        user_memory_is_mapped = true;
    }
    (void)mprotect(memory, SIM_USER_MEMORY_BYTES, PROT_READ | PROT_WRITE);
    memcpy(memory, data, bytes < SIM_USER_MEMORY_BYTES ? bytes : SIM_USER_MEMORY_BYTES);
    (void)mprotect(memory, SIM_USER_MEMORY_BYTES, PROT_NONE);
    user_memory_is_readable = !is_unmapped;
    return memory;
}

uint64_t sim_map_kernel_table(const uint64_t *entries, uint32_t count)
{
    uint32_t index = table_count++ % TABLE_MAX;

    memcpy(tables[index], entries, count * sizeof entries[0]);
    return KERNEL_TABLES + (uint64_t)index * TABLE_BYTES;
}

void sim_reset_memory(void)
{
    table_count = 0;
}

NTSTATUS sim_MmCopyMemory(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, SIZE_T *copied)
{
    uint64_t address = (uint64_t)(uintptr_t)source;

    sim_require_irql(APC_LEVEL, "MmCopyMemory");
    *copied = 0;
    if (flags != MM_COPY_MEMORY_VIRTUAL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (sim_must_fail("MmCopyMemory")) {
        return STATUS_ACCESS_VIOLATION;
    }
    if (sim_is_kernel_object(source)) {
        *copied = sim_copy_from_kernel_object(target, source, bytes) ? bytes : 0;
        return *copied == bytes ? STATUS_SUCCESS : STATUS_ACCESS_VIOLATION;
    }
    if (address >= KERNEL_TABLES && address < KERNEL_TABLES + (uint64_t)TABLE_MAX * TABLE_BYTES) {
        memcpy(target, (uint8_t *)tables + (address - KERNEL_TABLES), bytes);
        *copied = bytes;
        return STATUS_SUCCESS;
    }
    if (address != SIM_USER_MEMORY || !user_memory_is_readable) {
        return STATUS_ACCESS_VIOLATION;
    }
    (void)mprotect(source, SIM_USER_MEMORY_BYTES, PROT_READ);
    memcpy(target, source, bytes);
    (void)mprotect(source, SIM_USER_MEMORY_BYTES, PROT_NONE);
    *copied = bytes;
    return STATUS_SUCCESS;
}
