import { expect, test } from 'vitest'

import { begin, createHost, type Host } from '../../../../src/sources/simulator/model/host.ts'
import { discover, exit, launch, living } from '../../../../src/sources/simulator/model/process-life.ts'
import { hasEnded, type SimulatedProcess } from '../../../../src/sources/simulator/model/simulated-process.ts'
import { applications } from '../../../../src/sources/simulator/windows/application-programs.ts'
import { systemPrograms } from '../../../../src/sources/simulator/windows/system-programs.ts'

interface World {
  readonly host: Host
  readonly root: SimulatedProcess
  /** Kinds of the events so far. */
  readonly kinds: string[]
}

function aWorld(): World {
  const kinds: string[] = []
  const host = createHost({
    seed: 'life',
    index: 0,
    bootTimeUs: 1_000_000,
    eventsPerSecond: 50,
    sink: (event) => void kinds.push(event.kind),
  })
  return { host, root: discover(host, systemPrograms.system, { parent: null }), kinds }
}

function pass(host: Host, untilUs = Infinity): void {
  while (host.agenda.size > 0 && host.agenda.nextUs <= untilUs) host.agenda.step()
}

test('a process comes with its libraries and threads, and ends after them', () => {
  const { host, root, kinds } = aWorld()
  const process = launch(host, applications.notepad, { parent: root })
  pass(host)
  exit(host, process)
  pass(host)
  const { libraries, threads } = applications.notepad
  expect(kinds.slice(0, 2)).toEqual(['process_snapshot', 'process_create'])
  expect(kinds.filter((kind) => kind === 'image_load')).toHaveLength(libraries.length + 1)
  expect(kinds.filter((kind) => kind === 'thread_create')).toHaveLength(threads)
  expect(kinds.filter((kind) => kind === 'thread_terminate')).toHaveLength(threads + 1)
  expect(kinds.at(-1)).toBe('process_terminate')
  expect(hasEnded(process)).toBe(true)
})

test('an end that comes twice happens once', () => {
  const { host, root, kinds } = aWorld()
  const process = launch(host, applications.whoami, { parent: root })
  begin(host, living(host, process, 5_000_000))
  pass(host, 3_000_000)
  exit(host, process)
  pass(host)
  expect(kinds.filter((kind) => kind === 'process_terminate')).toHaveLength(1)
})

test('a process that ends during its start stops loading libraries', () => {
  const { host, root, kinds } = aWorld()
  const process = launch(host, applications.word, { parent: root })
  pass(host, host.agenda.nowUs + 2_500)
  exit(host, process)
  pass(host)
  expect(kinds.filter((kind) => kind === 'image_load').length).toBeLessThan(applications.word.libraries.length)
})

test('a process that has ended cannot become a parent', () => {
  const { host, root } = aWorld()
  const parent = launch(host, applications.commandPrompt, { parent: root })
  exit(host, parent)
  pass(host)
  expect(() => launch(host, applications.whoami, { parent })).toThrow('has ended')
})
