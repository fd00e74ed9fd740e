import { processName } from '../report/process-name.ts'
import { type EventLine, type Party } from '../store/event-line.ts'
import { hostText } from '../store/host-names.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { cutEnd, cutMiddle, pad, widthOf } from '../terminal/width.ts'

export interface LineLayout {
  readonly screen: Screen
  /** Several hosts may come. */
  readonly showsHost: boolean
  readonly showsIds: boolean
  /** The date stands on a line of its own, above the first event of a day. */
  readonly splitsDays: boolean
}

const actionWidth = 18
const leastWhat = 12

/** Draws events one by one, in columns of fixed width, as nobody knows what is still to come. */
export function createLineDrawing({ screen, showsHost, showsIds, splitsDays }: LineLayout): (line: EventLine) => string[] {
  const { dim, bold, cyan } = screen.colours
  // On a narrow screen names give way, so that what happened has room.
  const hostWidth = Math.min(14, Math.floor(screen.columns / 10))
  const processWidth = Math.min(26, Math.floor(screen.columns / 5))
  let day = ''
  return (line) => {
    const [date = '', clock = ''] = line.time.slice(0, 23).split('T')
    const heading = splitsDays && date !== day ? [bold(date)] : []
    day = date
    const host = showsHost ? [pad(cutEnd(sanitize(shortName(hostText(line.host))), hostWidth), hostWidth)] : []
    const head = [
      dim(splitsDays ? clock : `${date} ${clock}`),
      ...host,
      pad(cutMiddle(partyText(line.process), processWidth), processWidth),
      cyan(pad(line.kind, actionWidth)),
    ].join('  ')
    const object = line.object === null ? '' : `→ ${partyText(line.object)}  `
    const id = showsIds ? `  ${line.id}` : ''
    const room = Math.max(screen.columns - widthOf(head) - 2 - widthOf(id), leastWhat)
    // Of a path the end says most, of a command line and of rights the start.
    const cut = isPath(line) ? cutMiddle : cutEnd
    const text = cut(`${object}${sanitize(line.what)}`.trimEnd(), room)
    return [...heading, `${head}  ${text}${dim(sanitize(id))}`.trimEnd()]
  }
}

function isPath({ kind, object, what }: EventLine): boolean {
  return kind !== 'process_create' && object === null && /^(?:\w+ )?(?:[A-Z]:|\\|HK)/i.test(what)
}

function partyText(party: Party | null): string {
  return party === null ? '–' : processName(party)
}

function shortName(name: string): string {
  return name.split('.')[0] ?? name
}
