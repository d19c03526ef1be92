import { didYouMean } from '../../../kernel/suggest.ts'
import { quoteShort, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'
import { explainText } from './explain-text.ts'

/** The problem of a value that is no symbol of the enum, or one that its limits refuse. */
export function explainSymbol({ name, symbols, limits }: ShapeOf<'enum'>, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string' || symbols.includes(value))
    return explainText(`a symbol of the enum ${name}`, limits, value, path)
  const known = symbols.length > 20 ? `${symbols.slice(0, 20).join(', ')}, …` : symbols.join(', ')
  return new RecordProblem(
    'schema',
    path,
    `${quoteShort(value)} is no symbol of the enum ${name}${didYouMean(value, symbols)}: ${known}`,
  )
}
