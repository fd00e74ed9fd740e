/** Faults in rights, types of handles and requests. See ../run-mutants.mjs. */
export const rights = [
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
  { file: 'src/reader_session.c', from: 'session->state != READER_IDLE) {', to: 'false) {', test: 'returns with the first record' },
  {
    file: 'src/device_controls.c',
    from: 'request->reference_buffer_count > MON_REFERENCE_BUFFER_MAX_COUNT',
    to: 'false',
    test: 'refuses every request that is none',
  },
  { file: 'src/config_parse.c', from: 'interval_ms >= MON_SWEEP_INTERVAL_MIN_MS && ', to: '', test: 'checks every field' },
]
