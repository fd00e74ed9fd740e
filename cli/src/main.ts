import { limitInlining } from './limit-inlining.ts'
import { processContext } from './process-context.ts'
import { run } from './program.ts'
import { keepHeapSmall } from './small-heap.ts'

limitInlining()
if (process.argv[2] === 'collect') keepHeapSmall()
// Set, not called: what is still to be written gets out before the process ends.
process.exitCode = await run(process.argv.slice(2), processContext())
