import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { Json } from '../../../src/kernel/json.ts'
import type { SourceEvent } from '../../../src/pipelines/ports.ts'
import type { Row } from '../harness/played.ts'
import { symbolsOf, variants } from './mutants.ts'

const EVENTS = 24
const START = Date.UTC(2017, 2, 8, 12)

/**
 * A crowded case that no fixture has: few keys, few shared ids, all within five minutes, so that everything meets everything.
 * Each record is a real one with its key, times and ids replaced, and some of its other fields.
 */
export function randomCase(
  real: readonly SourceEvent[],
  contracts: readonly Contract[],
  random: () => number,
): readonly SourceEvent[] {
  const any = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  // Real ones: a contract may ask for a form.
  const keys = [...new Set(real.map(({ key }) => key))].slice(0, 2)
  const times = Array.from({ length: EVENTS }, () => START + Math.floor(random() * 300) * 1000).sort((a, b) => a - b)
  // Mostly a record of the first input has an id of its own, so that who is which stays clear; the others name one of them.
  const isOrderly = random() < 0.7
  const of = times.map(() => any(contracts))
  const first = of.flatMap((contract, i) => (contract === contracts[0] ? [`x${i}`] : []))
  return times.map((time, offset): SourceEvent => {
    const contract = of[offset]!
    const { key, eventTime, eventId } = contract.settings
    const value: Row = { ...(any(real.filter(({ topic }) => topic === contract.name)).value as Row) }
    const replace = (name: string, to: unknown): void => {
      const was = value[name]
      value[name] = to
      if (!fits(contract, value)) value[name] = was
    }
    for (const { name } of contract.schema.fields) {
      if (name === key) replace(name, any(keys))
      else if (name === eventTime) replace(name, new Date(time).toISOString().replace('Z', '000Z'))
      else if (name === eventId) replace(name, `e${offset}`)
      else if (/_id$/.test(name))
        replace(
          name,
          contract === contracts[0] && isOrderly ? `x${offset}` : any(isOrderly ? first : first.slice(0, 2)),
        )
      else if (random() < 0.5)
        replace(name, any([...variants(contract, name, value[name]), ...symbolsOf(contract, name), value[name]]))
    }
    const text = JSON.stringify(value)
    return {
      topic: contract.name,
      partition: 0,
      offset,
      arrival: time + Math.floor(random() * 3000),
      key: key === undefined ? null : String(value[key]),
      value,
      text,
    }
  })
}

const decoders = new WeakMap<Contract, (value: Json) => unknown>()

function fits(contract: Contract, value: Row): boolean {
  const decode = decoders.get(contract) ?? compileJsonDecoder(contract)
  decoders.set(contract, decode)
  try {
    decode(value as Json)
    return true
  } catch {
    return false
  }
}
