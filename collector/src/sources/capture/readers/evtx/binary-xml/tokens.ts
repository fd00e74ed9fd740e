/** Tokens of binary XML, after [MS-EVEN6] 2.2.12. Each may carry the flag that more of its kind follows. */
export const tokens = {
  endOfFragment: 0x00,
  openElement: 0x01,
  closeStartTag: 0x02,
  closeEmptyElement: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  characterData: 0x07,
  characterReference: 0x08,
  entityReference: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  templateInstance: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const

/** On an open element it says that attributes follow. */
export const moreFlag = 0x40
