import { isJsonObject, pointer } from '../../kernel/json.ts'
import type { Contract } from '../model.ts'

/** A record key that is not the value of the contract's key field, or undefined when they agree (or the contract has no key). */
export function keyProblem(
  { settings }: Pick<Contract, 'settings'>,
  key: string | null,
  record: unknown,
): { readonly reason: 'key'; readonly path: string; readonly message: string } | undefined {
  if (settings.key === undefined || !isJsonObject(record)) return undefined
  const value = record[settings.key] ?? null
  const expected = value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (key === expected) return undefined
  return {
    reason: 'key',
    path: pointer('', settings.key),
    message: `the record key is ${JSON.stringify(key)}, ${settings.key} is ${JSON.stringify(expected)}`,
  }
}
