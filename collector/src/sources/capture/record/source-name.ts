/** The channel in Splunk's name of a source, `XmlWinEventLog:Security`; undefined when it is another text. */
export function channelOfSource(source: unknown): string | undefined {
  return typeof source === 'string' ? /^(?:Xml)?WinEventLog:(.+)$/i.exec(source)?.[1] : undefined
}
