import { breaksLimits } from '../../json/explain-text.ts'
import { explainUuid } from '../../json/explain-uuid.ts'
import type { ShapeOf } from '../../shape.ts'
import { isUuid } from '../../uuid.ts'
import type { AvroKind } from '../emitter.ts'
import { noValue } from '../explain.ts'
import type { AvroReader } from '../reader.ts'
import type { AvroWriter } from '../writer.ts'
import { skipLength } from './string.ts'

const notUuid = noValue('a uuid')

/** Text, or the 16 bytes of a fixed. */
export const uuid: AvroKind<ShapeOf<'uuid'>> = {
  read(writer, reader, { output, path }, emit) {
    const value = output ?? emit.fresh()
    const isFixed = writer.kind === 'uuid' && writer.stored === 'fixed'
    const problem = emit.constant((found: unknown, at: string) =>
      found === undefined ? notUuid(at) : explainUuid(reader.limits, found, at),
    )
    const wrong = isFixed ? '' : ` || !${emit.constant(isUuid)}(${value})`
    return `${output === undefined ? 'const ' : ''}${value} = ${isFixed ? `${emit.constant(readUuid)}(r)` : 'r.text()'}
if (${value} === undefined${wrong}${breaksLimits(reader.limits, value, emit)}) { ${emit.report(`${problem}(${value}, ${path})`)} }`
  },
  write(shape, { input, path }, emit) {
    const problem = emit.constant((value: unknown, at: string) => explainUuid(shape.limits, value, at))
    const write = shape.stored === 'fixed' ? `${emit.constant(writeUuid)}(w, ${input})` : `w.text(${input})`
    return `if (typeof ${input} !== 'string' || !${emit.constant(isUuid)}(${input})${breaksLimits(shape.limits, input, emit)}) { ${emit.report(`${problem}(${input}, ${path})`)} }
${write}`
  },
  skip: ({ stored }, emit) => (stored === 'fixed' ? 'r.at += 16' : skipLength(emit)),
}

function readUuid(reader: AvroReader): string | undefined {
  const from = reader.over(16)
  if (from < 0) return undefined
  let text = ''
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += reader.bytes[from + i]!.toString(16).padStart(2, '0')
  }
  return text
}

function writeUuid(writer: AvroWriter, text: string): void {
  const hex = text.replaceAll('-', '')
  for (let i = 0; i < 32; i += 2) writer.byte(Number.parseInt(hex.slice(i, i + 2), 16))
}
