import { callbackNames, controlConstants } from '../catalogue/control.ts'
import type { ControlMember } from '../catalogue/control.ts'
import { type ControlLayout, controlLayouts, findStructure } from './control-layout.ts'

const cTypes: Record<string, string> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  u64: 'uint64_t',
  i32: 'int32_t',
  i64: 'int64_t',
  bytes16: 'uint8_t',
}

const preamble = `/*
 * Structures of the control interface: what a client and the driver exchange beside the records. Generated from
 * schemas/catalogue/control.ts; never edited by hand. Codes, limits and states are in mon_ioctl.h.
 */
#ifndef MON_CONTROL_GENERATED_H
#define MON_CONTROL_GENERATED_H

#include <stddef.h>
#include <stdint.h>
#include "mon_records_generated.h"
`

/** Text of `driver/include/mon_control_generated.h`. */
export function renderControlHeader(): string {
  return [preamble, constants(), callbacks(), ...controlLayouts.map(structureText), '#endif\n'].join('\n')
}

function constants(): string {
  return controlConstants
    .map(({ name, value, doc }) => `/* ${doc} */\n#define ${name} 0x${value.toString(16).toUpperCase().padStart(8, '0')}u\n`)
    .join('')
}

function callbacks(): string {
  const names = [...callbackNames, 'count'].map((name, index) => `    MON_CALLBACK_${name.toUpperCase()} = ${index},`)
  return `enum {\n${names.join('\n')}\n};\n`
}

function structureText({ structure, members }: ControlLayout): string {
  const { cName, cTag, doc, sizeBytes } = structure
  const pointer = cName === cName.toUpperCase() ? `, *P${cName}` : ''
  const asserts = members.map(
    ({ member, offset }) => `MON_STATIC_ASSERT(offsetof(${cName}, ${member.name}) == ${offset}, "wire layout is frozen");`,
  )
  return `${commentText(doc)}
typedef struct ${cTag} {
${members.map(({ member }) => memberText(member)).join('\n')}
} ${cName}${pointer};
MON_STATIC_ASSERT(sizeof(${cName}) == ${sizeBytes}, "wire layout is frozen");
${asserts.join('\n')}
`
}

function memberText({ name, type, count, doc }: ControlMember): string {
  const cType = typeof type === 'string' ? cTypes[type] : findStructure(type.structure).cName
  const dimension = type === 'bytes16' ? '[16]' : count === undefined ? '' : `[${count.constant}]`
  const comment = doc === undefined ? '' : `    /* ${doc} */\n`
  return `${comment}    ${cType} ${name}${dimension};`
}

const lineWidth = 118

function commentText(doc: string): string {
  if (doc.length + 6 <= lineWidth) return `/* ${doc} */`
  const lines: string[] = ['']
  for (const word of doc.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line.length + word.length + 4 > lineWidth) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return `/*\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`
}
