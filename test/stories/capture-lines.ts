import { statSync } from 'node:fs'

import { openFile } from '../../collector/src/sources/capture/containers/open-file.ts'

const limits = { maxLineBytes: 2 ** 25, maxExpandedBytes: 2 ** 33, maxExpansionRatio: 200 }

/** The JSON lines of every capture in an archive. */
export async function captureLines(path: string): Promise<string[]> {
  const { size: sizeBytes, mtimeMs } = statSync(path)
  const lines: string[] = []
  const file = { path, sizeBytes, modifiedUs: Math.round(mtimeMs * 1000), isNamed: true }
  for await (const member of openFile(file, { limits, onBytesRead: () => undefined })) {
    if ('error' in member) throw new Error(`${member.path}: ${member.error}`)
    const chunks: Buffer[] = []
    for await (const chunk of member.content.chunks()) chunks.push(chunk)
    lines.push(
      ...Buffer.concat(chunks)
        .toString()
        .split('\n')
        .filter((line) => line.trim() !== ''),
    )
  }
  return lines
}
