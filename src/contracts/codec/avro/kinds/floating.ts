import { breaksBounds, explainFloating } from '../../json/explain-floating.ts'
import type { Shape, ShapeOf } from '../../shape.ts'
import type { AvroKind } from '../emitter.ts'

type Floating = ShapeOf<'float' | 'double'>

export const floating: AvroKind<Floating> = {
  read(writer, reader, { output, path }, emit) {
    const value = output ?? emit.fresh()
    const bounds = breaksBounds(reader, value)
    const problem = emit.constant((found: unknown, at: string) => explainFloating(reader, found, at))
    const check = bounds === '' ? '' : `\nif (false${bounds}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
    return `${output === undefined ? 'const ' : ''}${value} = ${readAs(writer, reader)}${check}`
  },
  write(shape, { input, path }, emit) {
    const notFloat = shape.kind === 'float' ? ` || !Object.is(Math.fround(${input}), ${input})` : ''
    const problem = emit.constant((value: unknown, at: string) => explainFloating(shape, value, at))
    return `if (typeof ${input} !== 'number'${notFloat}${breaksBounds(shape, input)}) { ${emit.report(`${problem}(${input}, ${path})`)} }
w.${shape.kind}(${input})`
  },
  skip: ({ kind }) => `r.at += ${kind === 'float' ? 4 : 8}`,
}

/** Numbers of other types are promoted; a long that a double cannot hold is rounded, as the specification has it. */
function readAs(writer: Shape, reader: Floating): string {
  if (writer.kind === 'float') return 'r.float()'
  if (writer.kind === 'double') return 'r.double()'
  return reader.kind === 'float' ? 'Math.fround(Number(r.long()))' : 'Number(r.long())'
}
