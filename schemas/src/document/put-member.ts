import { putAddress, putFlag, putHex, putNumber, putStart } from './put-number.ts'
import { putPlain, putRaw, putText } from './put-text.ts'

/**
 * Members of an object that a document may lack: each function writes the key, which includes the quote before a text, then the
 * value and a comma, and returns the position behind that.
 */
export function putNumberMember(bytes: Uint8Array, position: number, key: Uint8Array, value: number): number {
  return putComma(bytes, putNumber(bytes, putRaw(bytes, position, key), value))
}

export function putFlagMember(bytes: Uint8Array, position: number, key: Uint8Array, value: boolean): number {
  return putComma(bytes, putFlag(bytes, putRaw(bytes, position, key), value))
}

export function putPlainMember(bytes: Uint8Array, position: number, key: Uint8Array, value: string): number {
  return putQuote(bytes, putPlain(bytes, putRaw(bytes, position, key), value))
}

export function putTextMember(bytes: Uint8Array, position: number, key: Uint8Array, value: string): number {
  return putQuote(bytes, putText(bytes, putRaw(bytes, position, key), value))
}

export function putStartMember(bytes: Uint8Array, position: number, key: Uint8Array, value: number): number {
  return putQuote(bytes, putStart(bytes, putRaw(bytes, position, key), value))
}

export function putAddressMember(bytes: Uint8Array, position: number, key: Uint8Array, value: Uint8Array): number {
  return putQuote(bytes, putAddress(bytes, putRaw(bytes, position, key), value))
}

export function putHexMember(bytes: Uint8Array, position: number, key: Uint8Array, value: Uint8Array): number {
  return putQuote(bytes, putHex(bytes, putRaw(bytes, position, key), value))
}

/** Ends an object that has members: the comma of the last becomes its brace. */
export function putEnd(bytes: Uint8Array, position: number): number {
  bytes[position - 1] = 0x7d
  return putComma(bytes, position)
}

function putComma(bytes: Uint8Array, position: number): number {
  bytes[position] = 0x2c
  return position + 1
}

function putQuote(bytes: Uint8Array, position: number): number {
  bytes[position] = 0x22
  return putComma(bytes, position + 1)
}
