import { callbackNames, controlConstants } from '../catalogue/control.ts'
import type { ControlMember, ControlType } from '../catalogue/control.ts'
import { typescriptBanner } from './artifact.ts'
import { type ControlLayout, controlLayouts, type PlacedMember } from './control-layout.ts'
import { camelCase, pascalCase } from './names.ts'

/** Members that only keep the layout. */
const isMeaning = ({ member }: PlacedMember): boolean => member.name !== 'reserved'
/** Members of a request that its writer sets itself. */
const isGiven = ({ member }: PlacedMember): boolean =>
  isMeaning({ member, offset: 0, elementBytes: 0 }) && !['size_bytes', 'version'].includes(member.name)

/** Text of `schemas/src/generated/wire/control.ts`: types, readers of answers and writers of requests. */
export function controlModule(): string {
  return [typescriptBanner, imports, constants(), ...controlLayouts.map(typeText), ...controlLayouts.map(functionText)].join('\n')
}

/** As the generated module sees it. */
const wireBytes = '../../wire-bytes'

const imports = `import { readBytes, readList, readLong } from '${wireBytes}/control-values.ts'
`

function constants(): string {
  const names = callbackNames.map((name) => `'${name}'`).join(', ')
  const lines = controlConstants.map(({ name, value, doc }) => `/** ${doc} */\nexport const ${constantName(name)} = ${value}`)
  return `${lines.join('\n')}\n\n/** The driver's callbacks, by their number. */\nexport const callbackNames = [${names}] as const\n`
}

function constantName(name: string): string {
  return camelCase(name.replace('MON_', '').toLowerCase())
}

function typeText({ structure, members }: ControlLayout): string {
  const shown = structure.role === 'request' ? members.filter(isGiven) : members.filter(isMeaning)
  const lines = shown.map(
    ({ member }) => `${member.doc === undefined ? '' : `  /** ${member.doc} */\n`}  readonly ${camelCase(member.name)}: ${typeOf(member)}`,
  )
  return `/** ${structure.doc} */\nexport interface ${pascalCase(structure.name)} {\n${lines.join('\n')}\n}\n`
}

function typeOf({ type, count }: ControlMember): string {
  const element = typeof type === 'string' ? (type === 'bytes16' ? 'Uint8Array' : 'number') : pascalCase(type.structure)
  return count === undefined ? element : `readonly ${element}[]`
}

function functionText(layout: ControlLayout): string {
  return layout.structure.role === 'request' ? writerText(layout) : readerText(layout)
}

function readerText({ structure, members }: ControlLayout): string {
  const name = pascalCase(structure.name)
  const lines = members.filter(isMeaning).map((place) => `    ${camelCase(place.member.name)}: ${readExpression(place)},`)
  const size = structure.role === 'answer' ? `export const ${camelCase(structure.name)}Bytes = ${structure.sizeBytes}\n\n` : ''
  return `${size}${structure.role === 'answer' ? 'export ' : ''}function read${name}(view: DataView, at: number): ${name} {
  return {
${lines.join('\n')}
  }
}
`
}

function readExpression({ member, offset, elementBytes }: PlacedMember): string {
  const { type, count } = member
  const element = (view: string, start: string): string =>
    typeof type === 'string' ? readInteger(type, view, start) : `read${pascalCase(type.structure)}(${view}, ${start})`
  if (count !== undefined) {
    const read = `(from, start) => ${element('from', 'start')}`
    return `readList(view, { at: at + ${offset}, length: ${count.length}, elementBytes: ${elementBytes} }, ${read})`
  }
  return element('view', `at + ${offset}`)
}

function readInteger(type: ControlType, view: string, at: string): string {
  if (type === 'bytes16') return `readBytes(${view}, ${at}, 16)`
  if (type === 'u64' || type === 'i64') return `readLong(${view}, ${at})`
  if (type === 'u8') return `${view}.getUint8(${at})`
  return `${view}.${type.startsWith('u') ? 'getUint' : 'getInt'}${type.slice(1)}(${at}, true)`
}

function writerText({ structure, members }: ControlLayout): string {
  const name = pascalCase(structure.name)
  const lines = members.flatMap((place) => writeStatements(place))
  return `export const ${camelCase(structure.name)}Bytes = ${structure.sizeBytes}

/** Writes the structure at the start of \`view\`, whose bytes are zero before. */
export function write${name}(view: DataView, value: ${name}): void {
${lines.join('\n')}
}
`
}

function writeStatements(place: PlacedMember): readonly string[] {
  const { member, offset } = place
  if (member.name === 'size_bytes') return [`  view.setUint32(${offset}, view.byteLength, true)`]
  if (member.name === 'version') return [`  view.setUint32(${offset}, abiVersion, true)`]
  if (!isGiven(place)) return []
  const value = `value.${camelCase(member.name)}`
  if (member.type === 'bytes16') return [`  new Uint8Array(view.buffer, view.byteOffset + ${offset}, 16).set(${value})`]
  if (member.type === 'u64') return [`  view.setBigUint64(${offset}, BigInt(${value}), true)`]
  if (member.type !== 'u32') throw new Error(`A request with a member of type ${JSON.stringify(member.type)} is not written yet.`)
  if (member.count === undefined) return [`  view.setUint32(${offset}, ${value}, true)`]
  return [`  for (const [index, element] of ${value}.entries()) view.setUint32(${offset} + 4 * index, element, true)`]
}
