/**
 * Longest texts of the kinds that come from the event log, in UTF-16 code units. Whoever writes into a log chooses its
 * texts; an event of theirs must not fill a batch.
 */
export const textLimits = {
  /** Names, accounts, addresses, identifiers. */
  name: 1024,
  /** Paths; Windows allows 32,767. */
  path: 32_767,
  /** Lists, queries, XML of tasks. */
  long: 32_767,
  /** One part of a script block: PowerShell cuts at about 16,000 characters, other writers do not. */
  script: 65_536,
  /** All values of a record of no kind of its own, as JSON. */
  record: 65_536,
} as const
