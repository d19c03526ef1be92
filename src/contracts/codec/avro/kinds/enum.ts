import { explainSymbol } from '../../json/explain-symbol.ts'
import { breaksLimits, explainText } from '../../json/explain-text.ts'
import { RecordProblem } from '../../record-problem.ts'
import type { Shape, ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'

/** The symbol's index; symbols are matched by name where the writer's enum is another version. */
export const enumeration: AvroKind<ShapeOf<'enum'>> = {
  read(writer, reader, { output, path }, emit) {
    const symbols = symbolsOf(writer)
    const value = output ?? emit.fresh()
    const index = emit.fresh()
    const table = emit.constant(symbols.map((symbol) => (reader.symbols.includes(symbol) ? symbol : undefined)))
    const problem = emit.constant((found: number, at: string) => {
      const symbol = symbols[found]
      if (symbol === undefined)
        return new RecordProblem(
          'schema',
          at,
          `there is no symbol ${found} in the enum ${reader.name} of ${symbols.length}`,
        )
      return reader.symbols.includes(symbol)
        ? explainText(`a symbol of the enum ${reader.name}`, reader.limits, symbol, at)
        : explainSymbol(reader, symbol, at)
    })
    return `const ${index} = r.int()
${output === undefined ? 'const ' : ''}${value} = ${table}[${index}]
if (${value} === undefined${breaksLimits(reader.limits, value, emit)}) { ${emit.report(`${problem}(${index}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const indexes = emit.constant(new Map(shape.symbols.map((symbol, i) => [symbol, i])))
    const index = emit.fresh()
    const problem = emit.constant((value: unknown, at: string) => explainSymbol(shape, value, at))
    return `const ${index} = ${indexes}.get(${input})
if (${index} === undefined${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.integer(${index})`
  },
  skip: () => 'r.skipVarint()',
}

const symbolsOf = (writer: Shape): readonly string[] => (writer.kind === 'enum' ? writer.symbols : [])
