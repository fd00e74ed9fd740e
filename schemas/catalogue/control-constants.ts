import type { ControlConstant } from './control-definition.ts'

/** The driver's callbacks, by their number. */
export const callbackNames = ['process', 'thread', 'image', 'object', 'registry'] as const

export const controlConstants: readonly ControlConstant[] = [
  { name: 'MON_ABI_VERSION', value: 1, doc: 'Version of the control interface: stands in every structure that has one.' },
  { name: 'MON_BATCH_MAGIC', value: 0x314d4257, doc: 'First word of a batch.' },
  {
    name: 'MON_GET_EVENTS_DECLARE_LOSSES',
    value: 1,
    doc: 'Write every loss that is not declared yet into the ring now, instead of once a second.',
  },
  {
    name: 'MON_GET_EVENTS_REWIND',
    value: 2,
    doc: 'Deliver again from the oldest record that is not acknowledged, as a new session would.',
  },
  { name: 'MON_MAX_WAIT_MS', value: 60_000, doc: 'Longest wait of CB_GET_EVENTS.' },
  { name: 'MON_CONFIG_SELF_ACCESS', value: 1, doc: 'Report handles a process opens to itself.' },
  { name: 'MON_CONFIG_KERNEL_ADDRESSES', value: 2, doc: 'Do not zero kernel addresses.' },
  {
    name: 'MON_CONFIG_RUNTIME_LIBRARIES_RELATED',
    value: 4,
    doc: 'Treat KernelBase.dll and ntdll.dll as IoRing-related. Nearly every process loads them, so this says little.',
  },
  { name: 'MON_CONFIG_SCANS', value: 8, doc: 'Scan a process for I/O rings after its creation and after an IoRing-related image load.' },
  {
    name: 'MON_CONFIG_DEFAULT_KEYS',
    value: 16,
    doc: 'Watch the built-in list of persistence and I/O ring keys besides the given prefixes.',
  },
  {
    name: 'MON_CONFIG_ALL_START_ADDRESSES',
    value: 32,
    doc: 'Look up where every thread starts, not only those created from another process.',
  },
]
