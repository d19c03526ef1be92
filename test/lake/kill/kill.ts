import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { nessieCatalog } from '../../../src/adapters/branch-catalog/nessie.ts'
import { rowsSql } from '../../../src/adapters/table-data/duckdb/read-sql.ts'
import { inBatches } from '../../../src/kernel/in-batches.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from '../table/lake.ts'
import { type S3Place, s3Place } from '../table/s3-place.ts'

export interface KillTest {
  readonly writers: number
  readonly commits: number
  readonly tables: number
  readonly kills: number
  /** Of a Nessie; without it the embedded catalog. */
  readonly url?: string
  /** Without it tables lie on the disk. */
  readonly s3?: S3Place
}

/** Writers at once, killed at random moments and begun again: every acknowledged commit is there, none is half there. Gives what was counted. */
export async function killWriters({
  writers,
  commits,
  tables,
  kills,
  url,
  s3,
}: KillTest): Promise<{ commits: number; kills: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'dq-lake-kill-'))
  try {
    const catalog = url === undefined ? undefined : nessieCatalog({ url })
    const { lake, connection } = await openLake(folder, catalog, s3 && s3Place(s3, folder))
    const prefix = s3 === undefined ? 'of' : 's3of'
    const columns = [column('id', { kind: 'long' }, true), column('attempt', { kind: 'string' }, true)]
    const names = Array.from({ length: tables }, (_, i) => `${prefix}${tables}_${i}`)
    for (const name of names)
      await createTable(lake, {
        branch: 'main',
        key: ['bronze', name],
        columns,
        partitionBy: [],
        message: 'create',
        ...AUTHOR,
      })

    const killed = await runWriters(folder, prefix, {
      writers,
      commits,
      tables,
      kills,
      ...(url !== undefined && { url }),
      ...(s3 && { s3 }),
    })

    let count = 0
    for (const name of names) {
      const { metadata } = await loadTable(lake, 'main', ['bronze', name])
      const live = await liveEntries(lake, metadata)
      const files = await inBatches(live, async ({ file }) => ({ path: await lake.files.local(file.path) }))
      const sql = `SELECT attempt, count(*)::INTEGER AS rows FROM ${rowsSql(metadata.schema, files)} GROUP BY attempt`
      const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson()
      expect(rows.filter(({ rows }) => rows !== 3)).toEqual([])
      const there = new Set(rows.map(({ attempt }) => attempt))
      const promised = acknowledged(folder, writers).filter(([table]) => table === name)
      expect(promised.filter(([, attempt]) => !there.has(attempt ?? ''))).toEqual([])
      count += promised.length
    }
    expect(count).toBe(writers * commits)
    return { commits: count, kills: killed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const acknowledged = (folder: string, writers: number): readonly (readonly string[])[] =>
  Array.from({ length: writers }, (_, i) =>
    readFileSync(`${folder}/acknowledged-${i}`, 'utf8').split('\n').filter(Boolean),
  )
    .flat()
    .map((line) => line.split(' '))

/** Until every writer has done its share; the first `kills` that are alive at a random moment die, git and all. */
function runWriters(
  folder: string,
  prefix: string,
  { writers, commits, tables, kills, url = '-', s3 }: KillTest,
): Promise<number> {
  const alive = new Set<ChildProcess>()
  let killed = 0
  return new Promise((resolve, reject) => {
    let running = writers
    const begin = (writer: number): void => {
      const script = join(import.meta.dirname, 'writer.ts')
      const place = s3 === undefined ? '-' : JSON.stringify(s3)
      const args = [script, folder, url, place, prefix, String(tables), String(commits), String(writer)]
      // A group of its own: a kill takes the git processes with it, in the middle of whatever they do.
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
      let problem = ''
      child.stderr?.on('data', (text) => {
        problem += text
      })
      alive.add(child)
      child.once('exit', (code, signal) => {
        alive.delete(child)
        if (signal === 'SIGKILL') return begin(writer)
        if (code !== 0) return reject(new Error(`writer ${writer} ended with ${code}: ${problem}`))
        if (--running === 0) resolve(killed)
      })
    }
    const strike = (): void => {
      if (killed >= kills || running === 0) return
      const [...all] = alive
      const victim = all[Math.floor(Math.random() * all.length)]
      if (victim?.pid !== undefined) {
        try {
          process.kill(-victim.pid, 'SIGKILL')
          killed++
        } catch {
          // It had just ended by itself.
        }
      }
      setTimeout(strike, 300 + Math.random() * 900)
    }
    for (let writer = 0; writer < writers; writer++) begin(writer)
    setTimeout(strike, 800)
  })
}
