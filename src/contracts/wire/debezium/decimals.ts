import { fromBase64 } from '../../codec/base64.ts'
import { formatDecimal } from '../../codec/decimal.ts'
import { mismatch, RecordProblem } from '../../codec/record-problem.ts'
import type { ConnectSchema } from './connect-schema.ts'

export const CONNECT_DECIMAL = 'org.apache.kafka.connect.data.Decimal'

/** A double has 15 decimal digits that are what was meant; more of them may be its own. */
const EXACT_DIGITS = 15

/**
 * A decimal as text, whatever `decimal.handling.mode` made of it: base64 of the unscaled number (precise), text (string), a number
 * (double; the JSON converter's `decimal.format=numeric`), or `{scale, value}` where the column has no scale of its own.
 */
export function decimalText(value: unknown, scale: number, declared: ConnectSchema | undefined, path: string): unknown {
  if (typeof value === 'number') return fromNumber(value, path)
  if (typeof value === 'string') return fromText(value, scale, declared, path)
  const variable = variableScale(value)
  return variable === undefined ? value : withoutZeros(variable, scale)
}

/** The text of `io.debezium.data.VariableScaleDecimal`; undefined for anything else. */
export function variableScale(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('scale' in value) || !('value' in value)) return undefined
  if (!Number.isInteger(value.scale) || typeof value.value !== 'string') return undefined
  const unscaled = unscaledOf(value.value)
  const scale = value.scale as number
  if (unscaled === undefined) return undefined
  return scale < 0 ? formatDecimal(unscaled * 10n ** BigInt(-scale), 0) : formatDecimal(unscaled, scale)
}

/** The number that base64 of a two's complement says, the greatest byte first; undefined when it is no base64. */
export function unscaledOf(text: string): bigint | undefined {
  const bytes = fromBase64(text)
  if (bytes === undefined || bytes.length === 0) return undefined
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  return bytes[0]! > 127 ? number - (1n << BigInt(bytes.length * 8)) : number
}

function fromText(text: string, scale: number, declared: ConnectSchema | undefined, path: string): string {
  const isPrecise = declared?.name === CONNECT_DECIMAL
  // Base64 has neither point nor sign, and text of a column with a scale always has its point.
  if (declared?.type === 'string' || /[.-]/.test(text)) return text
  const unscaled = unscaledOf(text)
  if (unscaled === undefined) return text
  if (!isPrecise && scale === 0 && /^\d+$/.test(text))
    throw new RecordProblem(
      'schema',
      path,
      `"${text}" may be the number or base64 of another: send decimals with schemas.enable=true, or in Avro`,
    )
  return formatDecimal(unscaled, isPrecise ? Number(declared.parameters?.scale ?? scale) : scale)
}

function fromNumber(value: number, path: string): string {
  const text = String(value)
  const digits = text.replace(/^-?0*\.?0*|\./g, '').length
  if (/^-?\d+(\.\d+)?$/.test(text) && digits <= EXACT_DIGITS) return text
  throw mismatch(
    `a decimal, exactly (decimal.handling.mode=precise or string; a double has ${EXACT_DIGITS} digits)`,
    value,
    path,
  )
}

/** Zeros behind what the column keeps say nothing. */
function withoutZeros(text: string, scale: number): string {
  const point = text.indexOf('.')
  if (point < 0 || text.length - point - 1 <= scale) return text
  const [kept, rest] = [text.slice(0, point + 1 + scale), text.slice(point + 1 + scale)]
  return /^0*$/.test(rest) ? kept.replace(/\.$/, '') : text
}
