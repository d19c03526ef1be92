import type { Child } from './child.ts'
import type { BundleName } from './downloads/lock.ts'

/** How one kind of server is started: one file in `recipes/`. */
export interface ServerRecipe {
  readonly name: string
  /** What it is, for people, without the version where only the machine knows it. */
  readonly product: string
  /** What it needs from the registries. */
  readonly bundles: readonly BundleName[]
  /** Servers of the JDK start twice as fast from an archive of their loaded classes; those with the same name share it. */
  readonly archive?: string
  /** What to do when it does not start, for people. */
  readonly mend?: string
  start(host: Host): Promise<Started>
}

export interface Started {
  /** Product with version, e.g. `Apache Kafka 4.4.0`. */
  readonly product: string
  readonly endpoints: Readonly<Record<string, string>>
}

/** What a recipe is given. */
export interface Host {
  /** The server's own folder, empty at the start and removed at the end. */
  readonly folder: string
  /** Downloads of a bundle, in the cache. */
  files(bundle: BundleName): readonly string[]
  /** A folder made once and kept in the cache; `make` fills it. */
  once(name: string, make: (folder: string) => Promise<void>): Promise<string>
  /** The JDK's `java`, and its flags: small heap, quick start, class archive. */
  readonly java: string
  jvm(heap: string): readonly string[]
  /** A free port; the one for `clients` may be a certain one. */
  port(use: 'clients' | 'inside'): Promise<number>
  /** A program that the machine has, tried in turn: names on the PATH or absolute paths. */
  program(names: readonly string[], mend: string): string
  /** Runs a command to its end; gives its stdout. */
  run(command: string, args: readonly string[], options?: { readonly cwd?: string }): Promise<string>
  spawn(
    command: string,
    args: readonly string[],
    options?: {
      readonly name?: string
      readonly env?: Readonly<Record<string, string>>
      readonly signal?: 'TERM' | 'INT'
    },
  ): Child
  /** Waits until the server answers; fails when its process ends, or after so many seconds. */
  ready(child: Child, answers: () => Promise<boolean>, seconds?: number): Promise<void>
}
