import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { StartedServer } from './port.ts'

const startedServer = z.object({
  name: z.string(),
  product: z.string(),
  endpoints: z.record(z.string(), z.string()),
  folder: z.string(),
  logs: z.array(z.string()),
  processes: z.array(z.object({ pid: z.int(), began: z.string() })),
  seconds: z.number(),
})

/** What `dq stack` started in this repository: a file each in `<stateDir>/stack`. */
export interface StackState {
  all(): readonly StartedServer[]
  get(name: string): StartedServer | undefined
  put(server: StartedServer): void
  remove(name: string): void
}

export function stackState(stateDir: string): StackState {
  const folder = join(stateDir, 'stack')
  const fileOf = (name: string) => join(folder, `${name}.json`)
  const get = (name: string) =>
    existsSync(fileOf(name)) ? startedServer.parse(JSON.parse(readFileSync(fileOf(name), 'utf8'))) : undefined
  return {
    get,
    all: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((file) => file.endsWith('.json'))
        .sort()
        .flatMap((file) => get(file.slice(0, -'.json'.length)) ?? []),
    put(server) {
      mkdirSync(folder, { recursive: true })
      const temporary = `${fileOf(server.name)}.tmp`
      writeFileSync(temporary, `${JSON.stringify(startedServer.parse(server), null, 2)}\n`)
      renameSync(temporary, fileOf(server.name))
    },
    remove: (name) => rmSync(fileOf(name), { force: true }),
  }
}
