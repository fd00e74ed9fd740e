import { enums, headerFields } from '../catalogue/catalogue.ts'
import type { EnumDefinition, FieldDefinition, KindDefinition } from '../catalogue/catalogue.ts'

/** Every field of a kind in encoding order: the header first, then its own. */
export function allFields(kind: KindDefinition): readonly FieldDefinition[] {
  return [...headerFields, ...kind.fields]
}

/** The enum a field's type names, or undefined for a primitive. */
export function enumOf(field: FieldDefinition): EnumDefinition | undefined {
  return enums.find((definition) => definition.name === field.type)
}
