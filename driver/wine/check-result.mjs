// Checks what chain.cjs wrote. Usage: node check-result.mjs MODE RESULT_FILE; exit code 1 when it is not as it should be.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'

const [mode, file] = process.argv.slice(2)
/** Records of one round, by kind: the ten callbacks and, at exit, the profile. */
const perRound = [1, 1, 1, 1, 1, 2, 1, 2, 0, 1, 0]

function checkFired({ fired, read, kinds }) {
  const rounds = fired.fired / 10
  assert.equal(fired.registeredMask, 0x1f, 'all five callbacks are registered')
  perRound.forEach((count, kind) => {
    if (kind === 8) return
    assert.equal(kinds[kind].observed, rounds * count, `kind ${kind} observed`)
    assert.equal(read.kinds[kind], rounds * count, `kind ${kind} read`)
  })
}

const checks = {
  product({ before, readCount, errors }) {
    assert.equal(
      before.callbacks.slice(0, 4).every((callback) => callback.isRegistered),
      true,
    )
    assert.equal(before.callbacks[2].routine, 1, 'falls back to the plain image routine')
    assert.equal(before.callbacks[4].isRegistered, false)
    assert.equal(before.callbacks[4].status, 'c0000002', 'says why the registry callback is missing')
    assert.equal(before.securityStatus, 0)
    assert.equal(readCount, 0)
    assert.deepEqual(errors, { shortStatistics: 122, shortInput: 24, shortOutput: 122, unknownCode: 1, writeWithoutAccess: 5 })
    return 'the unchanged driver loads in Wine, tells which callbacks registered and keeps its contract'
  },
  chain(result) {
    assert.equal(result.fired.fired, 20000)
    checkFired(result)
    return `20,000 events of every kind fired and read through node, koffi and the library, none lost (${result.milliseconds.toFixed(0)} ms)`
  },
  kill(result) {
    assert.equal(result.victimRead, result.read.last - result.firedFrom, 'the killed reader had read everything')
    checkFired(result)
    return 'a reader killed between read and acknowledgement loses nothing: every event is delivered again'
  },
  scan({ scans }) {
    assert.deepEqual(scans, [72])
    return 'CB-I03 a process that lives is scanned, and a waiting read returns with the result'
  },
  wait({ whileWaiting, cancelled, refused }) {
    assert.deepEqual({ whileWaiting, cancelled, refused }, { whileWaiting: 0, cancelled: 6, refused: 7 })
    return 'a waiting read leaves statistics working and can be cancelled; a configuration of another version is refused'
  },
}

try {
  assert.ok(existsSync(file), 'the script wrote no result')
  const result = JSON.parse(readFileSync(file, 'utf8'))
  assert.equal(result.error, undefined, result.error)
  console.log(`ok - ${checks[mode](result)}`)
} catch (error) {
  console.log(`not ok - ${mode}: ${error.message.replaceAll('\n', ' ')}`)
  process.exitCode = 1
}
