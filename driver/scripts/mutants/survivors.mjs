const inspect = 'src/ioring_inspect.c'
const slots = 'src/operation_slots.h'
const slotUsers = ['src/operation_slots.c', 'src/callback_object.c', 'tests/test_slots.c']

/** Faults that the tests once did not notice. See ../run-mutants.mjs. */
export const survivors = [
  { file: 'src/reader_session.c', from: 'irp->Cancel || ', to: '', test: 'was cancelled before it could wait' },
  { file: 'src/kernel_callbacks.c', from: '&registration.Altitude, MON_ALTITUDE', to: '&registration.Altitude, L"1"', test: 'CB-T04' },
  {
    file: 'src/image_place.c',
    from: 'L"\\\\WINDOWS\\\\SYSTEM32\\\\"',
    to: 'L"\\\\WINDOWS\\\\SYSTEM3\\\\"',
    test: "only from its volume's root",
  },
  { file: 'src/device_security.c', from: 'NULL, WRITE_DAC,', to: 'NULL, 0x80000000u,', test: 'CB-T01' },
  {
    file: inspect,
    from: 'NULL, MON_PROCESS_QUERY_INFORMATION, *__imp_PsProcessType',
    to: 'NULL, 0, *__imp_PsProcessType',
    test: 'an I/O ring image triggers a scan',
  },
  {
    file: 'src/operation_slots.c',
    from: 'slot == NULL || __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) != claimed',
    to: 'slot == NULL',
    test: 'finds, takes and releases nothing',
  },
  {
    file: slots,
    also: slotUsers,
    from: `slot == NULL || __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) != claimed) {
        return false;
    }
    RtlCopyMemory(item, slot + 1, item_bytes);
    return __atomic_compare_exchange_n(&slot->state, &claimed, mon_slot_released(claimed), false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);`,
    to: `slot == NULL) {
        return false;
    }
    RtlCopyMemory(item, slot + 1, item_bytes);
    __atomic_store_n(&slot->state, mon_slot_released(claimed), __ATOMIC_RELEASE);
    return true;`,
    test: "is not taken for the other's",
  },
]
