import { type Event, type EventBatch, newEvent } from '@win11mon/schemas'

/** Out of a hundred events of a busy Windows host. */
const mix: readonly (readonly [count: number, make: (index: number) => Event])[] = [
  [38, imageLoad],
  [14, threadCreate],
  [12, threadTerminate],
  [14, handleCreate],
  [4, handleDuplicate],
  [10, registryOperation],
  [4, processCreate],
  [4, processTerminate],
]
const baseTimeUs = 1_767_225_600_000_000
const programs = ['chrome', 'svchost', 'MsMpEng', 'explorer', 'WINWORD', 'Teams', 'SearchIndexer', 'powershell', 'devenv', 'git']
const libraries = ['ntdll', 'kernel32', 'KernelBase', 'ucrtbase', 'combase', 'rpcrt4', 'bcryptPrimitives', 'wininet', 'msvcp_win', 'user32']

/** A batch of the size the collector normally sends; the same on every run. */
export function driverLikeBatch(eventCount: number): EventBatch {
  const makers = mix.flatMap(([count, make]) => Array.from({ length: count }, () => make))
  const events = Array.from({ length: eventCount }, (_, index) =>
    numbered((makers[(index * 37) % makers.length] ?? imageLoad)(index), index),
  )
  return {
    hostId: new Uint8Array(16).fill(0xa5),
    hostName: 'WORKSTATION-0042',
    bootId: new Uint8Array(16).fill(0x5a),
    agentVersion: '0.1.0',
    firstSequence: 4_000_001,
    lastSequence: 4_000_000 + eventCount,
    events,
  }
}

function numbered(event: Event, index: number): Event {
  flattenTexts(event)
  event.sequence = 4_000_001 + index
  event.timeUs = baseTimeUs + index * 91
  event.monotonicUs = 86_400_000_000 + index * 91
  return event
}

/** Sources yield flat strings; a template leaves a tree of its parts, which costs whoever reads it first. */
function flattenTexts(event: Event): void {
  const values = event as unknown as Record<string, unknown>
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && name !== 'kind') values[name] = Buffer.from(value).toString()
  }
}

interface ActorEvent {
  processId: number
  processStartUs: number | null
  threadId: number | null
  executable: string | null
}

function actor<Acting extends ActorEvent>(event: Acting, index: number): Acting {
  event.processId = 4 * (100 + (index % 3000))
  event.processStartUs = baseTimeUs - 1_000_003 * (index % 977)
  event.threadId = 4 * (5000 + (index % 4000))
  return event
}

function program(index: number): string {
  const name = programs[index % programs.length] ?? ''
  return `C:\\Program Files\\Vendor ${index % 7}\\${name}\\${name}.exe`
}

function imageLoad(index: number): Event {
  const event = actor(newEvent.image_load(), index)
  event.imagePath = `C:\\Windows\\System32\\${libraries[index % libraries.length] ?? ''}.dll`
  event.imageBase = Uint8Array.of(0, 0, index & 0xff, (index >> 8) & 0xff, 0xfb, 0x7f, 0, 0)
  event.imageSizeBytes = 4096 * (1 + (index % 500))
  event.isIoringRelated = false
  event.suspiciousReason = 'none'
  event.signatureLevel = 12
  return event
}

function threadCreate(index: number): Event {
  const event = actor(newEvent.thread_create(), index)
  event.objectProcessId = event.processId
  event.objectStartUs = event.processStartUs
  event.objectThreadId = 4 * (9000 + (index % 4000))
  event.startAddress = Uint8Array.of(0x40, 0x13, index & 0xff, 0x30, 0xf7, 0x7f, 0, 0)
  return event
}

function threadTerminate(index: number): Event {
  return actor(newEvent.thread_terminate(), index)
}

function handleCreate(index: number): Event {
  const event = actor(newEvent.handle_create(), index)
  event.objectType = 'process'
  event.objectProcessId = 4 * (100 + (index % 2999))
  event.objectStartUs = baseTimeUs - 1_000_003 * (index % 971)
  event.desiredAccess = 0x1410
  event.originalDesiredAccess = 0x1fffff
  event.isModified = false
  event.isKernelHandle = false
  return event
}

function handleDuplicate(index: number): Event {
  const event = actor(newEvent.handle_duplicate(), index)
  event.objectType = 'thread'
  event.objectProcessId = 4 * (100 + (index % 2999))
  event.objectStartUs = baseTimeUs - 1_000_003 * (index % 971)
  event.desiredAccess = 0x1fffff
  event.sourceProcessId = event.processId
  event.sourceStartUs = event.processStartUs
  event.recipientProcessId = 4 * (100 + (index % 2993))
  event.recipientStartUs = baseTimeUs - 1_000_003 * (index % 967)
  return event
}

function registryOperation(index: number): Event {
  const event = actor(newEvent.registry_operation(), index)
  event.operation = 'set_value'
  event.keyPath = `\\REGISTRY\\USER\\S-1-5-21-1004336348-1177238915-682003330-512\\Software\\Vendor\\Settings ${index % 40}`
  event.valueName = 'LastUpdate'
  event.dataType = 4
  event.dataLengthBytes = 4
  event.data = Uint8Array.of(index & 0xff, 1, 2, 3)
  return event
}

function processCreate(index: number): Event {
  const event = actor(newEvent.process_create(), index)
  event.executable = program(index)
  event.parentProcessId = 4 * (100 + (index % 2999))
  event.parentStartUs = baseTimeUs - 1_000_003 * (index % 971)
  event.creatorProcessId = event.parentProcessId
  event.creatorStartUs = event.parentStartUs
  event.creatorThreadId = 4 * (5000 + (index % 4000))
  event.commandLine = `"${event.executable}" --type=renderer --field-trial-handle=${index},i,1234567890 --lang=en-US --enable-features=Ä`
  event.sessionId = 1
  event.integrityLevel = 0x2000
  return event
}

function processTerminate(index: number): Event {
  const event = actor(newEvent.process_terminate(), index)
  event.executable = program(index)
  event.exitStatus = 0
  event.anomalyScore = index % 100
  return event
}
