/**
 * The Avro branch (zigzag of the symbol's index) by wire number. `wireNumbers` lists the symbols' numbers in their order; a
 * number that none has becomes the first symbol, as for every reader.
 */
export function branchTable(wireNumbers: readonly number[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const [index, number] of wireNumbers.entries()) table[number] = index << 1
  return table
}
