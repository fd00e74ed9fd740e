import { kinds } from '../catalogue/catalogue.ts'
import type { EnumDefinition, FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'
import { allFields, enumOf } from './catalogue-fields.ts'
import { pascalCase } from './names.ts'

type AvroSchema = string | readonly AvroSchema[] | { readonly [key: string]: unknown }

/** The schema of one Kafka record as JSON. A named type is spelled out where it first occurs and named afterwards. */
export function avroSchema(): AvroSchema {
  const defined = new Set<string>()
  return {
    type: 'record',
    name: 'EventBatch',
    namespace: 'win11mon',
    doc: 'Consecutive events of one numbered stream of one host.',
    fields: [
      {
        name: 'host_id',
        type: namedOnce(defined, 'Identifier', identifierSchema),
        doc: 'Random id of the host, or a hash of its name for captures.',
      },
      { name: 'host_name', type: ['null', 'string'], default: null, doc: 'Name of the host, for people.' },
      { name: 'boot_id', type: namedOnce(defined, 'Identifier', identifierSchema), doc: 'Random id of the numbered stream.' },
      { name: 'agent_version', type: 'string', doc: 'Version of the program that wrote the batch.' },
      { name: 'first_sequence', type: 'long', doc: 'Number of the first event.' },
      { name: 'last_sequence', type: 'long', doc: 'Number of the last event.' },
      { name: 'events', type: { type: 'array', items: kinds.map((kind) => recordSchema(kind, defined)) }, doc: 'The events, in order.' },
    ],
  }
}

const identifierSchema = { type: 'fixed', name: 'Identifier', size: 16, doc: '128 bits.' }
const addressSchema = { type: 'fixed', name: 'Address', size: 8, doc: '64-bit address, little-endian.' }

function recordSchema(kind: KindDefinition, defined: Set<string>): AvroSchema {
  return {
    type: 'record',
    name: pascalCase(kind.name),
    doc: kind.doc,
    fields: allFields(kind).map((field) => fieldSchema(field, defined)),
  }
}

function fieldSchema(field: FieldDefinition, defined: Set<string>): AvroSchema {
  const { name, doc } = field
  const type = typeSchema(field, defined)
  return field.isOptional ? { name, type: ['null', type], default: null, doc } : { name, type, doc }
}

function typeSchema(field: FieldDefinition, defined: Set<string>): AvroSchema {
  if (field.type === 'address') return namedOnce(defined, 'Address', addressSchema)
  const definition = enumOf(field)
  return definition === undefined ? field.type : namedOnce(defined, definition.name, enumSchema(definition))
}

function enumSchema({ name, doc, symbols }: EnumDefinition): AvroSchema {
  const names = symbols.map((symbol) => symbol.name)
  return { type: 'enum', name, doc, symbols: names, default: names[0] }
}

function namedOnce(defined: Set<string>, name: string, schema: AvroSchema): AvroSchema {
  if (defined.has(name)) return name
  defined.add(name)
  return schema
}
