import { keyText } from '../../lake/catalog/key.ts'
import { counted } from '../report/report.ts'
import { shownPath } from '../shown-path.ts'
import type { Found } from './find.ts'
import { gone } from './gone.ts'

/** What holds a person's data: in words, without the id. */
export function leftOf({ tables, traces, topics, stores }: Found): readonly string[] {
  const states = tables.flatMap(({ holdings }) => holdings)
  const rows = states.flatMap(({ key, rows, references }) =>
    rows === 0n
      ? []
      : references.map(
          ({ kind, name }) => `${keyText(key)} on ${kind} ${name}: ${rows} ${rows === 1n ? 'row' : 'rows'}`,
        ),
  )
  const older = states.flatMap(({ key, older, references }) =>
    older.length === 0
      ? []
      : [
          `${keyText(key)}: ${counted(older.length, 'older snapshot')} of ${references.map(({ name }) => name).join(', ')}`,
        ],
  )
  const files = traces.map(
    ({ path, count, blocked }) =>
      `${shownPath(path)}: ${counted(count, 'time')}${blocked === undefined ? '' : `; ${blocked}`}`,
  )
  const records = topics.map((one) => {
    const { by, how } = gone(one)
    return `topic ${one.topic}: ${counted(one.records, 'record')}, ${by === undefined ? how : `gone by ${by}`}`
  })
  const kept = stores.flatMap(({ store, system, keys }) =>
    keys.length === 0 ? [] : [`${store} in ${system}: ${counted(keys.length, 'row')}`],
  )
  return [...rows, ...older, ...files, ...records, ...kept]
}
