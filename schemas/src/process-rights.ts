/** Access rights of process objects as bits of an access mask (winnt.h). */
export const processRights = {
  terminate: 0x1,
  createThread: 0x2,
  vmOperation: 0x8,
  vmRead: 0x10,
  vmWrite: 0x20,
  duplicateHandle: 0x40,
  createProcess: 0x80,
  setQuota: 0x100,
  setInformation: 0x200,
  queryInformation: 0x400,
  suspendResume: 0x800,
  queryLimitedInformation: 0x1000,
  synchronize: 0x100000,
} as const

/** PROCESS_ALL_ACCESS since Windows Vista. */
export const allAccess = 0x1fffff
