import type { Json, JsonObject } from '../../kernel/json.ts'
import type { AvroSchema, LogicalType } from './schema.ts'

type Base = { readonly kind: AvroSchema['kind']; readonly size?: number; readonly props: JsonObject }

const ON: Readonly<Record<string, AvroSchema['kind']>> = {
  'big-decimal': 'bytes',
  date: 'int',
  'time-millis': 'int',
  'time-micros': 'long',
  'timestamp-millis': 'long',
  'timestamp-micros': 'long',
  'timestamp-nanos': 'long',
  'local-timestamp-millis': 'long',
  'local-timestamp-micros': 'long',
  'local-timestamp-nanos': 'long',
}

/**
 * The logical type that is valid on this schema, if any (specification 1.12, "Logical Types"). `isInt` says whether an
 * attribute's number is written as an integer of 32 bits: to Avro Java a precision of 4.0 is none.
 */
export function logicalType(base: Base, isInt: (attribute: string) => boolean): LogicalType | undefined {
  const name = own(base.props, 'logicalType')
  if (typeof name !== 'string') return undefined
  if (name === 'decimal') return decimal(base, isInt)
  if (name === 'uuid')
    return base.kind === 'string' || (base.kind === 'fixed' && base.size === 16) ? { name } : undefined
  if (name === 'duration') return base.kind === 'fixed' && base.size === 12 ? { name } : undefined
  // `ON` holds exactly the remaining names of LogicalType.
  return Object.hasOwn(ON, name) && ON[name] === base.kind ? ({ name } as LogicalType) : undefined
}

function decimal(base: Base, isInt: (attribute: string) => boolean): LogicalType | undefined {
  if (base.kind !== 'bytes' && base.kind !== 'fixed') return undefined
  const precision = own(base.props, 'precision')
  const scale = own(base.props, 'scale') ?? (Object.hasOwn(base.props, 'scale') ? null : 0)
  if (typeof precision !== 'number' || typeof scale !== 'number' || !isInt('precision')) return undefined
  if (Object.hasOwn(base.props, 'scale') && !isInt('scale')) return undefined
  if (precision < 1 || scale < 0 || scale > precision) return undefined
  if (base.kind === 'fixed' && precision > maxPrecision(base.size ?? 0)) return undefined
  return { name: 'decimal', precision, scale }
}

/** Decimal digits that always fit into `size` bytes of two's complement: floor(log10(2) × (8 × size − 1)). */
const maxPrecision = (size: number): number => Math.floor(Math.log10(2) * (8 * size - 1))

const own = (props: JsonObject, key: string): Json | undefined => (Object.hasOwn(props, key) ? props[key] : undefined)
