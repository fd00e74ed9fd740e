import { posix } from 'node:path'

import type { Repository } from '../repository.ts'
import { importSpecifiers } from './import-specifiers.ts'

/** Which rooms a room may import. Whoever is not listed here (bench, scripts, test) may import every room. */
const allowedRooms: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  pipeline: ['schemas'],
  collector: ['schemas', 'pipeline'],
  enricher: ['schemas', 'pipeline'],
  console: ['schemas', 'pipeline'],
  cli: ['schemas', 'pipeline', 'collector', 'enricher', 'console'],
}

/**
 * Imports that go against the direction of the rooms, whether they name the package or walk there with `../`. A room reaches
 * another through its package only, so that what the other exports is all that is known of it.
 */
export function importDirectionProblems(repository: Repository): string[] {
  const rooms = new Set(repository.paths.filter((path) => path.includes('/')).map(roomOf))
  return repository.paths.filter(isSource).flatMap((path) =>
    importSpecifiers(repository.read(path)).flatMap(({ line, specifier }) => {
      const problem = directionProblem(path, specifier, rooms)
      return problem === undefined ? [] : [`${path}:${line}: imports ${specifier}: ${problem}`]
    }),
  )
}

function directionProblem(path: string, specifier: string, rooms: ReadonlySet<string>): string | undefined {
  const room = roomOf(path)
  const target = targetRoom(path, specifier)
  if (target === room || target === undefined) return undefined
  if (specifier.startsWith('.') && rooms.has(target))
    return room in allowedRooms ? `use the package of ${target}, not its files.` : undefined
  const allowed = allowedRooms[room]
  if (allowed === undefined || allowed.includes(target)) return undefined
  return `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}.`
}

function targetRoom(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return roomOf(posix.normalize(posix.join(posix.dirname(path), specifier)))
  return /^@win11mon\/(?<room>[^/]+)/u.exec(specifier)?.groups?.['room']
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function isSource(path: string): boolean {
  return /\.[cm]?tsx?$/u.test(path)
}
