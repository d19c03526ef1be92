/** A queue of unbounded length: adding and dropping take constant time, and dropped items are freed. */
export interface Fifo<T> {
  readonly size: number
  first(): T | undefined
  add(item: T): void
  drop(): void
}

export function fifo<T>(): Fifo<T> {
  let items: T[] = []
  let head = 0
  return {
    get size() {
      return items.length - head
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
      head = 0
    },
  }
}
