import type { SlaProperty } from '../model.ts'
import type { Direction, SlaChange } from './change.ts'
import type { Sides } from './pair.ts'

/** The differences of the service levels; a property is matched by its name and the element it is measured on, which may be said later. */
export function* diffSla(sides: Sides): Iterable<SlaChange> {
  const { before, after } = sides
  const base = (property: SlaProperty) => ({ of: after.name, path: keyOf(property), property: property.property })
  for (const [i, old] of before.sla.entries()) {
    const j = after.sla.findIndex((candidate) => isSame(old, candidate, sides))
    const now = after.sla[j]
    const place = () => before.places.odcs(['slaProperties', i, 'value'])
    if (now === undefined)
      yield {
        kind: 'sla-removed',
        ...base(old),
        before: place(),
        after: after.places.odcs(['slaProperties']),
        from: valueText(old),
        direction: 'loosened',
      }
    else {
      const [from, to] = [valueText(old), valueText(now)]
      if (from === to) continue
      const at = { before: place(), after: after.places.odcs(['slaProperties', j, 'value']) }
      yield { kind: 'sla-changed', ...base(now), ...at, from, to, direction: directionOf(old, now) }
    }
  }
  for (const [i, now] of after.sla.entries()) {
    if (before.sla.some((old) => isSame(old, now, sides))) continue
    const at = after.places.odcs(['slaProperties', i, 'value'])
    yield { kind: 'sla-added', ...base(now), after: at, to: valueText(now), direction: 'tightened' }
  }
}

/** The only promise of its kind is the same one when it says at last what it is measured on. */
function isSame(old: SlaProperty, now: SlaProperty, { before, after }: Sides): boolean {
  if (keyOf(old) === keyOf(now)) return true
  const isAlone = [before, after].every(({ sla }) => sla.filter((of) => of.property === old.property).length === 1)
  return isAlone && old.property === now.property && old.element === undefined
}

/** `sla.freshness`, or `sla.freshness(order_created.created_at)`. */
const keyOf = ({ property, element }: SlaProperty): string =>
  `sla.${property}${element === undefined ? '' : `(${element})`}`

const valueText = ({ value, unit }: SlaProperty): string => `${value}${unit === undefined ? '' : ` ${unit}`}`

/** Properties of ODCS (full name and short one) of which less is a better promise. */
const LESS_IS_BETTER = [
  ['latency', 'ly'],
  ['freshness'],
  ['frequency', 'fy'],
  ['errorRate', 'er'],
  ['timeToDetect', 'td'],
  ['timeToNotify', 'tn'],
  ['timeToRepair', 'tr'],
  ['generalAvailability', 'ga'],
  ['timeOfAvailability', 'ta'],
].flat()

/** … and of which more is: a later end, a longer retention. */
const MORE_IS_BETTER = [
  ['retention', 're'],
  ['availability', 'av'],
  ['throughput', 'th'],
  ['endOfSupport', 'es'],
  ['endOfLife', 'el'],
  ['completeness'],
].flat()

function directionOf(before: SlaProperty, after: SlaProperty): Direction {
  const [from, to] = [amount(before), amount(after)]
  if (from === undefined || to === undefined || typeof from !== typeof to) return 'changed'
  if (from === to) return 'restated'
  if (LESS_IS_BETTER.includes(after.property)) return to < from ? 'tightened' : 'loosened'
  if (MORE_IS_BETTER.includes(after.property)) return to > from ? 'tightened' : 'loosened'
  return 'changed'
}

/** Seconds of each unit of time that ODCS names; a month has 30 days and a year 365, for comparing only. */
const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  millisecond: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  m: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
  w: 604_800,
  week: 604_800,
  mo: 2_592_000,
  month: 2_592_000,
  y: 31_536_000,
  yr: 31_536_000,
  year: 31_536_000,
}

/** How many seconds a unit of time has; undefined for any other unit. */
export function secondsOf(unit: string | undefined): number | undefined {
  const name = unit?.toLowerCase() ?? ''
  return SECONDS[name] ?? SECONDS[name.replace(/s$/, '')]
}

/** Time in seconds, other numbers as they are, days and times as text that sorts; undefined for what cannot be compared. */
function amount({ value, unit }: Pick<SlaProperty, 'value' | 'unit'>): number | string | undefined {
  if (typeof value === 'boolean') return undefined
  const number = Number(value)
  if (value !== '' && !Number.isNaN(number)) {
    return number * (secondsOf(unit) ?? 1)
  }
  return /^\d{4}-\d{2}-\d{2}/.test(String(value)) ? String(value) : undefined
}
