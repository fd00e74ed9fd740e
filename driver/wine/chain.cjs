/*
 * Runs under Windows Node in Wine: koffi -> win11mon_callbacks.dll -> device -> driver, and the export driver to fire.
 * Usage: node chain.cjs DIRECTORY RESULT_FILE MODE [ROUNDS], all paths as Windows sees them. Writes one JSON object.
 */
const fs = require('node:fs')
const path = require('node:path')
const { spawnSync } = require('node:child_process')
const koffi = require('koffi')

const [directory, resultFile, mode, roundsText] = process.argv.slice(2)
const client = koffi.load(path.join(directory, 'win11mon_callbacks.dll'))
const kernel = koffi.load('kernel32.dll')
const open = client.func('int32_t Mon_CbOpen(uint32_t access, _Out_ void **handle)')
const close = client.func('void Mon_CbClose(void *handle)')
const getStats = client.func('int32_t Mon_CbGetStats(void *handle, _Out_ uint8_t *statistics)')
const getEvents = client.func(
  'int32_t Mon_CbGetEvents(void *handle, uint8_t *input, _Out_ uint8_t *buffer, uint32_t bytes, _Out_ uint32_t *returned)',
)
const setConfig = client.func('int32_t Mon_CbSetConfig(void *handle, uint8_t *config, uint32_t bytes)')
const cancel = client.func('void Mon_CbCancel(void *handle)')
const systemError = client.func('uint32_t Mon_CbGetSystemError(void *handle)')
const createFile = kernel.func(
  'void *CreateFileA(str name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)',
)
const deviceIoControl = kernel.func(
  'int DeviceIoControl(void *device, uint32_t code, uint8_t *input, uint32_t inputBytes, _Out_ uint8_t *output, uint32_t outputBytes, _Out_ uint32_t *returned, void *overlapped)',
)
const getLastError = kernel.func('uint32_t GetLastError()')
const closeHandle = kernel.func('int CloseHandle(void *handle)')

const batchHeaderBytes = 80
const statisticsBytes = 968
const firstKind = 64
const kindCount = 11
const scanKind = 72
const longestWaitMs = 60_000
const busyResult = 3

function openDriver(access = 3) {
  const out = [null]
  const result = open(access, out)
  if (result !== 0) throw new Error(`Mon_CbOpen: ${result}`)
  return out[0]
}

function statistics(handle) {
  const buffer = Buffer.alloc(statisticsBytes)
  const result = getStats(handle, buffer)
  if (result !== 0) throw new Error(`Mon_CbGetStats: ${result}, system error ${systemError(handle)}`)
  const callbacks = Array.from({ length: 5 }, (_, index) => ({
    isRegistered: buffer[40 + index * 8] === 1,
    routine: buffer[41 + index * 8],
    status: (buffer.readInt32LE(44 + index * 8) >>> 0).toString(16),
  }))
  const kinds = Array.from({ length: kindCount }, (_, index) => {
    const at = 240 + index * 48
    return { observed: Number(buffer.readBigUInt64LE(at)), written: Number(buffer.readBigUInt64LE(at + 8)) }
  })
  return { callbacks, kinds, acknowledged: Number(buffer.readBigUInt64LE(784)), securityStatus: buffer.readInt32LE(912) }
}

function readInput(acknowledged, waitMs) {
  const input = Buffer.alloc(48)
  input.writeBigUInt64LE(BigInt(acknowledged), 8)
  input.writeUInt32LE(waitMs, 32)
  return input
}

const buffer = Buffer.alloc(1 << 20)
/** koffi keeps no reference to the memory of an asynchronous call: what it reads and writes has to be held here until it ends. */
const waitMemory = { input: Buffer.alloc(48), output: Buffer.alloc(4096) }

/** One read: sequences and kinds of what came. */
function readBatch(handle, acknowledged, waitMs = 0) {
  const returned = [0]
  const result = getEvents(handle, readInput(acknowledged, waitMs), buffer, buffer.length, returned)
  if (result !== 0) throw new Error(`Mon_CbGetEvents: ${result}, system error ${systemError(handle)}`)
  const records = []
  let at = batchHeaderBytes
  while (at < buffer.readUInt32LE(8)) {
    records.push({ kind: buffer.readUInt16LE(at + 4), sequence: Number(buffer.readBigUInt64LE(at + 16)) })
    at += buffer.readUInt32LE(at)
  }
  return records
}

/** Reads until nothing comes, acknowledging as it goes; fails on any hole in the sequence. */
function drain(handle, from) {
  const kinds = Array(kindCount).fill(0)
  let last = from
  // A new session cannot acknowledge: it has not seen the boot id. It starts at the oldest record that is not.
  let acknowledged = 0
  for (;;) {
    const records = readBatch(handle, acknowledged)
    if (records.length === 0) return { kinds, last }
    for (const { kind, sequence } of records) {
      if (sequence !== last + 1) throw new Error(`sequence ${sequence} after ${last}`)
      last = sequence
      kinds[kind - firstKind] += 1
    }
    acknowledged = last
  }
}

function fire(rounds, flags = 0) {
  const device = createFile('\\\\.\\Win11MonitorFire', 0xc0000000, 3, null, 3, 0, null)
  const input = Buffer.alloc(8)
  const output = Buffer.alloc(8)
  const returned = [0]
  input.writeUInt32LE(rounds, 0)
  input.writeUInt32LE(flags, 4)
  const isDone = deviceIoControl(device, 0x00222400, input, 8, output, 8, returned, null)
  const error = isDone ? 0 : getLastError()
  closeHandle(device)
  if (error !== 0) throw new Error(`fire: error ${error}`)
  return { registeredMask: output.readUInt32LE(0), fired: output.readUInt32LE(4) }
}

/** The contract of the control codes by Win32 error, below the library. */
function errorCodes() {
  const device = createFile('\\\\.\\Win11MonitorMgr', 0x80000000, 3, null, 3, 0, null)
  const attempt = (code, inputBytes, outputBytes) => {
    const returned = [0]
    const isDone = deviceIoControl(device, code, Buffer.alloc(64), inputBytes, Buffer.alloc(4096), outputBytes, returned, null)
    return isDone ? 0 : getLastError()
  }
  const codes = {
    shortStatistics: attempt(0x226180, 0, 10),
    shortInput: attempt(0x226184, 10, 4096),
    shortOutput: attempt(0x226184, 48, 10),
    unknownCode: attempt(0x22618c, 0, 0),
    writeWithoutAccess: attempt(0x22a188, 64, 0),
  }
  closeHandle(device)
  return codes
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Starts a read on another thread and returns when the driver has it, which is so when it refuses a second one. */
async function startWaitingRead(handle, acknowledged) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    let isSettled = false
    waitMemory.input = readInput(acknowledged, longestWaitMs)
    const result = new Promise((resolve, reject) =>
      getEvents.async(handle, waitMemory.input, waitMemory.output, waitMemory.output.length, [0], (error, code) => {
        isSettled = true
        return error ? reject(error) : resolve(code)
      }),
    )
    while (!isSettled) {
      await sleep(50)
      const isRefused = getEvents(handle, readInput(0, 0), buffer, buffer.length, [0]) === busyResult
      if (isRefused && !isSettled) return { result }
    }
    // The second one came first, and this one was refused.
    if ((await result) !== busyResult) throw new Error(`a waiting read returned ${await result}`)
  }
  throw new Error('no read ever waited')
}

const modes = {
  /** The unchanged product: loads, tells the truth, keeps its contract. */
  product() {
    const handle = openDriver()
    const before = statistics(handle)
    // The round over the running processes may have begun.
    const records = readBatch(handle, 0, 20).filter(({ kind }) => kind !== scanKind)
    close(handle)
    return { before, readCount: records.length, errors: errorCodes() }
  },
  /** Fires and reads everything. */
  chain(rounds) {
    const handle = openDriver()
    const fired = fire(rounds)
    const startMs = performance.now()
    const read = drain(handle, 0)
    const milliseconds = performance.now() - startMs
    const after = statistics(handle)
    close(handle)
    return { fired, read, kinds: after.kinds, callbacks: after.callbacks, milliseconds }
  },
  /** A reader is killed after it has read and before it acknowledges; the next one gets everything. */
  kill(rounds) {
    const observer = openDriver()
    const before = statistics(observer)
    const fired = fire(rounds)
    const victim = spawnSync(process.execPath, [__filename, directory, resultFile + '.victim', 'victim'], {
      stdio: 'ignore',
      timeout: 300_000,
    })
    const victimRead = Number(fs.readFileSync(resultFile + '.victim', 'utf8'))
    const read = drain(observer, before.acknowledged)
    const after = statistics(observer)
    const kinds = after.kinds.map((kind, index) => ({ observed: kind.observed - before.kinds[index].observed }))
    close(observer)
    return { fired, read, kinds, firedFrom: before.acknowledged, victimRead, victimStatus: victim.status ?? victim.signal }
  },
  victim() {
    const handle = openDriver(1)
    const records = readBatch(handle, 0)
    fs.writeFileSync(resultFile, String(records.length))
    process.kill(process.pid, 'SIGKILL')
  },
  /** A process that lives on is scanned; a waiting read returns with the result, unless the machine was so slow that it came before. */
  scan() {
    const handle = openDriver()
    fire(1, 1)
    let { last, kinds } = drain(handle, 0)
    const scans = Array(kinds[scanKind - firstKind]).fill(scanKind)
    while (scans.length === 0) {
      const records = readBatch(handle, last, longestWaitMs)
      if (records.length === 0) throw new Error('no result of a scan')
      last = records.at(-1).sequence
      scans.push(...records.map(({ kind }) => kind))
    }
    close(handle)
    return { scans }
  },
  /** A waiting call is cancelled from the main thread; a configuration is refused and accepted. */
  async wait() {
    const handle = openDriver()
    const { last } = drain(handle, statistics(handle).acknowledged)
    const waiting = await startWaitingRead(handle, last)
    const whileWaiting = statistics(handle).securityStatus
    cancel(handle)
    const cancelled = await waiting.result
    const refused = setConfig(handle, Buffer.alloc(96), 96)
    close(handle)
    return { whileWaiting, cancelled, refused }
  },
}

async function main() {
  const result = await modes[mode](Number(roundsText ?? 0))
  if (result !== undefined) fs.writeFileSync(resultFile, JSON.stringify(result))
}

main().catch((error) => {
  fs.writeFileSync(resultFile, JSON.stringify({ error: String(error.stack) }))
  process.exitCode = 1
})
