import type { Type } from '../../../src/kernel/value-type.ts'
import type { LiteralExpr } from '../../../src/pipelines/expr/ir.ts'
import { digitsOfDecimal } from '../../../src/pipelines/expr/literals.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import { isBigint } from '../../../src/pipelines/expr/types.ts'

/** A value of a case: `decimal(12,2) 12.30`, `string? null`, or the bare `null`. */
export interface CaseValue {
  readonly type: Type | undefined
  /** Undefined for null. */
  readonly text: string | undefined
}

export function caseValue(written: string): CaseValue {
  if (written === 'null') return { type: undefined, text: undefined }
  const space = written.indexOf(' ')
  const type = parseType(space < 0 ? written : written.slice(0, space))
  if (type === undefined) throw new Error(`no type in "${written}"`)
  const text = space < 0 ? '' : written.slice(space + 1)
  return { type, text: type.nullable && text === 'null' ? undefined : text }
}

/** The value in the representation of kernel/value-type.ts, made with nothing of the code under test. */
export function represent(type: Type, text: string | undefined): unknown {
  if (text === undefined) return null
  switch (type.kind) {
    case 'boolean':
      return text === 'true'
    case 'int':
    case 'int53':
    case 'double':
      return Number(text)
    case 'float':
      return Math.fround(Number(text))
    case 'long':
      return BigInt(text)
    case 'decimal': {
      const [whole, fraction = ''] = text.split('.')
      if (fraction.length > type.scale) throw new Error(`"${text}" has more digits than its type`)
      const unscaled = BigInt(`${whole}${fraction.padEnd(type.scale, '0')}`)
      return isBigint(type) ? unscaled : Number(unscaled)
    }
    case 'string':
      return text
    case 'timestamp': {
      const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text)!
      return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'))
    }
    case 'date':
      return Date.parse(`${text}T00:00:00Z`) / 86_400_000
    case 'array':
      return JSON.parse(text)
    default:
      throw new Error(`no values of ${type.kind} in cases`)
  }
}

/** One text for one value, whoever computed it: what comparisons compare. */
export function canonical(type: Type, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  switch (type.kind) {
    case 'decimal': {
      const unscaled = BigInt(value as number | bigint)
      const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(type.scale + 1, '0')
      const point = digits.length - type.scale
      return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${type.scale === 0 ? '' : `.${digits.slice(point)}`}`
    }
    case 'double':
    case 'float':
      return String(Number(value) + 0)
    case 'timestamp': {
      const micros = BigInt(value as number)
      const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
      return `${new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19)}.${String(rest).padStart(6, '0')}Z`
    }
    case 'date':
      return new Date((value as number) * 86_400_000).toISOString().slice(0, 10)
    case 'array':
      return JSON.stringify(value)
    default:
      return String(value)
  }
}

/** Whether the value is held as its type says: the right JavaScript type, within range, no -0 for exact numbers. */
export function wellHeld(type: Type, value: unknown): boolean {
  if (value === null) return type.nullable
  if (isBigint(type)) return typeof value === 'bigint'
  switch (type.kind) {
    case 'int':
    case 'int53':
    case 'decimal':
    case 'timestamp':
    case 'date':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
    case 'float':
      return typeof value === 'number' && Object.is(Math.fround(value), value)
    case 'double':
      return typeof value === 'number'
    case 'array':
      return Array.isArray(value)
    default:
      return typeof value === type.kind
  }
}

/** The value as a literal node, or undefined where literals have another type (a decimal's digits, an int53). */
export function literalFor({ type, text }: CaseValue): LiteralExpr | undefined {
  if (type === undefined) return { op: 'literal', type: 'null' }
  if (text === undefined || type.nullable) return undefined
  switch (type.kind) {
    case 'boolean':
      return { op: 'literal', type: 'boolean', value: text === 'true' }
    case 'int':
      return { op: 'literal', type: 'int', value: Number(text) }
    case 'double':
    case 'float': {
      const value = type.kind === 'float' ? Math.fround(Number(text)) : Number(text)
      return { op: 'literal', type: type.kind, value: Number.isFinite(value) ? value : (String(value) as 'NaN') }
    }
    case 'decimal': {
      const digits = digitsOfDecimal(text)
      return digits.precision === type.precision && digits.scale === type.scale
        ? { op: 'literal', type: 'decimal', value: text }
        : undefined
    }
    case 'long':
    case 'string':
    case 'timestamp':
    case 'date':
      return { op: 'literal', type: type.kind, value: text }
    default:
      return undefined
  }
}
