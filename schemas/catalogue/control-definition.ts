/** How one member of a control structure is stored; little endian, without padding between members. */
export type ControlType = 'u8' | 'u16' | 'u32' | 'u64' | 'i32' | 'i64' | 'bytes16'

export interface ControlMember {
  /** snake_case, the same word in C; camelCase in TypeScript. */
  readonly name: string
  /** An integer, sixteen bytes, or the name of a structure that stands before in `controlStructures`. */
  readonly type: ControlType | { readonly structure: string }
  /** Members of an array; absent for a single one. */
  readonly count?: { readonly length: number; readonly constant: string }
  readonly doc?: string
}

/** A structure of the buffers that a client and the driver exchange beside the records. */
export interface ControlStructure {
  /** snake_case; TypeScript says it in PascalCase. */
  readonly name: string
  readonly cName: string
  readonly cTag: string
  readonly doc: string
  readonly members: readonly ControlMember[]
  /** Who fills it: the client a request, the driver an answer; a part stands in others. */
  readonly role: 'request' | 'answer' | 'part'
  /** Size in bytes: a change of layout is a change of the interface's version. */
  readonly sizeBytes: number
}

/** A number both sides know by its name. */
export interface ControlConstant {
  /** Its name in C; camelCase without the prefix MON_ in TypeScript. */
  readonly name: string
  readonly value: number
  readonly doc: string
}
