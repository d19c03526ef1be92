import fc from 'fast-check'
import type { Json, JsonObject } from '../../../../src/kernel/json.ts'

/** A schema before names are given out. */
export type Plan =
  | { readonly plain: Json }
  | { readonly wrap: 'items' | 'values'; readonly inner: Plan }
  | { readonly union: readonly Plan[] }
  | { readonly named: 'enum' | 'fixed'; readonly name: number; readonly size: number; readonly extra: number }
  | { readonly fields: readonly FieldPlan[]; readonly name: number; readonly extra: number }
  | { readonly refer: number }

interface FieldPlan {
  readonly type: Plan
  readonly extra: number
}

const PLAIN: readonly Json[] = [
  ...['boolean', 'int', 'long', 'float', 'double', 'bytes', 'string', 'int', 'string'],
  { type: 'long', logicalType: 'timestamp-micros' },
  { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
]

const name = fc.nat(11)
const extra = fc.nat(63)

const plan: fc.Arbitrary<Plan> = fc.letrec<{ any: Plan; single: Plan }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    { weight: 5, arbitrary: tie('single') },
    { weight: 2, arbitrary: fc.array(tie('single'), { maxLength: 3 }).map((branches) => ({ union: branches })) },
  ),
  single: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: fc.constantFrom(...PLAIN).map((plain) => ({ plain })) },
    { weight: 2, arbitrary: fc.record({ refer: name }) },
    {
      weight: 2,
      arbitrary: fc.record({
        named: fc.constantFrom('enum', 'fixed'),
        name,
        size: fc.integer({ min: 1, max: 4 }),
        extra,
      }),
    },
    { weight: 2, arbitrary: fc.record({ wrap: fc.constantFrom('items', 'values'), inner: tie('any') }) },
    {
      weight: 3,
      arbitrary: fc.record({ fields: fc.array(fc.record({ type: tie('any'), extra }), { maxLength: 4 }), name, extra }),
    },
  ),
})).any

const NAMES = ['A', 'B', 'C', 'x.A', 'x.B', 'y.C', 'D', 'E', 'x.D', 'x.y.E', 'F', 'y.F']

interface Names {
  readonly done: string[]
  readonly open: string[]
}

const isNull: Plan = { plain: 'null' }

/** The schema of a plan: a name that is taken, or a reference, refers to a type that is there. */
function build(from: Plan, names: Names): Json {
  if ('plain' in from) return from.plain
  if ('refer' in from) {
    const known = [...names.done, ...names.open]
    return known[from.refer % known.length] ?? 'null'
  }
  if ('wrap' in from) return { type: from.wrap === 'items' ? 'array' : 'map', [from.wrap]: build(from.inner, names) }
  if ('union' in from) return buildUnion([isNull, ...from.union].slice(from.union.length % 2), names)
  const fullName = NAMES[from.name] ?? 'A'
  if (names.done.includes(fullName) || names.open.includes(fullName)) return fullName
  names.open.push(fullName)
  const dot = fullName.lastIndexOf('.')
  const aliases = from.extra % 8 === 0 ? { aliases: [NAMES[(from.name + from.extra) % NAMES.length] ?? 'A'] } : {}
  const head: JsonObject = { name: fullName.slice(dot + 1), namespace: fullName.slice(0, Math.max(dot, 0)), ...aliases }
  const body =
    'fields' in from ? { type: 'record', ...head, fields: buildFields(from.fields, names) } : leaf(from, head)
  names.open.splice(names.open.indexOf(fullName), 1)
  names.done.push(fullName)
  return body
}

function leaf(from: Extract<Plan, { readonly named: string }>, head: JsonObject): JsonObject {
  if (from.named === 'fixed') return { type: 'fixed', ...head, size: from.size }
  const symbols = ['P', 'Q', 'R', 'S'].slice(0, from.size)
  return { type: 'enum', ...head, symbols, ...(from.extra % 5 === 0 ? { default: 'P' } : {}) }
}

/** Drops branches that a union may not have. */
function buildUnion(branches: readonly Plan[], names: Names): Json {
  const seen = new Set<string>()
  return branches.flatMap((branch) => {
    const json = build(branch, names)
    const called = branchOf(json)
    if (seen.has(called)) return []
    seen.add(called)
    return [json]
  })
}

function branchOf(json: Json): string {
  if (typeof json === 'string') return json
  const { type, name: simple, namespace } = json as { readonly [key: string]: string }
  return simple === undefined ? String(type) : namespace === '' ? simple : `${namespace}.${simple}`
}

const buildFields = (plans: readonly FieldPlan[], names: Names): Json =>
  plans.map(({ type, extra }, i) => {
    const json = build(type, names)
    return {
      name: `f${i}`,
      type: json,
      ...(extra % 3 === 0 ? defaultOf(json) : {}),
      ...(extra % 7 === 0 ? { aliases: [`f${(i + (extra % 4)) % 5}`] } : {}),
    }
  })

export function defaultOf(type: Json): JsonObject {
  if (Array.isArray(type)) return type.length === 0 ? {} : defaultOf(type[0])
  const kind = typeof type === 'string' ? type : String((type as JsonObject).type)
  const value = DEFAULTS[kind]
  return value === undefined ? {} : { default: value }
}

const DEFAULTS: Readonly<Record<string, Json>> = {
  ...{ null: null, boolean: true, int: 1, long: 2, float: 1.5, double: 2.5, bytes: '\u00ff', string: '' },
  ...{ array: [], map: {}, enum: 'P' },
}

/** Random schemas whose parts have names from a small pool, so that two of them have something in common. */
export const schemas: fc.Arbitrary<Json> = plan.map((from) => build(from, { done: [], open: [] }))
