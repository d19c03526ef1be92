import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { syncContracts } from '../../../src/contracts/sync/sync-contracts.ts'
import { gitRepo } from '../../git-repo.ts'
import { memoryFiles } from '../memory-files.ts'

/** One change of one file that RADAR-Schemas saw. */
export interface RadarPair {
  readonly id: string
  readonly path: string
  readonly from: string
  readonly to: string
}

const CORPUS = new URL('../avro/corpus/radar_pairs_2017_2018.ndjson.gz', import.meta.url)

export const radarChanges: readonly RadarPair[] = gunzipSync(readFileSync(CORPUS))
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))

const nameOf = (path: string): string => path.replace(/\.avsc$/, '').replaceAll('/', '.')

/** A contract for an avsc, as its team would have written it; a version a step, so that versions are not what is judged. */
const document = (path: string, step: number): string => {
  const name = nameOf(path)
  return `apiVersion: v3.1.0
kind: DataContract
id: ${name.replaceAll('.', '-')}
name: ${name}
version: ${step + 1}.0.0
status: active
team:
  name: radar
schema:
  - name: ${name.replaceAll(/\W/g, '_')}
    physicalName: ${name}
    physicalType: topic
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./${path.split('/').at(-1)}
customProperties:
  - property: compatibility
    value: FULL
`
}

/**
 * The history as a git repository: a commit a change, tagged with its id. The pairs have no commits that only add or move a
 * file, and no merges: a commit tagged `to-…` brings a file to where a change begins, and takes away what it was moved from.
 * Each contract's properties follow its avsc, as dq contract sync writes them.
 */
export async function radarRepo(): Promise<{ readonly folder: string; readonly tags: readonly string[] }> {
  const { folder } = gitRepo()
  const now = new Map<string, string>()
  const commits: { readonly tag: string; readonly files: ReadonlyMap<string, string | undefined> }[] = []
  const commit = async (tag: string, path: string, gone: readonly string[] = []) => {
    const files = new Map<string, string | undefined>(
      gone.flatMap((one) => [
        [one, undefined],
        [documentOf(one), undefined],
      ]),
    )
    for (const user of usersOf(path, now))
      for (const [name, text] of await contract(user, commits.length, now)) files.set(name, text)
    commits.push({ tag, files })
  }
  for (const { id, path, from, to } of radarChanges) {
    if (now.get(path) !== from) {
      const moved = [...now].flatMap(([other, text]) =>
        other !== path && typeIn(text) === typeIn(from) ? [other] : [],
      )
      for (const other of moved) now.delete(other)
      now.set(path, from)
      await commit(`to-${id}`, path, moved)
    }
    now.set(path, to)
    await commit(id, path)
  }
  const script = commits.flatMap(({ tag, files }, i) => [
    `commit refs/heads/main\nmark :${i + 1}\ncommitter t <t@example.com> ${1_500_000_000 + i} +0000\n${data(tag)}`,
    ...(i === 0 ? [] : [`from :${i}\n`]),
    ...[...files].map(([path, text]) =>
      text === undefined ? `D contracts/${path}\n` : `M 100644 inline contracts/${path}\n${data(text)}`,
    ),
    `reset refs/tags/${tag}\nfrom :${i + 1}\n\n`,
  ])
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: script.join('') })
  return { folder, tags: commits.map(({ tag }) => tag) }
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`

/** The full name of the type that a file defines, as far as its text tells without parsing. */
const typeIn = (avsc: string): string =>
  ['namespace', 'name'].map((key) => new RegExp(`"${key}"\\s*:\\s*"([\\w.]+)"`).exec(avsc)?.[1]).join('.')

const documentOf = (path: string): string => `${path.slice(0, path.lastIndexOf('/') + 1)}${nameOf(path)}.odcs.yaml`

/** The avsc and, when it is a record, its contract beside it; an enum alone is a type that others use. */
async function contract(path: string, step: number, now: ReadonlyMap<string, string>): Promise<Written> {
  const avsc = now.get(path) ?? ''
  const odcs = documentOf(path)
  if (/^[^[]*?"type"\s*:\s*"(enum|fixed)"/.test(avsc))
    return [
      [path, avsc],
      [odcs, undefined],
    ]
  const used = [...reached(path, now, (from, to) => mentions(now.get(from) ?? '', now.get(to) ?? ''))]
  const synced = async (paths: readonly string[]): Promise<string | undefined> => {
    const avscs = Object.fromEntries(paths.map((one) => [one, now.get(one) ?? '']))
    const { changes } = await syncContracts(memoryFiles({ [odcs]: document(path, step), ...avscs }))
    return changes.find((change) => change.path === odcs)?.text
  }
  const text = (await synced(used)) ?? (await synced([path])) ?? document(path, step)
  return [
    [path, avsc],
    [odcs, text],
  ]
}

type Written = readonly (readonly [path: string, text: string | undefined])[]

/** The file and those whose schemas use its type, whose properties change with it. */
const usersOf = (path: string, now: ReadonlyMap<string, string>): ReadonlySet<string> =>
  reached(path, now, (from, to) => mentions(now.get(to) ?? '', now.get(from) ?? ''))

function reached(
  path: string,
  now: ReadonlyMap<string, string>,
  leads: (from: string, to: string) => boolean,
): ReadonlySet<string> {
  const found = new Set([path])
  for (const from of found) for (const to of now.keys()) if (!found.has(to) && leads(from, to)) found.add(to)
  return found
}

/** Whether a text refers to a type that another defines, going by names alone; those of RADAR's types begin with a capital. */
const mentions = (text: string, other: string): boolean =>
  [...other.matchAll(/"name"\s*:\s*"(?:[\w.]*\.)?([A-Z]\w*)"/g)].some(([, name]) =>
    new RegExp(`"(?:type|items|values)"\\s*:[^{}]*?"(?:[\\w.]*\\.)?${name}"`).test(text),
  )
