import { spawn } from 'node:child_process'

import type { RunningProcess } from '../port/device.ts'
import type { Sensor } from '../port/sensors.ts'
import { type WindowsApi, loadWindowsApi } from '../native/windows-api.ts'
import type { Machine } from '../port/machine.ts'
import { canaryKey } from './canary-key.ts'

/** A small library of Windows that a collector has no other use for, so that it is not mapped already. */
const canaryLibrary = 'winmm.dll'

export async function openWindowsMachine(): Promise<Machine> {
  const api = await loadWindowsApi()
  return { isReal: true, runningProcesses: () => Promise.resolve(describeProcesses(api)), provoke: (sensor) => provocations[sensor](api) }
}

function describeProcesses(api: WindowsApi): readonly RunningProcess[] {
  const listed = api.listProcesses()
  const starts = new Map(listed.map(({ processId, startUs }) => [processId, startUs]))
  return listed.map(({ processId, parentProcessId, startUs, sessionId, imageName }) => {
    const { executable, commandLine, integrityLevel } = api.describeProcess(processId)
    const parentStart = starts.get(parentProcessId)
    return {
      processId,
      processStartUs: startUs === 0 ? null : startUs,
      parentProcessId,
      // A process that was started later than its child is another one with the parent's number.
      parentStartUs: parentStart !== undefined && parentStart <= startUs ? parentStart : null,
      executable: executable ?? imageName,
      commandLine,
      sessionId,
      integrityLevel,
    }
  })
}

/** A child that does nothing but live while `meanwhile` runs: a process and a thread that are created and end. */
async function runChild(meanwhile: (processId: number) => void = () => undefined): Promise<void> {
  const child = spawn('cmd.exe', ['/d', '/q'], { windowsHide: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject))
  try {
    if (child.pid !== undefined) meanwhile(child.pid)
  } finally {
    child.stdin.end()
    await ended
  }
}

const provocations: Readonly<Record<Sensor, (api: WindowsApi) => Promise<void>>> = {
  process: () => runChild(),
  thread: () => runChild(),
  image: (api) => done(() => api.loadAndFreeLibrary(canaryLibrary)),
  object: (api) => runChild((processId) => api.openAndDuplicate(processId)),
  registry: (api) => done(() => api.setMachineValue(canaryKey.path, canaryKey.value)),
}

/** What the function throws becomes a rejection. */
function done(act: () => void): Promise<void> {
  return Promise.resolve().then(act)
}
