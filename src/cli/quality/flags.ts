import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'

/** `name=value`; a value that is JSON is taken as that, anything else as text. */
export const parameterFlag = Flags.custom<readonly [name: string, value: unknown]>({
  helpValue: 'name=value',
  async parse(text) {
    const at = text.indexOf('=')
    if (at <= 0) throw new DqError(`"${text}" gives no value`, { hint: 'e.g. --set min_rows=1000' })
    const value = text.slice(at + 1)
    try {
      return [text.slice(0, at), JSON.parse(value)]
    } catch {
      return [text.slice(0, at), value]
    }
  },
})

/** `table=path`. */
export const tableFlag = Flags.custom<readonly [name: string, data: string]>({
  helpValue: 'table=files',
  async parse(text) {
    const at = text.indexOf('=')
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
    throw new DqError(`"${text}" does not say which table is in which files`, {
      hint: 'e.g. --also bronze.orders=orders.parquet',
    })
  },
})
