const slots = 'src/operation_slots.h'
const slotUsers = ['src/operation_slots.c', 'src/callback_object.c', 'tests/test_slots.c']

/** Faults in what records say. See ../run-mutants.mjs. */
export const facts = [
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
    from: 'current.process_id == (uint32_t)(ULONG_PTR)own_id ? current : mon_identity_of_other(own_id)',
    to: 'current',
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
]
