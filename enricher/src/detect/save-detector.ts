import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import type { Detector } from './detector.ts'
import type { WindowItem } from './time-window.ts'

/** What waits, and what the rules remember. */
export function writeDetector(writer: StateWriter, detector: Detector): void {
  writer.list(detector.waiting, ({ event, bootId }) => {
    writer.text(bootId)
    writer.event(event)
  })
  writer.list(detector.windows(), ([name, window]) => {
    writer.text(name)
    writer.list(window.entries(), ({ actor, object, items }) => {
      writer.text(actor)
      writer.text(object)
      writer.list(items, (item) => writeItem(writer, item))
    })
  })
}

export function readDetector(reader: StateReader, detector: Detector): void {
  detector.restore(
    reader.list(() => {
      const bootId = reader.text()
      return { bootId, event: reader.event() }
    }),
  )
  const windows = new Map(detector.windows())
  reader.list(() => {
    // A rule that is gone takes what it remembered with it.
    const window = windows.get(reader.text())
    reader.list(() => {
      const [actor, object] = [reader.text(), reader.text()]
      const items = reader.list(() => readItem(reader))
      window?.restore({ actor, object, items })
    })
  })
}

function writeItem(writer: StateWriter, item: WindowItem): void {
  writer.list(Object.entries(item), ([field, value]) => {
    writer.text(field)
    writer.scalar(value)
  })
}

function readItem(reader: StateReader): WindowItem {
  return Object.fromEntries(reader.list(() => [reader.text(), reader.scalar()] as const)) as unknown as WindowItem
}
