/** How many are under way at once: enough to keep a disk busy, few enough that their texts are soon forgotten. */
const SIZE = 32

/** Answers of all items, in their order; a batch is asked at once, the next when it is done. */
export async function inBatches<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const found: R[] = []
  for (let start = 0; start < items.length; start += SIZE)
    found.push(...(await Promise.all(items.slice(start, start + SIZE).map(ask))))
  return found
}
