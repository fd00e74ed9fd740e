/** A server that gives schemas numbers. A record that names a number can be read by whoever asks the same server. */
export interface SchemaRegistry {
  /**
   * The number of a schema (Avro, JSON text) under a subject: looked up, or registered when the registry does not have it.
   * Rejects with BACKEND_UNAVAILABLE when a retry may help, with SCHEMA_REFUSED when the registry says no.
   */
  idOf(subject: string, schemaText: string): Promise<number>
  /** The schema text of a number, or undefined when the registry knows of none. Rejects with BACKEND_UNAVAILABLE. */
  schemaOf(id: number): Promise<string | undefined>
}
