import { keyText } from '../../lake/catalog/key.ts'
import type { Found } from '../privacy/find.ts'
import { gone } from '../privacy/gone.ts'
import { shownPath } from '../shown-path.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'
import { unsearchedText } from './unsearched.ts'

/** A line a place, what erasing does there at its end; ids are not shown. With `all`, each file that stays and all that was not searched. */
export function foundText(found: Found, all: boolean): string {
  const { ids, tables, topics, stores, unsearched } = found
  const rows = tables.flatMap(({ subject, holdings }) =>
    holdings.map(({ key, references, rows, files, older }) => [
      `  ${keyText(key)}`,
      references.map(({ kind, name }) => (kind === 'tag' ? `tag ${name}` : name)).join(', '),
      rows === 0n ? 'no row' : `${counted(Number(rows), 'row')} in ${counted(files, 'file')}`,
      older.length === 0 ? '' : counted(older.length, 'older snapshot'),
      subject.mode === 'mask' ? 'masked' : 'deleted',
    ]),
  )
  const inTopics = topics.map((one) => {
    const { by, how } = gone(one)
    return [`  ${one.topic}`, counted(one.records, 'record'), by === undefined ? how : `gone by ${by}: ${how}`]
  })
  const inStores = stores.flatMap(({ store, system, keys, keptOut }) => [
    ...(keys.length === 0 ? [] : [[`  ${store}`, system, counted(keys.length, 'row'), 'deleted, and kept out']]),
    ...keptOut.map((until) => [
      `  ${store}`,
      system,
      'no row',
      `kept out ${until === undefined ? 'for good' : `until ${new Date(until).toISOString().slice(0, 10)}`}`,
    ]),
  ])
  return [
    ids.length === 1 ? 'known under 1 id' : `known under ${ids.length} ids`,
    ...section('tables', rows),
    ...section('files', fileRows(found, all)),
    ...section('topics', inTopics),
    ...section('stores', inStores),
    ...unsearchedText(unsearched, all),
    '',
    verdict(found),
  ].join('\n')
}

/** Files that an erasure takes lines out of, each; those that it leaves by why, and below which folder they are. */
function fileRows({ traces }: Found, all: boolean): readonly string[][] {
  const erased = traces.filter(({ blocked }) => blocked === undefined)
  const row = (path: string, count: number, what: string): string[] => [`  ${path}`, counted(count, 'time'), what]
  const groups = Map.groupBy(
    traces.filter(({ blocked }) => blocked !== undefined),
    ({ blocked }) => blocked ?? '',
  )
  const left = [...groups].flatMap(([why, files]) => {
    const paths = files.map(({ path }) => shownPath(path))
    if (all || files.length <= MOST_FILES) return files.map(({ path, count }) => row(shownPath(path), count, why))
    const times = files.reduce((sum, { count }) => sum + count, 0)
    return [row(`${files.length} files below ${commonFolder(paths)}`, times, `${why} (--all lists them)`)]
  })
  return [...erased.map(({ path, count }) => row(shownPath(path), count, '')), ...left]
}

const MOST_FILES = 3

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1))
  const differs = first.findIndex((name, i) => others.some((other) => other[i] !== name))
  return (differs === -1 ? first : first.slice(0, differs)).join('/') || '.'
}

function verdict({ tables, traces, topics, stores, unsearched }: Found): string {
  const inStores = stores.filter(({ keys }) => keys.length > 0).length
  const where = [
    ...(tables.length === 0 ? [] : [counted(tables.length, 'table')]),
    ...(traces.length === 0 ? [] : [counted(traces.length, 'file')]),
    ...(topics.length === 0 ? [] : [counted(topics.length, 'topic')]),
    ...(inStores === 0 ? [] : [counted(inStores, 'store')]),
  ]
  const isWhole = unsearched.length === 0
  if (where.length === 0) return isWhole ? 'found nowhere' : 'found nowhere of what was searched: it was not everything'
  const list = where.length === 1 ? where[0] : `${where.slice(0, -1).join(', ')} and ${where.at(-1)}`
  return `found in ${list}${isWhole ? '' : '; not everything was searched'}`
}

const section = (title: string, rows: readonly string[][]): readonly string[] =>
  rows.length === 0 ? [] : ['', paint('bold', title), table(rows)]
