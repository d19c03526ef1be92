import type { Json } from '../../src/kernel/json.ts'

export const PAIRS = 1000
const FIELDS = 20

const TYPES: readonly Json[] = [
  'string',
  'long',
  'int',
  'double',
  'boolean',
  'bytes',
  ['null', 'string'],
  { type: 'array', items: 'string' },
  { type: 'map', values: 'long' },
  { type: 'long', logicalType: 'timestamp-micros' },
]

/** Record n before and after a change: a field is added to all, and some get a symbol, a field inside, another type. */
function version(n: number, after: boolean): Json {
  const fields = Array.from({ length: FIELDS }, (_, i) => {
    const type = fieldType(n, i, after)
    return {
      name: `field_${i}`,
      type,
      doc: `Field ${i} of event ${n}.`,
      ...(Array.isArray(type) ? { default: null } : {}),
    }
  })
  const added = { name: 'added', type: ['null', 'string'], default: null }
  return {
    type: 'record',
    name: `Event${n}`,
    namespace: 'shop.events',
    doc: `What happened, number ${n}.`,
    fields: after ? [...fields, added] : fields,
  }
}

function fieldType(n: number, i: number, after: boolean): Json {
  if (i === 2 && after && n % 3 === 0) return 'long'
  if (i === 5)
    return { type: 'enum', name: `Status${n}`, symbols: ['OPEN', 'PAID', ...(after && n % 4 === 0 ? ['LOST'] : [])] }
  if (i !== 9) return TYPES[(i * 7 + n) % TYPES.length] ?? 'string'
  const city = { name: 'city', type: 'string' }
  const inner = [
    { name: 'street', type: 'string' },
    { name: 'zip', type: ['null', 'string'], default: null },
  ]
  return { type: 'record', name: `Address${n}`, fields: after && n % 5 === 0 ? [...inner, city] : inner }
}

/** 2,000 lines: reader and writer by turns. */
export const pairLines = (): string =>
  Array.from(
    { length: PAIRS },
    (_, n) => `${JSON.stringify(version(n, true))}\n${JSON.stringify(version(n, false))}\n`,
  ).join('')
