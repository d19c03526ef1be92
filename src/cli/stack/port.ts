/** Servers on this machine, for development. */
export interface StackProvider {
  /** What can be started, in the order in which to start it. */
  readonly servers: readonly { readonly name: string; readonly product: string }[]
  /** Starts a server on loopback; it ends with this process, unless it is released. */
  start(name: string, options: StartOptions): Promise<StartedServer & { release(): Promise<void> }>
  /** The rest is about servers that any process has started and released. */
  isRunning(server: StartedServer): boolean
  usage(server: StartedServer): { readonly cpuSeconds: number; readonly memoryMiB: number } | undefined
  stop(server: StartedServer): Promise<void>
}

interface StartOptions {
  /** For clients; a free one by default. */
  readonly port?: number | undefined
  /** Told what takes long. */
  readonly say: (text: string) => void
}

export interface StartedServer {
  readonly name: string
  /** With its version. */
  readonly product: string
  readonly endpoints: Readonly<Record<string, string>>
  readonly folder: string
  readonly logs: readonly string[]
  readonly processes: readonly { readonly pid: number; readonly began: string }[]
  readonly seconds: number
}
