import { didYouMean } from '../../../../kernel/suggest.ts'
import { quoteShort, RecordProblem } from '../../record-problem.ts'
import type { ShapeOf } from '../../shape.ts'
import type { Emitter, JsonKind } from '../emitter.ts'
import { breaksLimits, explainText } from '../explain-text.ts'
import { quote } from '../quote.ts'

export const enumeration: JsonKind<ShapeOf<'enum'>> = {
  decode: (shape, { input, output, path }, emit) => `${check(shape, input, path, emit)} else ${output} = ${input}`,
  encode: (shape, { input, path }, emit) =>
    `${check(shape, input, path, emit)} else text += ${emit.constant(quote)}(${input})`,
}

function check(shape: ShapeOf<'enum'>, input: string, path: string, emit: Emitter): string {
  const symbols = emit.constant(new Set(shape.symbols))
  const problem = emit.constant((value: unknown, at: string) => explain(shape, value, at))
  return `if (!${symbols}.has(${input})${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }`
}

function explain({ name, symbols, limits }: ShapeOf<'enum'>, value: unknown, path: string): RecordProblem {
  if (typeof value !== 'string' || symbols.includes(value))
    return explainText(`a symbol of the enum ${name}`, limits, value, path)
  const known = symbols.length > 20 ? `${symbols.slice(0, 20).join(', ')}, …` : symbols.join(', ')
  return new RecordProblem(
    'schema',
    path,
    `${quoteShort(value)} is no symbol of the enum ${name}${didYouMean(value, symbols)}: ${known}`,
  )
}
