import { MAX_PRECISION, type ScalarKind, type Type } from '../../kernel/value-type.ts'
import type { ExprType } from './types.ts'

const SCALARS: ReadonlySet<string> = new Set<ScalarKind>([
  'boolean',
  'int',
  'int53',
  'long',
  'float',
  'double',
  'string',
  'bytes',
  'date',
  'time',
  'timestamp',
])

/** A type as users and cases write it: `decimal(12,2)`, `array<string>`, a trailing `?` when it may be null. */
export function typeText(type: ExprType): string {
  if (type.kind === 'null') return 'null'
  const suffix = type.nullable ? '?' : ''
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})${suffix}`
    case 'array':
      return `array<${typeText(type.items)}>${suffix}`
    case 'map':
      return `map<${typeText(type.values)}>${suffix}`
    case 'record':
      return `record<${type.fields.map((field) => `${field.name}: ${typeText(field.type)}`).join(', ')}>${suffix}`
    case 'union':
      return `union<${type.branches.map((branch) => branch.name).join(', ')}>${suffix}`
    default:
      return `${type.kind}${suffix}`
  }
}

/** The inverse for scalars, decimals and arrays; undefined when the text is none of them. */
export function parseType(text: string): Type | undefined {
  const nullable = text.endsWith('?')
  const bare = nullable ? text.slice(0, -1) : text
  if (SCALARS.has(bare)) return { kind: bare as ScalarKind, nullable }
  const decimal = /^decimal\((\d{1,2}),\s*(\d{1,2})\)$/.exec(bare)
  if (decimal !== null) {
    const [precision, scale] = [Number(decimal[1]), Number(decimal[2])]
    return precision >= 1 && precision <= MAX_PRECISION && scale <= precision
      ? { kind: 'decimal', precision, scale, nullable }
      : undefined
  }
  const items = /^array<(.+)>$/.exec(bare)?.[1]
  const itemType = items === undefined ? undefined : parseType(items)
  return itemType === undefined ? undefined : { kind: 'array', items: itemType, nullable }
}
