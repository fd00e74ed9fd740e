/** Faults in what is registered, and in the self check. See ../run-mutants.mjs. */
export const registration = [
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
]
