/** `process_start_us` to `processStartUs`: the property of the typed event. */
export function camelCase(snakeCase: string): string {
  return snakeCase.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

/** `process_create` to `ProcessCreate`: the Avro record and the TypeScript interface. */
export function pascalCase(snakeCase: string): string {
  const camel = camelCase(snakeCase)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}

/** `HandleObjectType` to `handleObjectTypes`: the constant that lists the symbols of an enum. */
export function symbolListName(enumName: string): string {
  return `${enumName.charAt(0).toLowerCase()}${enumName.slice(1)}s`
}
