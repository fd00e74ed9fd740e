/** Rights of a process handle, as bits of an access mask. */
export const access = {
  createThread: 0x2,
  vmOperation: 0x8,
  vmRead: 0x10,
  vmWrite: 0x20,
  duplicateHandle: 0x40,
  createProcess: 0x80,
  queryInformation: 0x400,
  queryLimited: 0x1000,
  synchronize: 0x100000,
  all: 0x1fffff,
} as const
