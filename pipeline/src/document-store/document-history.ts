/** An event as its row has it: the entities that the tree gave it, and its document. */
export interface StoredEvent {
  readonly id: string
  readonly processId: string | null
  readonly objectId: string | null
  readonly doc: string
}

/**
 * What earlier runs stored of a host, for a run that goes on with it. Only for stores that keep everything: where old events
 * expire, what they led to would look as if nothing had ever led to it.
 */
export interface DocumentHistory {
  /**
   * The events of a host in the order in which they were created, a page at a time: memory does not grow with their number
   * beyond a few bytes each. Take all of them before the next `bulk`. Rejects with STORE_DAMAGED or IO_FAILED.
   */
  hostEvents(hostId: string): AsyncIterable<StoredEvent>
  /** The documents of a host in one family, in no particular order. Rejects like `hostEvents`. */
  hostDocuments(family: 'processes' | 'alerts', hostId: string): Promise<readonly { readonly id: string; readonly doc: string }[]>
  /** Highest version that any document has; 0 without any. */
  newestVersion(): Promise<number>
}
