/** What reading event logs costs with the library: every record is rendered to XML and parsed. */
import { readFileSync } from 'node:fs'

import { readWithLibrary } from '../../collector/test/sources/capture/readers/evtx/library-reading.ts'
import { reportReading } from './report-reading.ts'

await reportReading((path) => {
  let records = 0
  for (const { system } of readWithLibrary(readFileSync(path))) records += system['EventID'] === undefined ? 0 : 1
  return Promise.resolve(records)
})
