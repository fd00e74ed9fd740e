/** How Sysmon writes an address that lies in no module. */
const unknownFrame = 'UNKNOWN('

/** Modules of managed code, whose methods are compiled at run time into memory of no module: such frames are ordinary there. */
const managedRuntime = /\\(?:clr|coreclr|mscorwks|clrjit|[^\\|]+\.ni)\.(?:dll|exe)/iu

/** True when a call came from memory of no module and no managed code explains that. False when the source gives no stack. */
export function isFromUnbackedMemory(callTrace: string | null): boolean {
  return callTrace !== null && callTrace.includes(unknownFrame) && !managedRuntime.test(callTrace)
}
