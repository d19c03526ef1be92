/** What a `*.bench.ts` exports as default: the same work done by several contenders, ours first. */
export interface Bench {
  readonly name: string
  /** What is counted, in the plural: `records`. */
  readonly unit: string
  readonly contenders: readonly Contender[]
  /** Ends what it started: servers, connections. */
  readonly close?: () => Promise<unknown>
}

export interface Contender {
  readonly name: string
  /** Does the work once and says how many items it handled: rates are compared. */
  run(): Work | Promise<Work>
}

/** How many items were handled; work in child processes says what it cost, else this process is measured. */
export type Work =
  | number
  | {
      readonly items: number
      readonly cpuSeconds: number
      readonly wallSeconds?: number
      readonly maxRssBytes?: number
    }
