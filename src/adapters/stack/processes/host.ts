import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Child, startChild } from './child.ts'
import type { BundleName } from './downloads/lock.ts'
import { onceInCache } from './downloads/once.ts'
import { freePort, wantedPort } from './ports.ts'
import { findProgram } from './program.ts'
import type { Host } from './recipe.ts'

interface HostOptions {
  readonly name: string
  readonly folder: string
  readonly cache: string
  readonly files: ReadonlyMap<BundleName, readonly string[]>
  readonly java: string
  /** Flags for the class archive: to write it, to use it, or none. */
  readonly archive: readonly string[]
  readonly grace: number
  /** The port for clients, where it must be a certain one. */
  readonly port?: number | undefined
  readonly say: (text: string) => void
  /** Every child is added as it starts. */
  readonly children: Child[]
}

const POLL_MS = 100
/** Generous: a first start on a busy machine was seen to take 40 s. */
const READY_SECONDS = 120

export function hostFor(options: HostOptions): Host {
  const { name, folder, cache, children } = options
  return {
    folder,
    java: options.java,
    port: (use) => (use === 'clients' && options.port !== undefined ? wantedPort(options.port) : freePort()),
    program: findProgram,
    files: (bundle) => options.files.get(bundle) ?? [],
    once: (what, make) => onceInCache(cache, what, make, options.say),
    // One compiler, one collector, small heap: these servers serve one developer, for seconds or hours.
    jvm: (heap) => [`-Xmx${heap}`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...options.archive],
    async run(command, args, { cwd = folder } = {}) {
      return (await promisify(execFile)(command, [...args], { cwd, maxBuffer: 1 << 24 })).stdout
    },
    spawn(command, args, { name: part = name, env = {}, signal = 'TERM' } = {}) {
      const log = join(folder, `${part}.log`)
      const child = startChild({ name: part, command, args, env, folder, log, signal, grace: options.grace })
      children.push(child)
      return child
    },
    async ready(child, answers, seconds = READY_SECONDS) {
      const deadline = Date.now() + seconds * 1000
      while (Date.now() < deadline) {
        const end = child.ended()
        if (end !== undefined) throw new Error(`it ended while starting: ${end}`)
        if (await answers()) return
        await sleep(POLL_MS)
      }
      throw new Error(`it did not answer within ${seconds} s`)
    },
  }
}
