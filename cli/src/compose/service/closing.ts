import type { Logger } from '@win11mon/pipeline'

interface Closable {
  close(): Promise<void>
}

/** Notes what is to be closed, and returns it. */
export type Opened = <Thing extends Closable>(thing: Thing) => Thing

/** Runs a service and closes what it opened, in reverse, however it ends. */
export async function closingAll(log: Logger, run: (opened: Opened) => Promise<void>): Promise<void> {
  const things: Closable[] = []
  const opened: Opened = (thing) => {
    things.push(thing)
    return thing
  }
  try {
    await run(opened)
  } finally {
    for (const thing of things.toReversed()) {
      await thing.close().catch((error: unknown) => log.warn({ reason: String(error) }, 'Closing failed.'))
    }
  }
}
