/** The least that anything must do with such a capture: unzip the first file and parse every line. Prints the number of lines. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

import yauzl from 'yauzl'

const path = process.argv[2]
if (path === undefined) throw new Error('Give the path of a zip file.')
process.stdout.write(`${await countLines(await openFirstFile(path))}\n`)

async function openFirstFile(zipPath: string): Promise<Readable> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(zipPath, { lazyEntries: true })
  return new Promise((resolve, reject) => {
    zip.once('error', reject)
    zip.once('entry', (entry: yauzl.Entry) => zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))))
    zip.readEntry()
  })
}

async function countLines(stream: Readable): Promise<number> {
  let lines = 0
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (typeof JSON.parse(line) === 'object') lines += 1
  }
  return lines
}
