/**
 * Faults that a test has to notice. Each exchanges one piece of a source, which stands in it exactly once, and names the
 * test that must fail then, by a part of its title. also: sources that include the mutated header.
 */
const inspect = 'src/ioring_inspect.c'
const slots = 'src/operation_slots.h'
const slotUsers = ['src/operation_slots.c', 'src/callback_object.c', 'tests/test_slots.c']

export const mutants = [
  // ---- the six that the review's faults survived
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
  // ---- registration
  { file: 'src/callback_registry.c', from: '&altitude, MON_ALTITUDE', to: '&altitude, L"370000"', test: 'CB-T04' },
  { file: 'src/kernel_callbacks.c', from: '.OperationRegistrationCount = 2', to: '.OperationRegistrationCount = 1', test: 'CB-T04' },
  {
    file: 'src/kernel_callbacks.c',
    from: '{.ObjectType = __imp_PsThreadType,\n            .Operations = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE,',
    to: '{.ObjectType = __imp_PsThreadType,\n            .Operations = OB_OPERATION_HANDLE_CREATE,',
    test: 'CB-T04',
  },
  {
    file: 'src/kernel_callbacks.c',
    from: 'IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE 1u',
    to: 'IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE 0u',
    test: 'CB-T03',
  },
  {
    file: 'src/kernel_callbacks.c',
    from: 'unregister_process, false, STATUS_INVALID_PARAMETER}',
    to: 'unregister_process, false, 0}',
    test: 'finds all registrations in place',
  },
  {
    file: 'src/kernel_callbacks.c',
    from: '[MON_CALLBACK_THREAD] = {register_thread, unregister_thread, false, 0}',
    to: '[MON_CALLBACK_THREAD] = {register_thread, unregister_thread, false, STATUS_INVALID_PARAMETER}',
    test: 'finds all registrations in place',
  },
  {
    file: 'src/kernel_callbacks.c',
    from: '        (callback != MON_CALLBACK_REGISTRY || registrations[callback].routine == MON_ROUTINE_EXTENDED);',
    to: '        true;',
    test: 'the older registry routine is not registered a second time',
  },
  {
    file: 'src/kernel_callbacks.c',
    from: '        check->state = MON_REGISTRATION_RESTORED;\n',
    to: '        check->state = MON_REGISTRATION_PRESENT;\n',
    test: 'that was taken away',
  },
  { file: 'src/kernel_callbacks.c', from: '        object_handle = handle;\n', to: '', test: 'CB-T08 unregisters' },
  { file: 'src/event_ring.c', from: '    ring->last_times[kind_index] = now;\n', to: '', test: "each callback's last event" },
  {
    file: 'client/win11mon_callbacks.c',
    from: 'after->callbacks[callback].event_count == before',
    to: 'after->callbacks[callback].event_count != before',
    test: 'is found silent',
  },
  // ---- the inspector
  {
    file: inspect,
    from: 'ObReferenceObjectByHandle(handle, 0, inspector->type, UserMode',
    to: 'ObReferenceObjectByHandle(handle, 0, NULL, UserMode',
    test: 'a handle that is reused between listing and look',
  },
  {
    file: inspect,
    from: 'ObReferenceObjectByHandle(handle, 0, inspector->type, UserMode',
    to: 'ObReferenceObjectByHandle(handle, 0, inspector->type, KernelMode',
    test: 'an I/O ring image triggers a scan',
  },
  { file: inspect, from: '    KeStackAttachProcess((PVOID)process, &state);\n', to: '', test: 'an I/O ring image triggers a scan' },
  { file: inspect, from: '    KeUnstackDetachProcess(&state);\n', to: '', test: 'an I/O ring image triggers a scan' },
  { file: inspect, from: '    mon_routines.release_exit(process);\n', to: '', test: 'an I/O ring image triggers a scan' },
  {
    file: inspect,
    from: 'if (!NT_SUCCESS(mon_routines.acquire_exit(process)))',
    to: 'mon_routines.acquire_exit(process);\n    if (false)',
    test: 'a process that is ending is not attached to',
  },
  { file: inspect, from: 'times.create_time.QuadPart == start_time', to: 'true', test: 'of a process that ended before its scan' },
  { file: inspect, from: 'members.object_bytes != inspector->object_bytes', to: 'false', test: 'changes or has another size' },
  {
    file: inspect,
    from: 'findings->inspection = MON_SCAN_INSPECTION_NOT_INSPECTED;',
    to: '',
    test: 'without a reference ring nothing is inspected',
  },
  {
    file: inspect,
    from: '        findings->inspection = MON_SCAN_INSPECTION_UNKNOWN_BUILD;\n',
    to: '',
    test: 'not in the table of layouts is said to be unknown',
  },
  {
    file: inspect,
    from: '        note_reason(findings, MON_SCAN_INSPECTION_REASON_ENUMERATION_FAILED);\n',
    to: '',
    test: 'a failed listing of handles',
  },
  { file: inspect, from: '        note_reason(findings, MON_SCAN_INSPECTION_REASON_TOO_MANY);\n', to: '', test: 'said to be too many' },
  { file: inspect, from: 'members.buffer_count == buffer_count &&', to: '', test: 'a reference ring must be' },
  { file: inspect, from: 'return found == 1 ?', to: 'return found != 0 ?', test: 'a reference ring must be' },
  {
    file: 'src/ioring_layout.c',
    from: '.first_build = 22621, .last_build = 22631, .size_offset = 2, .count_offset = 0xB0',
    to: '.first_build = 22621, .last_build = 22631, .size_offset = 2, .count_offset = 0xB4',
    test: 'an I/O ring image triggers a scan',
  },
  {
    file: 'src/ioring_layout.c',
    from: '.last_build = 22631, .size_offset = 2, .count_offset = 0xB0, .buffers_offset = 0xB8',
    to: '.last_build = 22631, .size_offset = 2, .count_offset = 0xB0, .buffers_offset = 0xCC',
    test: 'an I/O ring image triggers a scan',
  },
  {
    file: 'src/ioring_layout.c',
    from: '.last_build = 26200',
    to: '.last_build = 26300',
    test: 'not in the table of layouts is said to be unknown',
  },
  {
    file: 'src/ioring_object.c',
    from: 'members->buffers != again.buffers || members->buffer_count != again.buffer_count',
    to: 'false',
    test: 'changes or has another size',
  },
  {
    file: 'src/ioring_object.c',
    from: '        return MON_VIOLATION_TABLE_UNREADABLE;\n',
    to: '        return 0;\n',
    test: 'neither clean nor tampering',
  },
  {
    file: 'src/ioring_object.c',
    from: 'entries[index] != 0 && !mon_is_kernel_address(entries[index])',
    to: 'false',
    test: 'a scan names each violation',
  },
  {
    file: 'src/ioring_sweep.c',
    from: 'sweep->next_time = now + STEP_MS * MILLISECOND_100NS;',
    to: 'sweep->next_time = now;',
    test: 'eight processes a second at most',
  },
  { file: 'src/ioring_sweep.c', from: 'sweep->next_time = now + STEP_MS', to: 'sweep->next_time += STEP_MS', test: 'never catches up' },
  {
    file: 'src/ioring_scan.c',
    from: '    if (!mon_cache_begin_scan(mon_state.cache, &process)) {\n        return;\n    }\n',
    to: '',
    test: 'is not looked at in a round too',
  },
  {
    file: 'src/ioring_scan.c',
    from: 'note_findings(&process, &findings) || is_first_round',
    to: 'note_findings(&process, &findings) || true',
    test: 'tell only what has changed',
  },
  {
    file: 'src/device.c',
    from: 'mon_scan_request(mon_state.scans, &process, MON_SCAN_TRIGGER_REQUEST, 0) ? STATUS_SUCCESS : STATUS_DEVICE_BUSY',
    to: '(mon_scan_request(mon_state.scans, &process, MON_SCAN_TRIGGER_REQUEST, 0), STATUS_SUCCESS)',
    test: 'says busy when the queue is full',
  },
  // ---- facts
  {
    file: 'src/callback_registry.c',
    from: 'if (info->Status == STATUS_SUCCESS) {',
    to: 'if (true) {',
    test: 'created with another success',
  },
  {
    file: 'src/registry_path.c',
    from: '    if (key == NULL) {\n        return NULL;\n    }\n',
    to: '',
    test: 'without a key object is survived',
  },
  {
    file: 'src/registry_carry.c',
    from: 'operation->is_of_hive ? mon_registry_take_path(key) : mon_registry_take_watched_path(config, key)',
    to: 'mon_registry_take_watched_path(config, key)',
    test: 'records hives',
  },
  {
    file: 'src/registry_record.c',
    from: '|| (ULONG_PTR)name->Buffer < mon_routines.first_kernel_address',
    to: '',
    test: 'its name lies in user memory',
  },
  {
    file: 'src/registry_carry.c',
    from: 'uint32_t copied = length_bytes < room ? length_bytes : room;',
    to: 'uint32_t copied = length_bytes;',
    test: 'cuts the path of a hive',
  },
  {
    file: 'src/registry_path.c',
    from: 'if (difference < pattern->common_chars)',
    to: 'if (difference <= pattern->common_chars)',
    test: 'matches prefixes without case',
  },
  {
    file: 'src/process_facts.h',
    also: ['src/callback_object.c'],
    from: 'current.process_id == (uint32_t)(ULONG_PTR)own_id ? current : mon_identity_of_id(own_id)',
    to: 'current',
    test: "the thread's own process while it is attached",
  },
  {
    file: 'src/process_facts.c',
    from: 'if (process_id == PsGetProcessId(current))',
    to: 'if (process_id == PsGetCurrentProcessId())',
    test: "the thread's own process while it is attached",
  },
  { file: 'src/callback_image.c', from: '        put_mapper(record);\n', to: '', test: 'names who mapped an image' },
  { file: 'src/callback_process.c', from: '    if (is_denied) {\n        return;\n    }\n', to: '', test: 'is marked, and is no process' },
  { file: 'src/callback_process.c', from: '    if (!is_denied) {\n', to: '    if (true) {\n', test: 'is marked, and is no process' },
  { file: 'src/callback_process.c', from: 'create_info->ImageFileName != NULL && ', to: 'false && ', test: 'had only a part of the path' },
  {
    file: 'src/image_place.c',
    from: 'L"\\\\WINDOWS\\\\SYCHPE32\\\\"',
    to: 'L"\\\\WINDOWS\\\\SYCHPE64\\\\"',
    test: "only from its volume's root",
  },
  { file: 'src/image_place.c', from: ' && end == directory.length', to: '', test: "only from its volume's root" },
  {
    file: 'src/image_place.c',
    from: "at == volume_device.length || at == path.length || path.chars[at] != '\\\\'",
    to: 'at == path.length',
    test: "only from its volume's root",
  },
  {
    file: slots,
    also: slotUsers,
    from: '(before & MON_SLOT_STEP_BITS) != MON_SLOT_CLAIMED ||\n            ',
    to: '',
    test: 'before anybody can take it for stale',
  },
  {
    file: slots,
    also: slotUsers,
    from: 'return (claimed | MON_SLOT_STEP_BITS) + 1;',
    to: 'return claimed & ~(uint64_t)MON_SLOT_STEP_BITS;',
    test: 'finds, takes and releases nothing',
  },
  // ---- handles and rights
  {
    file: 'src/process_facts.c',
    from: 'ZwOpenProcessTokenEx(process, TOKEN_QUERY,',
    to: 'ZwOpenProcessTokenEx(process, 0,',
    test: 'CB-T05 records a process creation',
  },
  {
    file: 'src/process_facts.c',
    from: 'OBJ_KERNEL_HANDLE, NULL, MON_PROCESS_QUERY_INFORMATION, *__imp_PsProcessType',
    to: 'OBJ_KERNEL_HANDLE, NULL, 0x0010u, *__imp_PsProcessType',
    test: 'CB-T05 records a process creation',
  },
  {
    file: 'src/process_facts.c',
    from: 'OBJ_KERNEL_HANDLE, NULL, MON_THREAD_QUERY_INFORMATION',
    to: '0, NULL, MON_THREAD_QUERY_INFORMATION',
    test: 'records the creator of a remote thread',
  },
  { file: 'src/worker_thread.c', from: 'SYNCHRONIZE, *__imp_PsThreadType,', to: 'SYNCHRONIZE, NULL,', test: 'CB-T01' },
  { file: 'src/device_security.c', from: '(PSID)(ULONG_PTR)&administrators', to: '(PSID)(ULONG_PTR)&local_system', test: 'CB-T01' },
  // ---- requests
  { file: 'src/reader_session.c', from: 'session->state != READER_IDLE) {', to: 'false) {', test: 'returns with the first record' },
  {
    file: 'src/device.c',
    from: 'request->reference_buffer_count > MON_REFERENCE_BUFFER_MAX_COUNT',
    to: 'false',
    test: 'refuses every request that is none',
  },
  { file: 'src/config_parse.c', from: 'interval_ms >= MON_SWEEP_INTERVAL_MIN_MS && ', to: '', test: 'checks every field' },
]
