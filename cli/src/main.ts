import { limitInlining } from './limit-inlining.ts'
import { processContext } from './process-context.ts'
import { run } from './program.ts'
import { keepHeapSmall } from './small-heap.ts'

limitInlining()
if (process.argv[2] === 'collect') keepHeapSmall()
// Set, not called: what is still to be written gets out before the process ends.
process.exitCode = await run(process.argv.slice(2), processContext())

/** A client of a server that died may leave a timer behind, for which a service would stay alive after its end. */
const leaveMs = 500
if (['collect', 'enrich', 'up', 'fleet-sim'].includes(process.argv[2] ?? '')) {
  setInterval(() => {
    if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit()
  }, leaveMs).unref()
}
