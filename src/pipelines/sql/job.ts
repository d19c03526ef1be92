import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { parseType } from '../expr/type-text.ts'
import type { Query } from './ast.ts'
import { parseSql } from './parse/parse.ts'
import { type SqlSource, sqlFailure } from './source.ts'

/** A batch job: one query, the contract of the table it writes, and what it is given for each run. */
export interface SqlJob {
  /** The name of its file. */
  readonly name: string
  readonly source: SqlSource
  /** What its first comment says. */
  readonly description: string
  readonly output: { readonly contract: string; readonly at: number }
  readonly parameters: ReadonlyMap<string, Type>
  readonly query: Query
}

const SETTINGS = ['output', 'parameter'] as const

/**
 * Reads `<name>.sql`: comments at the top say what it is (`-- @output silver.ledger`, `-- @parameter date date`), one query follows.
 * @throws DqError with the place of the first mistake.
 */
export function readSqlJob(source: SqlSource): SqlJob {
  const description: string[] = []
  const parameters = new Map<string, Type>()
  let output: SqlJob['output'] | undefined
  let at = 0
  for (const line of source.text.split('\n')) {
    const comment = /^\s*--\s?(.*?)\s*$/.exec(line)?.[1]
    if (comment === undefined && line.trim() !== '') break
    const setting = /^@(\S*)\s*(.*)$/.exec(comment ?? '')
    if (setting === null) {
      if (comment) description.push(comment)
    } else {
      const [, word = '', rest = ''] = setting
      const fail = (message: string, hint?: string) => sqlFailure(source, at + line.indexOf('@'), message, hint)
      if (word === 'output') {
        if (output !== undefined) throw fail('a second @output', 'a job writes one table')
        if (!/^\S+$/.test(rest)) throw fail('@output names one contract', 'e.g. -- @output silver.finance_ledger')
        output = { contract: rest, at: at + line.indexOf(rest, line.indexOf('@output') + 7) }
      } else if (word === 'parameter') {
        const [, name = '', text = ''] = /^([a-z_][a-z0-9_]*)\s+(\S+)$/.exec(rest) ?? []
        const type = parseType(text)
        if (type === undefined) throw fail('@parameter takes a name and a type', 'e.g. -- @parameter date date')
        parameters.set(name, type)
      } else throw fail(`unknown setting @${word}${didYouMean(word, SETTINGS)}`, `settings: @${SETTINGS.join(', @')}`)
    }
    at += line.length + 1
  }
  if (output === undefined)
    throw sqlFailure(source, 0, 'nothing says what this job writes', 'begin with -- @output <contract>')
  const name = source.file.replace(/^.*\//, '').replace(/\.sql$/, '')
  return { name, source, description: description.join(' '), output, parameters, query: parseSql(source) }
}
