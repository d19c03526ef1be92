/** What a `*.bench.ts` exports as default: the same work done by several contenders, ours first. */
export interface Bench {
  readonly name: string
  /** What is counted, in the plural: `records`. */
  readonly unit: string
  readonly contenders: readonly Contender[]
}

export interface Contender {
  readonly name: string
  /** Does the work once and returns how many items it handled: the same number for every contender. */
  run(): number | Promise<number>
}
