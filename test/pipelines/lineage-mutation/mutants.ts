import type { MemoryEvent } from '../../../src/adapters/event-source/memory.ts'
import { contractTypes } from '../../../src/contracts/codec/value-type.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { Type } from '../../../src/kernel/value-type.ts'
import type { Row } from '../harness/played.ts'

type Event = Exclude<MemoryEvent, { unreadable: string }>

/** The same events with one field changed: of one record at a time, then of all records of the topic. */
export function* mutants(events: readonly Event[], contract: Contract, field: string): Generator<readonly Event[]> {
  const own = events.filter(({ topic }) => topic === contract.name)
  const seen = [...new Set(own.map(({ value }) => (value as Row)[field]))]
  // The same words may join two inputs: an order's id in a payment.
  const elsewhere = events.flatMap(({ topic, value }) => (topic === contract.name ? [] : [(value as Row)[field]]))
  const symbols = symbolsOf(contract, field)
  const change = (event: Event, to: unknown): Event => ({
    ...event,
    ...(contract.settings.key === field && { key: String(to) }),
    value: { ...(event.value as Row), [field]: to },
  })
  for (const event of own) {
    const now = (event.value as Row)[field]
    const others = [...symbols, ...seen, ...elsewhere].filter((value) => value !== undefined && value !== now)
    const values = new Set([...variants(contract, field, now), ...pick(others, 3)])
    for (const to of values) yield events.map((one) => (one === event ? change(event, to) : one))
  }
  if (own.length > 1) {
    for (let i = 0; i < 8; i++) {
      const all = events.map((event) => {
        if (event.topic !== contract.name) return event
        const to = variants(contract, field, (event.value as Row)[field])[i]
        return to === undefined ? event : change(event, to)
      })
      if (all.some((event, at) => event !== events[at])) yield all
    }
  }
}

/** First, last and the middle: neighbours are mostly alike. */
const pick = (values: readonly unknown[], most: number): unknown[] =>
  values.length <= most
    ? [...values]
    : Array.from({ length: most }, (_, i) => values[Math.floor((i * (values.length - 1)) / (most - 1))])

/** Other values of the type, some near and some far; null, as if it had been dropped, where the contract lets it. */
export function variants(contract: Contract, field: string, now: unknown): readonly unknown[] {
  const type: Type = contractTypes(contract).get(field)!
  const dropped = type.nullable && now !== null ? [null] : []
  switch (type.kind) {
    case 'string':
      return [...dropped, ...(now === null ? ['x'] : [`${now}x`, [...String(now)].reverse().join('')])]
    case 'int':
    case 'int53':
    case 'long':
      return [...dropped, Number(now ?? 0) + 1, -Number(now ?? 0) - 1, Number(now ?? 0) * 3 + 7, 0]
    case 'decimal': {
      const { scale } = type
      const of = (value: number) => value.toFixed(scale)
      const amount = Number(now ?? 0)
      return [...dropped, of(amount + 10 ** -scale), of(amount + 200), of(-amount - 1), of(amount * 2), of(0)]
    }
    case 'timestamp': {
      const at = Date.parse(String(now ?? '2017-03-08T12:00:00.000000Z'))
      const shift = (ms: number) => new Date(at + ms).toISOString().replace('Z', '000Z')
      return [
        ...dropped,
        shift(1),
        shift(-1000),
        shift(3000),
        shift(-7000),
        shift(20_000),
        shift(-40_000),
        shift(130_000),
        shift(-200_000),
      ]
    }
    case 'boolean':
      return [...dropped, now !== true]
    default:
      return dropped
  }
}

export function symbolsOf(contract: Contract, field: string): readonly string[] {
  const type = contract.schema.fields.find(({ name }) => name === field)?.type
  const branches = type?.kind === 'union' ? type.branches : type === undefined ? [] : [type]
  return branches.flatMap((branch) => (branch.kind === 'enum' ? branch.symbols : []))
}
