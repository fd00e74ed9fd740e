/** Reads event logs with the reader of the product, nothing else. */
import { createReadStream } from 'node:fs'

import { readEvtx } from '../../collector/src/sources/capture/readers/evtx/read-evtx.ts'
import { reportReading } from './report-reading.ts'

await reportReading(async (path) => {
  let records = 0
  const sink = {
    record: () => (records += 1),
    refuse: (reason: string, message: string) => process.stderr.write(`${reason}: ${message}\n`),
  }
  for await (const _bytes of readEvtx(createReadStream(path, { highWaterMark: 256 * 1024 }), sink, () => undefined));
  return records
})
