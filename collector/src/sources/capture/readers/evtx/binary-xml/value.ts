/** Where a value stands in its chunk. */
export interface Value {
  /** One of `valueTypes`, for lists with `listFlag`. */
  readonly type: number
  readonly offset: number
  readonly byteCount: number
}

/** Types of values, after [MS-EVEN6] 2.2.12 and, where it is silent, the documentation of libevtx. */
export const valueTypes = {
  none: 0x00,
  text: 0x01,
  ansiText: 0x02,
  signed8: 0x03,
  unsigned8: 0x04,
  signed16: 0x05,
  unsigned16: 0x06,
  signed32: 0x07,
  unsigned32: 0x08,
  signed64: 0x09,
  unsigned64: 0x0a,
  float32: 0x0b,
  float64: 0x0c,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  fileTime: 0x11,
  systemTime: 0x12,
  securityIdentifier: 0x13,
  hexadecimal32: 0x14,
  hexadecimal64: 0x15,
  binaryXml: 0x21,
} as const

export const listFlag = 0x80
