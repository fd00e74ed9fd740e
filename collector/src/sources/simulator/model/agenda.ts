/**
 * Something that happens over time: a generator that does one thing per step and yields how long it then waits, in
 * microseconds of virtual time.
 */
export type Activity = Generator<number, void, undefined>

interface Entry {
  dueUs: number
  /** Tells entries of the same microsecond apart, so that the order never depends on the heap's shape. */
  readonly order: number
  readonly activity: Activity
}

/** Virtual time and what is going to happen: a binary heap of activities by the time of their next step. */
export interface Agenda {
  readonly nowUs: number
  /** Time of the next step; Infinity when nothing is planned. */
  readonly nextUs: number
  readonly size: number
  /** Plans the first step of an activity `delayUs` from now. */
  start(activity: Activity, delayUs: number): void
  /** Moves time to the next step and takes it. Does nothing when nothing is planned. */
  step(): void
}

export function createAgenda(startTimeUs: number): Agenda {
  const heap: Entry[] = []
  let nowUs = startTimeUs
  let started = 0

  function step(): void {
    const entry = heap[0]
    if (entry === undefined) return
    nowUs = entry.dueUs
    // What the step plans is due later than now, so this entry is still the root afterwards.
    const result = entry.activity.next()
    if (result.done === true) removeRoot(heap)
    else entry.dueUs = nowUs + Math.max(1, Math.round(result.value))
    sink(heap, 0)
  }

  return {
    get nowUs() {
      return nowUs
    },
    get nextUs() {
      return heap[0]?.dueUs ?? Infinity
    },
    get size() {
      return heap.length
    },
    start(activity, delayUs) {
      started += 1
      heap.push({ dueUs: nowUs + Math.max(1, Math.round(delayUs)), order: started, activity })
      rise(heap, heap.length - 1)
    },
    step,
  }
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.dueUs < right.dueUs || (left.dueUs === right.dueUs && left.order < right.order)
}

function rise(heap: Entry[], from: number): void {
  const entry = heap[from]
  if (entry === undefined) return
  let index = from
  while (index > 0) {
    const parentIndex = (index - 1) >> 1
    const parent = heap[parentIndex]
    if (parent === undefined || !isBefore(entry, parent)) break
    heap[index] = parent
    index = parentIndex
  }
  heap[index] = entry
}

function sink(heap: Entry[], from: number): void {
  const entry = heap[from]
  if (entry === undefined) return
  let index = from
  for (;;) {
    const childIndex = earlierChild(heap, index)
    const child = heap[childIndex]
    if (child === undefined || !isBefore(child, entry)) break
    heap[index] = child
    index = childIndex
  }
  heap[index] = entry
}

function earlierChild(heap: readonly Entry[], index: number): number {
  const left = heap[2 * index + 1]
  const right = heap[2 * index + 2]
  return left !== undefined && right !== undefined && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1
}

/** Puts the last entry in the root's place; the caller lets it sink. */
function removeRoot(heap: Entry[]): void {
  const last = heap.pop()
  if (last !== undefined && heap.length > 0) heap[0] = last
}
