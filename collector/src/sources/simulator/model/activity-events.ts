import { type HandleCreate, type HandleDuplicate, type HandleObjectType, type RegistryOperationType, newEvent } from '@win11mon/schemas'

import type { Library } from './program.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { SimulatedProcess } from './simulated-process.ts'

/** A handle that was opened; without a type it is a handle to the process itself. */
export interface HandleOpening {
  readonly object: SimulatedProcess
  readonly mask: number
  readonly objectType?: HandleObjectType
  /** When it happened, if not now: for records that were overtaken by the object's end. */
  readonly timeUs?: number
}

/** A handle that the actor copied from the source's table into the recipient's. */
export interface HandleCopy {
  readonly source: SimulatedProcess
  readonly recipient: SimulatedProcess
  readonly object: SimulatedProcess
  readonly mask: number
  readonly isKernelHandle?: boolean
}

export interface RegistryChange {
  readonly operation: RegistryOperationType
  readonly keyPath: string
  readonly valueName: string | null
  readonly newName: string | null
  readonly dataType: number | null
  readonly data: Uint8Array | null
}

/** Writes the events of what processes do. */
export interface ActivityEvents {
  threadCreate(actor: SimulatedProcess, object: SimulatedProcess, threadId: number): void
  threadTerminate(process: SimulatedProcess, threadId: number): void
  imageLoad(process: SimulatedProcess, library: Library): void
  driverLoad(driver: Library): void
  handleCreate(actor: SimulatedProcess, opening: HandleOpening): void
  handleDuplicate(actor: SimulatedProcess, copy: HandleCopy): void
  registryOperation(actor: SimulatedProcess, change: RegistryChange): void
}

export interface ActivityEventsOptions {
  readonly recorder: Recorder
  readonly random: Random
  /** Moves image bases from boot to boot, as address space randomisation does. */
  readonly addressSeed: number
}

export function createActivityEvents(options: ActivityEventsOptions): ActivityEvents {
  return { ...createThreadEvents(options), ...createImageEvents(options), ...createHandleEvents(options), ...createRegistryEvents(options) }
}

function createThreadEvents({ recorder, random }: ActivityEventsOptions): Pick<ActivityEvents, 'threadCreate' | 'threadTerminate'> {
  const createEvent = newEvent.thread_create()
  const terminateEvent = newEvent.thread_terminate()
  const startAddress = createAddress()
  createEvent.startAddress = startAddress.bytes

  return {
    threadCreate(actor, object, threadId) {
      createEvent.processId = actor.processId
      createEvent.processStartUs = actor.startUs
      createEvent.threadId = anyThread(actor, random)
      createEvent.objectProcessId = object.processId
      createEvent.objectStartUs = object.startUs
      createEvent.objectThreadId = threadId
      startAddress.set(0x7ff8, random.below(0x1000_0000) * 16)
      if (actor === object) actor.counters.threadCreate += 1
      else actor.counters.remoteThreadCreate += 1
      recorder.record(createEvent, Math.max(actor.createdUs, object.createdUs))
    },
    threadTerminate(process, threadId) {
      terminateEvent.processId = process.processId
      terminateEvent.processStartUs = process.startUs
      terminateEvent.threadId = threadId
      recorder.record(terminateEvent, process.createdUs)
    },
  }
}

function createImageEvents({ recorder, random, addressSeed }: ActivityEventsOptions): Pick<ActivityEvents, 'imageLoad' | 'driverLoad'> {
  const event = newEvent.image_load()
  const imageBase = createAddress()
  event.imageBase = imageBase.bytes
  event.suspiciousReason = 'none'

  function describe(library: Library): void {
    event.imagePath = library.path
    event.imageSizeBytes = library.sizeBytes
    event.isIoringRelated = library.isIoringRelated
    event.signatureLevel = library.signatureLevel
    event.isSigned = library.signer !== null
    event.signature = library.signer
    event.signatureStatus = library.signer === null ? 'Unavailable' : 'Valid'
    event.originalFileName = null
  }

  return {
    imageLoad(process, library) {
      describe(library)
      event.processId = process.processId
      event.processStartUs = process.startUs
      event.threadId = anyThread(process, random)
      imageBase.set(0x7ffa, (Math.imul(library.sizeBytes, 0x9e3779b1) ^ addressSeed) & 0xffff0000)
      process.counters.imageLoad += 1
      if (library.isIoringRelated) process.counters.ioringImageLoad += 1
      recorder.record(event, process.createdUs)
    },
    driverLoad(driver) {
      describe(driver)
      event.processId = 0
      event.processStartUs = null
      event.threadId = null
      imageBase.set(0xfffff805, random.below(0xffff) * 0x10000)
      recorder.record(event, recorder.nowUs)
    },
  }
}

function createHandleEvents({ recorder, random }: ActivityEventsOptions): Pick<ActivityEvents, 'handleCreate' | 'handleDuplicate'> {
  const createEvent = newEvent.handle_create()
  const duplicateEvent = newEvent.handle_duplicate()

  function describe(event: HandleCreate | HandleDuplicate, actor: SimulatedProcess, opening: HandleOpening): void {
    const { object, mask, objectType = 'process' } = opening
    event.processId = actor.processId
    event.processStartUs = actor.startUs
    event.threadId = anyThread(actor, random)
    event.objectType = objectType
    event.objectProcessId = objectType === 'desktop' ? null : object.processId
    event.objectStartUs = objectType === 'desktop' ? null : object.startUs
    event.objectThreadId = objectType === 'thread' ? anyThread(object, random) : null
    event.desiredAccess = mask
    event.originalDesiredAccess = mask
    event.grantedAccess = mask
    event.status = 0
    event.isModified = false
    event.isKernelHandle = false
    event.handleValue = 4 * random.between(1, 1200)
  }

  return {
    handleCreate(actor, opening) {
      describe(createEvent, actor, opening)
      actor.counters.handleCreate += 1
      if (opening.timeUs !== undefined) recorder.recordAt(createEvent, opening.timeUs)
      else recorder.record(createEvent, Math.max(actor.createdUs, opening.object.createdUs))
    },
    handleDuplicate(actor, copy) {
      const { source, recipient, object } = copy
      describe(duplicateEvent, actor, copy)
      duplicateEvent.isKernelHandle = copy.isKernelHandle ?? false
      duplicateEvent.sourceProcessId = source.processId
      duplicateEvent.sourceStartUs = source.startUs
      duplicateEvent.recipientProcessId = recipient.processId
      duplicateEvent.recipientStartUs = recipient.startUs
      actor.counters.handleDuplicate += 1
      recorder.record(duplicateEvent, Math.max(actor.createdUs, source.createdUs, recipient.createdUs, object.createdUs))
    },
  }
}

function createRegistryEvents({ recorder, random }: ActivityEventsOptions): Pick<ActivityEvents, 'registryOperation'> {
  const event = newEvent.registry_operation()

  return {
    registryOperation(actor, change) {
      event.processId = actor.processId
      event.processStartUs = actor.startUs
      event.threadId = anyThread(actor, random)
      event.operation = change.operation
      event.keyPath = change.keyPath
      event.valueName = change.valueName
      event.newName = change.newName
      event.dataType = change.dataType
      event.dataLengthBytes = change.data?.length ?? null
      event.data = change.data
      actor.counters.registryOperation += 1
      recorder.record(event, actor.createdUs)
    },
  }
}

function anyThread(process: SimulatedProcess, random: Random): number | null {
  const { threadIds } = process
  return threadIds[random.below(threadIds.length)] ?? null
}

/** Eight bytes, little endian, written again for every event. */
function createAddress(): { readonly bytes: Uint8Array; set(high: number, low: number): void } {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  return {
    bytes,
    set(high, low) {
      view.setUint32(0, low >>> 0, true)
      view.setUint32(4, high, true)
    },
  }
}
