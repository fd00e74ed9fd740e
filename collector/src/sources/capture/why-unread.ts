import type { Content } from './containers/detect-format.ts'

const unpackAdvice = 'Unpack it and give what is in it'

const reasons: Readonly<Partial<Record<Content, string>>> = {
  empty: 'The file is empty.',
  '7z': `It is a 7-Zip archive, which is not read. ${unpackAdvice}: 7z x FILE.`,
  xz: `It is compressed with xz, which is not read. ${unpackAdvice}: xz -dk FILE.`,
  zstd: `It is compressed with Zstandard, which is not read. ${unpackAdvice}: zstd -dk FILE.`,
  bzip2: `It is compressed with bzip2, which is not read. ${unpackAdvice}: bzip2 -dk FILE.`,
  csv: 'It is a table (CSV), which has lost the names and parts of the values. Save the log from Event Viewer as .evtx or .xml, or with wevtutil epl.',
}

/** Why content of this kind cannot be read, and what to do instead. */
export function whyUnread(content: Content): string {
  return (
    reasons[content] ??
    'It is neither JSON, nor XML of Windows events, nor a Windows event log (EVTX), nor a recording of ours. Export the log as .evtx, .xml or JSON.'
  )
}
