import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Everything a run left in its folder: files by name, and the rows of the feature store, whose file holds more than its rows. */
export function outputsOf(folder: string): Map<string, Buffer | string> {
  const files = readdirSync(folder)
    .filter((name) => !name.startsWith('features.sqlite'))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))] as const)
  const database = new DatabaseSync(join(folder, 'features.sqlite'), { readOnly: true })
  const rows = database.prepare('SELECT * FROM keyed_row ORDER BY store, key').all()
  database.close()
  return new Map<string, Buffer | string>([
    ...files,
    ['features.sqlite', rows.map((row) => JSON.stringify(row)).join('\n')],
  ])
}

/** The first difference in words; undefined when there is none. */
export function firstDifference(
  actual: ReadonlyMap<string, Buffer | string>,
  expected: ReadonlyMap<string, Buffer | string>,
): string | undefined {
  const names = new Set([...expected.keys(), ...actual.keys()])
  for (const name of names) {
    const [found, wanted] = [actual.get(name), expected.get(name)]
    if (found === undefined || wanted === undefined)
      return `${name} is ${found === undefined ? 'missing' : 'not expected'}`
    const [a, b] = [Buffer.from(found), Buffer.from(wanted)]
    if (a.equals(b)) continue
    const at = a.findIndex((byte, i) => byte !== b[i])
    return `${name}: ${a.length} bytes where ${b.length} are expected; they differ from byte ${at < 0 ? a.length : at}`
  }
  return undefined
}
