/** One scene: what is told, the commands that a reader could type, and what has to be true afterwards. */
export interface Step {
  readonly title: string
  /** Why, in a sentence or two. */
  readonly tell: string
  readonly commands: readonly Command[]
  /** What has to lie there before the commands run: files, other people's clones. */
  readonly prepare?: (world: Pick<World, 'folder' | 'query'>) => Promise<void>
  /** Throws when it does not hold; says what was found, line by line. */
  readonly check?: (world: World) => Promise<readonly string[]>
}

export interface Command {
  /** Arguments of dq, as they are typed. */
  readonly args: readonly string[]
  /** The exit code that belongs to the scene; default 0. */
  readonly exitCode?: number
  readonly env?: Readonly<Record<string, string>>
  /** Who types it, where it is not the one who tells. */
  readonly by?: string
}

/** What checks look at. */
export interface World {
  /** The folder of the story's state. */
  readonly folder: string
  /** What the commands of this step have printed, one after the other. */
  readonly printed: string
  /** A query over tables of a branch, which it names as `bronze.orders`; values are text. */
  readonly query: (branch: string, sql: string) => Promise<readonly Readonly<Record<string, string>>[]>
}

export const dq = (line: string): Command => ({ args: line.split(/\s+/).filter(Boolean) })

/** Throws with both sides when they differ. */
export function mustEqual(what: string, a: unknown, b: unknown): void {
  if (String(a) !== String(b)) throw new Error(`${what}: ${String(a)} is not ${String(b)}`)
}
