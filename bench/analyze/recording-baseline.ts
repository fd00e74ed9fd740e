/** What avsc's own reader of container files needs for the same recording. Prints the number of events. */
import avsc from 'avsc'

const path = process.argv[2]
if (path === undefined) throw new Error('Give the path of a recording.')
let events = 0
for await (const batch of avsc.createFileDecoder(path)) events += (batch as { events: unknown[] }).events.length
process.stdout.write(`${events}\n`)
