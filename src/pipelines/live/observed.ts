import type { TopicPosition } from './ports.ts'

/** What happens in a live run, for logs and metrics. `partition`: the task's. Times are milliseconds. */
export type Observed =
  | { readonly kind: 'assigned'; readonly partitions: readonly number[] }
  | { readonly kind: 'rebalancing' }
  | {
      readonly kind: 'restored'
      readonly partition: number
      readonly entries: number
      readonly took: number
      readonly positions: readonly TopicPosition[]
    }
  | {
      readonly kind: 'committed'
      readonly partition: number
      readonly records: number
      readonly out: number
      readonly took: number
      /** Of which the stores took so much. */
      readonly stored: number
    }
  | {
      readonly kind: 'waiting'
      readonly partition: number
      readonly system: string
      readonly message: string
      readonly tries: number
    }
  | { readonly kind: 'resumed'; readonly partition: number; readonly system: string; readonly after: number }
  | { readonly kind: 'restarted'; readonly partition: number; readonly reason: string }
  /** Records that were never read are gone by the topic's retention: from there to there. */
  | {
      readonly kind: 'gone'
      readonly partition: number
      readonly topic: string
      readonly from: number
      readonly next: number
    }
  | { readonly kind: 'given-up'; readonly partition: number }
  | { readonly kind: 'drained'; readonly partition: number }

/** Told at once, on the way: it must be quick and must not throw. */
export type Observer = (event: Observed) => void
