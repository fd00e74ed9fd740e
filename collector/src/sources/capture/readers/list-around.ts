import { isListOpening } from '../record/envelopes.ts'
import { createObjectScanner } from './object-scanner.ts'

const openBrace = 0x7b
const closeBracket = 0x5d
/** Enough to see the name of a list. */
const keptCharacters = 100

/** Follows what stands around a list of records inside an object: the answer of a search, say. */
export interface ListAround {
  /** Between the brackets of the list. */
  readonly isIn: boolean
  /** Behind the list, inside the object around it. */
  readonly isBehind: boolean
  /** The bytes before the first record. */
  enter(preamble: Buffer): void
  /** A byte between records. */
  stepBetween(byte: number): void
  /** A byte behind the list. True when it opens the first record of another list. */
  stepBehind(byte: number): boolean
  /** A record has ended. */
  passRecord(): void
}

export function createListAround(): ListAround {
  const scanner = createObjectScanner()
  let isIn = false
  let isBehind = false
  let behind = ''

  function open(): void {
    scanner.leaveNested()
    isIn = true
    isBehind = false
  }

  return {
    get isIn() {
      return isIn
    },
    get isBehind() {
      return isBehind
    },
    enter(preamble) {
      scanner.open()
      for (const byte of preamble.subarray(1)) scanner.step(byte)
      scanner.step(openBrace)
      open()
    },
    stepBetween(byte) {
      const isBroken = scanner.step(byte) === 'broken'
      if (!isBroken && byte !== closeBracket) return
      isIn = false
      isBehind = !isBroken
      behind = ''
    },
    stepBehind(byte) {
      const step = scanner.step(byte)
      if (step === 'closed' || step === 'broken') isBehind = false
      const isOpening = step === 'nested' && isListOpening(behind)
      behind = (behind + String.fromCharCode(byte)).slice(-keptCharacters)
      if (isOpening) open()
      return isOpening
    },
    passRecord() {
      if (isIn) scanner.passObject()
    },
  }
}
