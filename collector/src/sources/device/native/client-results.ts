import { PipelineError } from '@win11mon/pipeline'

/** MON_CB_RESULT of driver/client/win11mon_callbacks.h. */
export const clientResults = {
  ok: 0,
  noDriver: 1,
  accessDenied: 2,
  busy: 3,
  invalid: 4,
  tooSmall: 5,
  cancelled: 6,
  version: 7,
  noMemory: 8,
  failed: 9,
  notSupported: 12,
} as const

const updateBoth = 'The driver and the collector are of different releases: install both from the same one.'

interface Explanation {
  readonly code: PipelineError['code']
  readonly isRetryable: boolean
  readonly text: string
}

/** What each result means for whoever runs the collector. */
const explanations: Readonly<Record<number, Explanation>> = {
  [clientResults.noDriver]: {
    code: 'BACKEND_UNAVAILABLE',
    isRetryable: true,
    text: 'The device \\\\.\\Win11MonitorMgr does not exist: the driver is not loaded. Start it with "sc.exe start win11mon".',
  },
  [clientResults.accessDenied]: {
    code: 'DEVICE_REFUSED',
    isRetryable: false,
    text: 'The driver refused this account: its device is for SYSTEM and administrators. Run the collector as the service that install.ps1 makes, or from an elevated prompt.',
  },
  [clientResults.busy]: {
    code: 'DEVICE_HELD',
    isRetryable: true,
    text: 'Another program reads the driver, and it serves one reader at a time: stop that one first, most likely a second collector.',
  },
  [clientResults.cancelled]: {
    code: 'BACKEND_UNAVAILABLE',
    isRetryable: true,
    text: 'The driver is going away, or the read was cancelled.',
  },
  [clientResults.version]: { code: 'ABI_MISMATCH', isRetryable: false, text: updateBoth },
  [clientResults.noMemory]: { code: 'BACKEND_UNAVAILABLE', isRetryable: true, text: 'There was no memory for the request.' },
}

/** The error of a call that did not return MON_CB_OK. `systemError` is the system's own code. */
export function clientError(call: string, result: number, systemError: number): PipelineError {
  const known = explanations[result]
  const where = `${call}: result ${result}, system error 0x${systemError.toString(16)}`
  if (known !== undefined) return new PipelineError(known.code, `${known.text} (${where})`, { isRetryable: known.isRetryable })
  return new PipelineError(
    'IO_FAILED',
    `A request to the driver failed (${where}). If it lasts, look at the system's event log and restart the driver.`,
  )
}

export function abiMismatch(what: string): PipelineError {
  return new PipelineError('ABI_MISMATCH', `${what} ${updateBoth}`)
}
