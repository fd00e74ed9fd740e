import { type Event, newEvent } from '@win11mon/schemas'

import type { HostTree } from '../../src/tree/host-tree.ts'
import type { ProcessReference } from '../../src/tree/marks.ts'
import { actorOf, objectOf, parentOf } from '../../src/tree/references.ts'
import { aHandleCreate, aProcessCreate, aProcessTerminate, aTree, at, numbered } from '../builders.ts'

/** A process of a story, whatever its host's records say of it. */
export interface Character {
  readonly processId: number
  readonly image: string
  readonly parent: Character | null
}

interface Told {
  readonly event: Event
  readonly actor: Character
  readonly object: Character | null
  readonly parent: Character | null
}

export type Deed = 'image_load' | 'registry' | 'opens' | 'is_opened' | 'gets_thread'
export const deeds: readonly Deed[] = ['image_load', 'registry', 'opens', 'is_opened', 'gets_thread']

export const kernel: Character = { processId: 4, image: 'System', parent: null }

/** What happens on a host, told by the records of Sysmon, beside what is true of it. Times are seconds; records come in the order of the telling. */
export class Story {
  readonly #told: Told[] = []
  /** Added to the stamp of everything that is told from now on. */
  clockSeconds = 0

  create(seconds: number, actor: Character): void {
    const { parent } = actor
    const times = { timeUs: this.#stamp(seconds), processStartUs: this.#stamp(seconds) }
    const names = { ...named(actor), parentProcessId: parent?.processId ?? null, parentExecutable: parent?.image ?? null }
    this.#tell(aProcessCreate({ ...times, ...names, sourceRecord: 'Sysmon/1#1' }), { actor, parent })
  }

  end(seconds: number, actor: Character): void {
    this.#tell(aProcessTerminate({ timeUs: this.#stamp(seconds), ...named(actor) }), { actor })
  }

  opens(seconds: number, actor: Character, object: Character): void {
    const { processId: objectProcessId, image: objectExecutable } = object
    this.#tell(aHandleCreate({ timeUs: this.#stamp(seconds), ...named(actor), objectProcessId, objectExecutable }), { actor, object })
  }

  does(seconds: number, actor: Character, deed: Deed, other: Character): void {
    const timeUs = this.#stamp(seconds)
    if (deed === 'opens') return this.opens(seconds, actor, other)
    if (deed === 'is_opened') return this.opens(seconds, other, actor)
    if (deed === 'image_load')
      return this.#tell({ ...newEvent.image_load(), timeUs, ...named(actor), imagePath: 'C:\\Windows\\x.dll' }, { actor })
    if (deed === 'registry') return this.#tell({ ...newEvent.registry_operation(), timeUs, ...named(actor), keyPath: 'HKLM\\X' }, { actor })
    // Sysmon does not know the image of a process that it has not got to yet.
    const thread = { ...newEvent.thread_create(), timeUs, ...named(other), objectProcessId: actor.processId, objectExecutable: null }
    return this.#tell(thread, { actor: other, object: actor })
  }

  get events(): Event[] {
    return numbered(this.#told.map(({ event }) => event))
  }

  tree(): HostTree {
    return aTree(this.#told.map(({ event }) => event))
  }

  /** What contradicts the story: references of one character that mean several processes, processes of several characters, wrong parents. */
  contradictions(tree: HostTree): string[] {
    const entityOf = new Map<Character, string>()
    const found: string[] = []
    for (const [reference, character] of this.#references()) {
      const entityId = tree.find(reference)?.entityId ?? 'nobody'
      const known = entityOf.get(character) ?? entityId
      entityOf.set(character, known)
      if (known !== entityId || entityId === 'nobody') found.push(`${character.image} ${character.processId} is ${known} and ${entityId}`)
    }
    const processCount = new Set(entityOf.values()).size
    if (processCount !== entityOf.size || tree.size !== entityOf.size)
      found.push(`${entityOf.size} characters, ${processCount} processes of them, ${tree.size} processes`)
    return [...found, ...this.#wrongParents(tree, entityOf)]
  }

  #wrongParents(tree: HostTree, entityOf: ReadonlyMap<Character, string>): string[] {
    return this.#told.flatMap(({ event, actor, parent }) => {
      if (event.kind !== 'process_create' || parent === null) return []
      const found = tree.get(entityOf.get(actor) ?? '')?.parentId
      return found === entityOf.get(parent) ? [] : [`the parent of ${actor.image} is ${found}`]
    })
  }

  *#references(): Generator<[ProcessReference, Character]> {
    for (const { event, actor, object, parent } of this.#told) {
      for (const [reference, character] of [
        [actorOf(event), actor],
        [objectOf(event), object],
        [parentOf(event), parent],
      ] as const) {
        if (reference !== null && character !== null) yield [reference, character]
      }
    }
  }

  #stamp(seconds: number): number {
    return at(seconds + this.clockSeconds)
  }

  #tell(event: Event, { actor, object = null, parent = null }: Partial<Told> & Pick<Told, 'actor'>): void {
    this.#told.push({ event, actor, object, parent })
  }
}

function named({ processId, image }: Character): { processId: number; executable: string } {
  return { processId, executable: image }
}
