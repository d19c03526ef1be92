import { isJsonObject, pointer } from '../../../kernel/json.ts'
import { formatDate } from '../../codec/civil-date.ts'
import { RecordProblem } from '../../codec/record-problem.ts'
import type { Shape, ShapeOf } from '../../codec/shape.ts'
import { formatTimestamp } from '../../codec/timestamp.ts'
import { type ConnectSchema, fieldOf } from './connect-schema.ts'
import { CONNECT_DECIMAL, decimalText, unscaledOf, variableScale } from './decimals.ts'
import { microsOf, timestampText, timeText, UNIT_OF } from './times.ts'

/** A value of a change event as the contract's decoder takes it; `path` is a JSON pointer. It throws a RecordProblem. */
export type Convert = (value: unknown, path: string) => unknown

/** Postgres did not send the value: it is large, stored apart, and was not changed (`unavailable.value.placeholder`). */
export class UnavailableValue extends RecordProblem {}

const UNAVAILABLE = '__debezium_unavailable_value'
const UNAVAILABLE_BASE64 = 'X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=='

/**
 * How values come to the contract's type: by what the schema part declares them to be, else by the contract's own type.
 * Undefined: they are as they should be.
 */
export function converterOf(shape: Shape, declared?: ConnectSchema): Convert | undefined {
  const convert = converter(shape, declared)
  return convert && ((value, path) => (value === null || value === undefined ? value : convert(value, path)))
}

function converter(shape: Shape, declared: ConnectSchema | undefined): Convert | undefined {
  const unit = declared?.name === undefined ? undefined : UNIT_OF[declared.name]
  switch (shape.kind) {
    case 'date':
      return (value) =>
        Number.isInteger(value) ? formatDate(value as number) : typeof value === 'string' ? withoutZ(value) : value
    case 'time':
      return (value, path) =>
        isWhole(value)
          ? timeText(microsOf(value, unit ?? shape.unit, path), path)
          : typeof value === 'string'
            ? withoutZ(value)
            : value
    case 'timestamp':
      return (value, path) =>
        isWhole(value)
          ? formatTimestamp(microsOf(value, unit ?? shape.unit, path))
          : typeof value === 'string'
            ? timestampText(value, path)
            : value
    case 'decimal':
      return (value, path) => decimalText(value, shape.scale, declared, path)
    case 'long':
    case 'int53':
      // `bigint.unsigned.handling.mode=precise`
      return declared?.name === CONNECT_DECIMAL
        ? (value) => (typeof value === 'string' ? String(unscaledOf(value) ?? value) : value)
        : undefined
    case 'boolean':
      // TINYINT(1) is a number on the wire, BIT(1) is none.
      return (value) => (value === 0 ? false : value === 1 ? true : value)
    case 'string':
      return text(declared)
    case 'bytes':
      return (value, path) => (typeof value === 'string' ? base64(available(value, path)) : value)
    case 'array': {
      const item = converterOf(shape.items, declared?.items)
      return (
        item && ((value, path) => (Array.isArray(value) ? value.map((one, i) => item(one, pointer(path, i))) : value))
      )
    }
    case 'map': {
      const inner = converterOf(shape.values, declared?.values)
      return (value, path) => {
        const map = typeof value === 'string' ? hstore(value) : value
        return isJsonObject(map) && inner !== undefined ? mapped(map, path, () => inner) : map
      }
    }
    case 'record':
      return rowConverter(shape, declared)
    default:
      return undefined
  }
}

/** Fields that the contract does not know stay: the decoder says that they are there. */
export function rowConverter({ definition }: ShapeOf<'record'>, declared: ConnectSchema | undefined): Convert {
  let fields: ReadonlyMap<string, Convert> | undefined
  return (value, path) => {
    // Made when it is first met: a record may hold itself.
    fields ??= new Map(
      definition.fields.flatMap(({ name, shape }) => {
        const convert = converterOf(shape, fieldOf(declared, name))
        return convert === undefined ? [] : [[name, convert]]
      }),
    )
    return isJsonObject(value) ? mapped(value, path, (name) => fields?.get(name)) : value
  }
}

function text(declared: ConnectSchema | undefined): Convert {
  if (declared?.name === CONNECT_DECIMAL)
    return (value, path) => decimalText(value, Number(declared.parameters?.scale ?? 0), declared, path)
  return (value, path) =>
    typeof value === 'string'
      ? available(value, path)
      : typeof value === 'object'
        ? (variableScale(value) ?? value)
        : value
}

function available(value: string, path: string): string {
  if (value !== UNAVAILABLE && value !== UNAVAILABLE_BASE64) return value
  throw new UnavailableValue(
    'schema',
    path,
    'the value was not sent, as it is stored apart and did not change: REPLICA IDENTITY FULL sends it',
  )
}

/** `binary.handling.mode=base64-url-safe` has two other letters, and may leave the padding out. */
function base64(value: string): string {
  const standard = value.replaceAll('-', '+').replaceAll('_', '/')
  return standard.padEnd(Math.ceil(standard.length / 4) * 4, '=')
}

/** `hstore.handling.mode=json` */
function hstore(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const mapped = (
  value: { readonly [name: string]: unknown },
  path: string,
  converterOf: (name: string) => Convert | undefined,
): unknown => {
  const out: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const convert = converterOf(name)
    const converted = convert === undefined ? value[name] : convert(value[name], pointer(path, name))
    // Whatever the name: `__proto__` is one like another.
    if (name === '__proto__') Object.defineProperty(out, name, { value: converted, enumerable: true })
    else out[name] = converted
  }
  return out
}

/** A whole number, or its digits. */
const isWhole = (value: unknown): value is number | string =>
  Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value))

/** `IsoDate`, `IsoTime` and `ZonedTime` are in UTC, and say so. */
const withoutZ = (value: string): string => value.replace(/(?:Z|\+00:?00)$/, '')
