// Drives the client library over the simulation through koffi, as the collector's native transport does.
const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const path = require('node:path')

const cache = execFileSync(path.join(__dirname, 'fetch-foreign-node.sh'), { encoding: 'utf8' }).trim()
const koffi = require(path.join(cache, 'host/node_modules/koffi'))
const library = koffi.load(path.join(__dirname, '../build/plain/libwin11mon_callbacks.so'))
const loadDriver = library.func('int32_t sim_load_driver()')
const unloadDriver = library.func('void sim_unload_driver()')
const fireThreadExit = library.func('void sim_fire_thread_exit(uint32_t process, uint32_t thread)')
const open = library.func('int32_t Mon_CbOpen(uint32_t access, _Out_ void **handle)')
const close = library.func('void Mon_CbClose(void *handle)')
const getEvents = library.func(
  'int32_t Mon_CbGetEvents(void *handle, uint8_t *input, _Out_ uint8_t *buffer, uint32_t bytes, _Out_ uint32_t *returned)',
)

const eventCount = 20_000
const out = [null]
assert.equal(loadDriver(), 0)
assert.equal(open(1, out), 0)
for (let index = 0; index < eventCount; index += 1) fireThreadExit(4, 8)
const input = Buffer.alloc(48)
const buffer = Buffer.alloc(1 << 20)
let read = 0
for (;;) {
  assert.equal(getEvents(out[0], input, buffer, buffer.length, [0]), 0)
  if (buffer.readUInt32LE(12) === 0) break
  read += buffer.readUInt32LE(12)
  input.writeBigUInt64LE(buffer.readBigUInt64LE(48), 8)
}
close(out[0])
unloadDriver()
assert.equal(read, eventCount)
console.log('ok - 20,000 events are fired and read through koffi')
console.log('1 passed, 0 failed, 0 skipped')
