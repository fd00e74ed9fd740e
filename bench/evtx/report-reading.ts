import { eventLogsIn } from './workload.ts'

export interface Reading {
  readonly records: number
  /** User and system time of all threads, without what starting Node and loading the code took. */
  readonly cpuSeconds: number
}

/** Reads every event log of the directory that the command line names and prints what it took. */
export async function reportReading(read: (path: string) => Promise<number>): Promise<void> {
  const paths = eventLogsIn(process.argv[2] ?? '')
  const start = process.cpuUsage()
  let records = 0
  for (const path of paths) records += await read(path)
  const { user, system } = process.cpuUsage(start)
  process.stdout.write(JSON.stringify({ records, cpuSeconds: (user + system) / 1e6 } satisfies Reading))
}
