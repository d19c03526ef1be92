import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Trace, TraceFiles } from '../../contracts/privacy/ports.ts'
import { type Holder, holder } from '../../lake/privacy/holder.ts'
import { countLines, dropLines } from './lines.ts'
import { countRows, dropRows } from './rows.ts'

export interface TracesOptions {
  readonly folders: readonly string[]
  /** Folders that others look after: the lake, servers of development. */
  readonly except: readonly string[]
  /** Whether the run whose checkpoint is in a folder is over; undefined where there is none. */
  readonly isOver: (folder: string) => boolean | undefined
}

/** Files of values that people read again: there the value goes, and the row stays. */
const MASKED: readonly string[] = ['quality.sqlite']

/** Event files, dead letters, states and stores below folders: lines of JSON, also packed, and rows of SQLite files. */
export function diskTraces({ folders, except, isOver }: TracesOptions): TraceFiles {
  const files = (): readonly string[] =>
    folders
      .flatMap((folder) =>
        existsSync(folder) ? globSync('**/*', { cwd: folder }).map((path) => join(folder, path)) : [],
      )
      .filter((path) => !except.some((folder) => path.startsWith(`${folder}/`)) && statSync(path).isFile())
      .sort()
  return {
    async find(ids) {
      const holds = holder(ids)
      const traces: Trace[] = []
      const unsearched: string[] = []
      for (const path of files()) {
        const kind = kindOf(path)
        if (kind === 'other' && statSync(path).size > 0 && /\.(avro|parquet|zip|zst)$/.test(path)) unsearched.push(path)
        const count = await countIn(path, kind, holds)
        if (count === 0) continue
        const blocked = blockedBy(path, kind, isOver)
        traces.push({ path, count, ...(blocked !== undefined && { blocked }) })
      }
      return { traces, unsearched }
    },
    async erase(path, ids) {
      const holds = holder(ids)
      if (kindOf(path) === 'rows') return dropRows(path, holds, MASKED.includes(basename(path)) ? '***' : undefined)
      return dropLines(path, holds.inText)
    },
  }
}

type Kind = 'lines' | 'rows' | 'other'

const kindOf = (path: string): Kind =>
  /\.(jsonl|ndjson)(\.gz)?$/.test(path) ? 'lines' : path.endsWith('.sqlite') ? 'rows' : 'other'

async function countIn(path: string, kind: Kind, holds: Holder): Promise<number> {
  switch (kind) {
    case 'lines':
      return countLines(path, holds.inText)
    case 'rows':
      return basename(path) === 'lock.sqlite' ? 0 : countRows(path, holds)
    case 'other':
      return readFileSync(path).toString('latin1').split('\n').filter(holds.inText).length
  }
}

function blockedBy(path: string, kind: Kind, isOver: TracesOptions['isOver']): string | undefined {
  const isOpen = basename(path) === 'checkpoint.sqlite' && isOver(dirname(path)) === false
  if (path.endsWith('.part') || isOpen) return 'a run that is not over: let it end, or begin it again with --fresh'
  return kind === 'other' ? 'neither lines of JSON nor an SQLite file: look at it by hand' : undefined
}
