import fc from 'fast-check'
import { expect, test } from 'vitest'

import { aTree, permuted } from '../builders.ts'
import { type Character, type Deed, Story, deeds, kernel } from './a-story.ts'
import { shown } from './shown.ts'

const numRuns = Number(process.env['WIN11MON_PROPERTY_RUNS'] ?? 300)
const system32 = 'C:\\Windows\\System32\\'

function aCharacter(processId: number, image: string, parent: Character | null = null): Character {
  return { processId, image, parent }
}

/** Processes that ran before anything was recorded, and go on. */
function aHost(offset = 0): { readonly smss: Character; readonly system: Character[]; readonly people: Character[] } {
  const smss = aCharacter(340 + offset, `${system32}smss.exe`, kernel)
  const wininit = aCharacter(500 + offset, `${system32}wininit.exe`, smss)
  const services = aCharacter(620 + offset, `${system32}services.exe`, wininit)
  const lsass = aCharacter(640 + offset, `${system32}lsass.exe`, wininit)
  const people = ['explorer.exe', 'app.exe', 'tool.exe', 'mail.exe', 'chat.exe', 'edit.exe'].map((name, index) =>
    aCharacter(2000 + 4 * index + 10 * offset, `C:\\Apps\\${name}`),
  )
  return { smss, system: [wininit, services, lsass], people }
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

const seconds = fc.integer({ min: 0, max: 600_000 }).map((milliseconds) => milliseconds / 1000)
const lagSeconds = fc.integer({ min: 0, max: 500 }).map((milliseconds) => milliseconds / 1000)
const deed = fc.constantFrom<Deed[]>(...deeds)

const accesses = fc.array(fc.tuple(seconds, fc.nat(20), fc.nat(20)), { minLength: 20, maxLength: 60 })
const copies = fc.array(
  fc.record({
    when: seconds,
    which: fc.nat(2),
    how: fc.constantFrom<Copy['how'][]>('seen', 'started', 'forged', 'cloned'),
    mentions: fc.nat(3),
  }),
  { minLength: 1, maxLength: 6 },
)

interface Copy {
  readonly when: number
  readonly which: number
  readonly how: 'seen' | 'started' | 'forged' | 'cloned'
  readonly mentions: number
}

function tellCopy(
  story: Story,
  { system, people }: Omit<ReturnType<typeof aHost>, 'smss'>,
  { when, which, how, mentions }: Copy,
  pid: number,
): void {
  const real = pick(system, which)
  const actor = pick(people, which)
  const parent = { seen: null, started: actor, forged: real.parent, cloned: real }[how]
  // A parent that nobody saw would be a process more.
  const isKnownParent = parent !== null && [...people, ...system].includes(parent)
  const copy = aCharacter(pid, real.image, isKnownParent ? parent : null)
  if (isKnownParent) story.create(when, copy)
  else story.opens(when, actor, copy)
  for (let mention = 1; mention <= mentions; mention += 1) story.opens(when + mention, pick(people, mention), copy)
}

test('whoever copies system processes, at any time and by any means, makes no boot and cuts no process in two', () => {
  fc.assert(
    fc.property(accesses, copies, (daily, made) => {
      const { system, people } = aHost()
      const story = new Story()
      // Whoever goes on is seen at both ends of the story.
      for (const when of [-1, 601]) for (const one of [...people, ...system]) story.opens(when, kernel, one)
      for (const [when, actor, object] of daily) {
        const [one, other] = [pick(people, actor), pick([...people, ...system], object)]
        if (one !== other) story.opens(when, one, other)
      }
      for (const [index, copy] of made.entries()) tellCopy(story, { system, people }, copy, 6000 + 4 * index)
      const tree = story.tree()
      expect(tree.bootTimesUs).toEqual([])
      expect(story.contradictions(tree)).toEqual([])
    }),
    { numRuns },
  )
})

const lives = fc.array(
  fc.record({
    pid: fc.nat(3),
    lag: lagSeconds,
    before: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), deed), { maxLength: 4 }),
    lasts: fc.integer({ min: 600, max: 9_000 }).map((milliseconds) => milliseconds / 1000),
    pause: fc.integer({ min: 1, max: 400 }).map((milliseconds) => milliseconds / 1000),
    isEndSeen: fc.boolean(),
    isShort: fc.boolean(),
    child: fc.option(fc.record({ after: lagSeconds, lag: lagSeconds }), { nil: null }),
  }),
  { minLength: 1, maxLength: 8 },
)

test('a create that is stamped after what the process did first doubles no process, though pids are used again at once', () => {
  fc.assert(
    fc.property(lives, fc.array(fc.nat(), { maxLength: 40 }), (told, picks) => {
      const { people } = aHost()
      const [explorer, app] = [pick(people, 0), pick(people, 1)]
      const story = new Story()
      const free = [0, 0, 0, 0]
      story.opens(0, explorer, app)
      for (const [index, { pid, lag, before, lasts, pause, isEndSeen, isShort, child }] of told.entries()) {
        const startedAt = (free[pid] ?? 0) + pause
        const stampedAt = startedAt + lag
        const life = aCharacter(700 + 4 * pid, `C:\\Apps\\${index}.exe`, explorer)
        for (const [share, what] of before) {
          // Without an image, what comes within the skew of an exit is as likely of the process that ended.
          const isTold = what !== 'gets_thread' || free[pid] === 0
          if (isTold) story.does(startedAt + share * lag, life, what, app)
        }
        story.create(stampedAt, life)
        const endedAt = isShort ? startedAt + lag * 0.9 : startedAt + lasts
        if (child !== null && !isShort) {
          // Stamped when the pid has another life already, its parent could not be told from a process that nobody saw.
          const childAt = Math.min(startedAt + child.after + child.lag, endedAt)
          story.create(childAt, aCharacter(5000 + 4 * index, `C:\\Apps\\child-${index}.exe`, life))
        }
        if (isEndSeen || isShort) story.end(endedAt, life)
        free[pid] = Math.max(endedAt, stampedAt)
      }
      const tree = aTree(permuted(story.events, picks))
      expect(story.contradictions(tree)).toEqual([])
    }),
    { numRuns },
  )
})

const stepSeconds = fc.integer({ min: 1, max: 30_000 }).map((milliseconds) => milliseconds / 1000)

test('a clock that is set back between a parent and its child costs no parent and doubles no process', () => {
  const after = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(5), deed), { maxLength: 8 })
  fc.assert(
    fc.property(stepSeconds, after, lagSeconds, fc.boolean(), (step, deedsAfter, until, ends) => {
      const { people } = aHost()
      const explorer = pick(people, 0)
      const parent = aCharacter(5000, 'C:\\Apps\\parent.exe', explorer)
      const child = aCharacter(6000, 'C:\\Apps\\child.exe', parent)
      const story = new Story()
      story.opens(0, explorer, pick(people, 1))
      story.create(40, parent)
      for (const [later, , what] of deedsAfter) story.does(40 + later * until * 0.8, parent, what, explorer)
      story.clockSeconds = -step
      story.create(43, child)
      for (const [later, who, what] of deedsAfter) story.does(44 + later, who % 2 === 0 ? parent : child, what, explorer)
      if (ends) for (const one of [child, parent]) story.end(50, one)
      expect(story.contradictions(story.tree())).toEqual([])
    }),
    { numRuns },
  )
})

const evidence = ['kernel', 'system', 'pids'] as const

test('a real boot ends every process, whichever evidence of it was recorded', () => {
  fc.assert(
    fc.property(fc.constantFrom(...evidence), accesses, fc.integer({ min: 5, max: 4000 }), (what, daily, silence) => {
      const [before, after] = [aHost(), aHost(36)]
      const story = new Story()
      const day = (start: number, { people, system }: ReturnType<typeof aHost>): void => {
        for (const one of [...people, ...system]) story.opens(start, kernel, one)
        for (const [when, actor, object] of daily) {
          const [one, other] = [pick(people, actor), pick([...people, ...system], object)]
          if (one !== other) story.opens(start + when / 4, one, other)
        }
      }
      day(0, before)
      const bootAt = 151 + silence
      if (what === 'kernel') story.create(bootAt, after.smss)
      if (what === 'system') for (const [index, one] of after.system.entries()) story.create(bootAt + 1 + index / 10, one)
      day(bootAt + 5, after)
      const tree = story.tree()
      expect(tree.bootTimesUs).toHaveLength(1)
      for (const { processId } of [...before.people, ...before.system]) {
        const ofPid = [...tree.processes()].filter((node) => node.processId === processId)
        expect(ofPid.some(({ endCause }) => endCause === 'reboot')).toBe(true)
      }
    }),
    { numRuns },
  )
})

test('copies, late creates, a clock that is set back and a boot give the same tree in any order', () => {
  fc.assert(
    fc.property(copies, lives, stepSeconds, fc.array(fc.nat(), { maxLength: 80 }), (made, told, step, picks) => {
      const [before, after] = [aHost(), aHost(36)]
      const story = new Story()
      for (const one of [...before.people, ...before.system]) story.opens(0, kernel, one)
      for (const [index, { pid, lag, lasts, pause }] of told.entries()) {
        if (index === 2) story.clockSeconds = -step
        const life = aCharacter(700 + 4 * pid, `C:\\Apps\\${index % 3}.exe`, pick(before.people, index))
        story.does(index + pause, life, 'image_load', kernel)
        story.create(index + pause + lag, life)
        story.end(index + lasts, life)
      }
      for (const [index, { when, which }] of made.entries()) {
        story.opens(when / 20, pick(before.people, index), aCharacter(6000 + 4 * index, pick(before.system, which).image))
      }
      story.create(100, after.smss)
      for (const one of [...after.people, ...after.system]) story.opens(101, kernel, one)
      const { events } = story
      const other = aTree()
      for (const event of permuted(events, picks)) {
        other.observe(event, 'stream')
        if (event.sequence % 3 === 0) other.settle()
      }
      other.settle()
      expect([...other.processes()].map(shown).toSorted(byId)).toEqual([...story.tree().processes()].map(shown).toSorted(byId))
    }),
    { numRuns },
  )
})

function byId(left: object, right: object): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1
}
