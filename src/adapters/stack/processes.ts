import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { archiveFlags } from './processes/archive.ts'
import type { Child } from './processes/child.ts'
import { fetchFiles } from './processes/downloads/cache.ts'
import { type BundleName, bundleOf } from './processes/downloads/lock.ts'
import { hostFor } from './processes/host.ts'
import { javaOf } from './processes/jdk.ts'
import { logTail } from './processes/log-tail.ts'
import type { ServerRecipe, Started } from './processes/recipe.ts'
import { recipes } from './processes/recipes/index.ts'
import { beganAt, type Usage, usageOf } from './processes/usage.ts'

export interface StartOptions {
  /** The user's cache folder; downloads go to `stack` below it. */
  readonly cacheDir: string
  /** The port for clients; a free one by default. */
  readonly port?: number | undefined
  /** The folder of a server of the same kind that was stopped with `keep`: this one goes on with its data. */
  readonly folder?: string | undefined
  /** Told what takes long: a download, a first start. */
  readonly say: (text: string) => void
}

export interface RunningServer extends Started {
  readonly name: string
  /** Data, configuration and logs; removed when it stops. */
  readonly folder: string
  readonly logs: readonly string[]
  /** One a process of the server: who to tell to stop, and since when it has had that id. */
  readonly processes: readonly { readonly pid: number; readonly began: string }[]
  /** From the first command to the first answer, without downloads and what is made only once. */
  readonly seconds: number
  usage(): Usage | undefined
  /** Stops it and removes its folder; `keep` leaves the folder, for its logs. */
  stop(options?: { readonly keep?: boolean }): Promise<void>
  /** Lets it outlive this process, until `stopElsewhere`. */
  release(): Promise<void>
}

/** Servers that can be started, in the order in which to start them. */
export const servers: readonly Pick<ServerRecipe, 'name' | 'product'>[] = Object.values(recipes)

/**
 * Starts a server on loopback, as processes of this machine; downloads what it needs first. It ends with this process, however
 * that ends, unless it is released.
 */
export async function startServer(name: string, options: StartOptions): Promise<RunningServer> {
  const recipe = Object.hasOwn(recipes, name) ? recipes[name] : undefined
  if (recipe === undefined) {
    const names = Object.keys(recipes)
    throw new DqError(`unknown server "${name}"${didYouMean(name, names)}`, { hint: `servers: ${names.join(', ')}` })
  }
  const cache = join(options.cacheDir, 'stack')
  const { say } = options
  const files = new Map<BundleName, readonly string[]>()
  for (const bundle of recipe.bundles) files.set(bundle, await fetchFiles(cache, bundleOf(bundle).files, say))
  const java = (await javaOf(cache, files, say)) ?? ''
  const prepared = { cache, files, java, say }
  const archive = await archiveFlags(recipe, cache, java, say, async (flags) => {
    const trained = await launch(recipe, { ...prepared, archive: flags, grace: ARCHIVE_SECONDS })
    await trained.stop()
  })
  return launch(recipe, { ...prepared, archive, port: options.port, grace: GRACE_SECONDS }, options.folder)
}

/** A server that has not stopped by then is killed. */
const GRACE_SECONDS = 15
/** A JVM writes its class archive when it stops. */
const ARCHIVE_SECONDS = 300

type Launch = Omit<Parameters<typeof hostFor>[0], 'name' | 'folder' | 'children'>

async function launch(recipe: ServerRecipe, options: Launch, before?: string): Promise<RunningServer> {
  const { name } = recipe
  const folder = before ?? realpathSync(mkdtempSync(join(tmpdir(), `dq-stack-${name}-`)))
  // What a server said when it was ready must not be taken for what the next one says.
  for (const file of readdirSync(folder)) if (file.endsWith('.log')) rmSync(join(folder, file))
  const children: Child[] = []
  const begin = performance.now()
  try {
    const started = await recipe.start(hostFor({ ...options, name, folder, children }))
    return running(recipe, started, folder, children, (performance.now() - begin) / 1000)
  } catch (error) {
    await Promise.all(children.map((child) => child.stop()))
    throw startFailure(recipe, error, folder, children)
  }
}

function running(
  { name }: ServerRecipe,
  started: Started,
  folder: string,
  children: readonly Child[],
  seconds: number,
): RunningServer {
  return {
    ...started,
    name,
    folder,
    logs: children.map(({ log }) => log),
    processes: children.map(({ pid }) => ({ pid, began: beganAt(pid) ?? '' })),
    seconds,
    usage: () => usageOf(children.map(({ pid }) => pid)),
    async stop({ keep = false } = {}) {
      for (const child of [...children].reverse()) await child.stop()
      if (!keep) rmSync(folder, { recursive: true, force: true })
    },
    async release() {
      for (const child of children) await child.release()
    },
  }
}

/** What went wrong, the end of each log, and what to do. */
function startFailure(recipe: ServerRecipe, cause: unknown, folder: string, children: readonly Child[]): DqError {
  const tails = children.map(({ log }) => logTail(log)).join('\n')
  const message = cause instanceof Error ? cause.message : String(cause)
  const mend = [cause instanceof DqError ? cause.hint : undefined, recipe.mend].filter((text) => text !== undefined)
  if (children.length === 0) rmSync(folder, { recursive: true, force: true })
  else mend.push(`the whole log is in ${folder}`)
  const hint = mend.join('; ')
  return new DqError(`cannot start ${recipe.name} (${recipe.product}): ${message}${tails && `\n${tails}`}`, {
    hint,
    cause,
  })
}
