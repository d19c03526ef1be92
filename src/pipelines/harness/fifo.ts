/** A queue of unbounded length: adding and dropping take constant time, and dropped items are freed. Items are numbered in the order they were added. */
export interface Fifo<T> {
  readonly size: number
  /** How many were dropped, ever: the number of the first. */
  readonly dropped: number
  /** How many were added, ever. */
  readonly added: number
  first(): T | undefined
  add(item: T): void
  drop(): void
  /** The items with that number and greater ones. */
  from(number: number): Iterable<T>
}

/** `dropped`: items are numbered from there. */
export function fifo<T>(dropped = 0): Fifo<T> {
  let items: T[] = []
  let head = 0
  /** Number of `items[0]`. */
  let base = dropped
  return {
    get size() {
      return items.length - head
    },
    get dropped() {
      return base + head
    },
    get added() {
      return base + items.length
    },
    first: () => items[head],
    add: (item) => {
      items.push(item)
    },
    drop() {
      head++
      // Half of it is dropped items: copying the rest costs no more than adding it did.
      if (head * 2 <= items.length) return
      items = items.slice(head)
      base += head
      head = 0
    },
    from: (number) => items.slice(Math.max(head, number - base)),
  }
}
