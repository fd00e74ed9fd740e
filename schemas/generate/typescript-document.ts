import { kinds } from '../catalogue/catalogue.ts'
import type { KindDefinition } from '../catalogue/catalogue.ts'
import { typescriptBanner } from './artifact.ts'
import { type Level, type Member, documentTree, isAlwaysThere, membersOf } from './document-tree.ts'
import { pascalCase } from './names.ts'

/** Text of `schemas/src/generated/document.ts`: straight-line code per kind that writes the document of an event as bytes. */
export function documentModule(): string {
  const parts = new Parts()
  const functions = kinds.map((kind) => functionText(kind, parts)).join('\n')
  return [typescriptBanner, imports(functions), parts.text(), functions, dispatchText()].join('\n')
}

/** Bytes that stand in documents as they are, each once. */
class Parts {
  readonly #names = new Map<string, string>()

  nameOf(text: string): string {
    const name = this.#names.get(text) ?? `part${this.#names.size}`
    this.#names.set(text, name)
    return name
  }

  text(): string {
    return `${[...this.#names].map(([text, name]) => `const ${name} = partOf('${text}')`).join('\n')}\n`
  }
}

const modules = ['put-member', 'put-number', 'put-text'] as const
const exported: Readonly<Record<(typeof modules)[number], readonly string[]>> = {
  'put-member': ['Address', 'Flag', 'Hex', 'Number', 'Plain', 'Start', 'Text'].map((name) => `put${name}Member`).concat('putEnd'),
  'put-number': ['putAddress', 'putFlag', 'putHex', 'putNumber', 'putStart', 'putTime'],
  'put-text': ['putPlain', 'putRaw', 'putText'],
}

function imports(functions: string): string {
  const used = modules.map((name) => {
    const names = exported[name].filter((candidate) => functions.includes(`${candidate}(`))
    return `import { ${names.join(', ')} } from '../document/${name}.ts'`
  })
  return `import { type DocumentContext, headLength, partOf, putHead, putHostHead } from '../document/context.ts'
import type { JsonBytes } from '../document/json-bytes.ts'
${used.join('\n')}
import { closeDocument, openDocument, slabBuffer } from '../document/slab.ts'
import type { Event, ${kinds.map(({ name }) => pascalCase(name)).join(', ')} } from './events.ts'
`
}

function functionText(kind: KindDefinition, parts: Parts): string {
  const tree = documentTree(kind)
  const body = new Body(parts)
  const { win11mon = noLevel, host, event = noLevel, ...rest } = Object.fromEntries(tree.levels)
  if (host !== undefined) finishHost(host, body)
  body.inside(win11mon)
  body.close()
  body.open('event')
  body.constant(`"action":"${kind.name}",`)
  body.inside(event)
  body.close()
  body.inside({ members: tree.members, levels: new Map(Object.entries(rest)) })
  return `function write${pascalCase(kind.name)}(event: ${pascalCase(kind.name)}, context: DocumentContext): JsonBytes {
  const start = openDocument(${roomOf(tree, body)})
  const bytes = slabBuffer()
  let position = ${host === undefined ? 'putHead' : 'putHostHead'}(bytes, start)
${body.text()}
  bytes[position - 1] = 0x7d
  return closeDocument(position)
}
`
}

const noLevel: Level = { members: [], levels: new Map() }

/** The head ends inside of our own object. A kind that says something of the host has one that ends inside of the host. */
function finishHost(host: Level, body: Body): void {
  body.inside(host)
  body.close()
  body.open('win11mon')
  body.value('boot_id', 'putPlain(bytes, position, context.bootId)')
}

/** Expression of the most bytes that the document takes behind its head. */
function roomOf(tree: Level, { constantBytes }: Body): string {
  const members = membersOf(tree)
  const fixed = constantBytes + members.reduce((sum, { writing }) => sum + writing.mostBytes, 0)
  const terms = ([1, 2, 6] as const).flatMap((bytesPerUnit) => {
    const lengths = members.filter(({ writing }) => writing.bytesPerUnit === bytesPerUnit).map(lengthOf)
    return lengths.length === 0 ? [] : [`${bytesPerUnit} * (${lengths.join(' + ')})`]
  })
  return ['headLength(context)', String(fixed), ...terms].join(' + ')
}

function lengthOf({ value, isOptional }: Member): string {
  return isOptional ? `(${value}?.length ?? 0)` : `${value}.length`
}

/** Statements, in which what is constant is gathered until something else has to be written. Each member leaves a comma behind. */
class Body {
  readonly #statements: string[] = []
  readonly #parts: Parts
  #constant = ''
  #levels = 0
  /** What all constants take together. */
  constantBytes = 2

  constructor(parts: Parts) {
    this.#parts = parts
  }

  text(): string {
    this.#flush()
    return this.#statements.join('\n')
  }

  constant(text: string): void {
    this.#constant += text
    this.constantBytes += text.length
  }

  open(name: string): void {
    this.constant(`"${name}":{`)
  }

  /** Ends an object that has members: the comma of the last becomes its brace. */
  close(): void {
    this.constantBytes += 1
    if (this.#constant.endsWith(',')) this.#constant = `${this.#constant.slice(0, -1)}},`
    else this.#state('position = putEnd(bytes, position)')
  }

  /** A member that is always there. */
  value(key: string, put: string, quote = '"'): void {
    this.constant(`"${key}":${quote}`)
    this.#state(`position = ${put}`)
    this.constant(`${quote},`)
  }

  inside({ members, levels }: Level): void {
    for (const member of members) this.#member(member)
    for (const [name, level] of levels) {
      if (isAlwaysThere(level)) {
        this.open(name)
        this.inside(level)
        this.close()
      } else this.#optionalLevel(name, level)
    }
  }

  #member({ key, value, isOptional, writing: { put, isQuoted } }: Member): void {
    const quote = isQuoted ? '"' : ''
    if (!isOptional) {
      this.value(key, `${put}(bytes, position, ${value})`, quote)
      return
    }
    const name = this.#part(`"${key}":${quote}`)
    this.constantBytes += 2
    this.#state(`if (${value} != null) position = ${put}Member(bytes, position, ${name}, ${value})`)
  }

  /** It is taken back when nothing of it is there. */
  #optionalLevel(name: string, level: Level): void {
    this.#levels += 1
    const before = `before${this.#levels}`
    const first = `first${this.#levels}`
    const part = this.#part(`"${name}":{`)
    this.#state(`const ${before} = position`, `position = putRaw(bytes, position, ${part})`, `const ${first} = position`)
    this.inside(level)
    this.constantBytes += 1
    this.#state(`position = position === ${first} ? ${before} : putEnd(bytes, position)`)
  }

  #part(text: string): string {
    this.constantBytes += text.length
    return this.#parts.nameOf(text)
  }

  #state(...lines: readonly string[]): void {
    this.#flush()
    this.#statements.push(...lines.map((line) => `  ${line}`))
  }

  #flush(): void {
    if (this.#constant === '') return
    const text = this.#constant
    this.#constant = ''
    this.#statements.push(`  position = putRaw(bytes, position, ${this.#parts.nameOf(text)})`)
  }
}

function dispatchText(): string {
  return `/** The document of an event: nested objects, unknown fields left out. */
export function writeDocument(event: Event, context: DocumentContext): JsonBytes {
  switch (event.kind) {
${kinds.map(({ name }) => `    case '${name}': return write${pascalCase(name)}(event, context)`).join('\n')}
    default: return event satisfies never
  }
}
`
}
