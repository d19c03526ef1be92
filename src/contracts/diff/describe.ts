import type { Json } from '../../kernel/json.ts'
import type { LogicalType } from '../avro/schema.ts'
import type { Deprecation } from '../deprecation.ts'
import type { Change, ChangeKind, ChangeOf, GovernanceChange } from './change.ts'

/** What a change did: added something, took it away, or made it another. */
export type Sign = '+' | '-' | '~'

interface Description {
  readonly sign: Sign
  readonly text: string
}

/** A change in one line for people, without its contract and place. */
export const describeChange = (change: Change): Description =>
  // The entry of a kind takes the changes of that kind.
  (DESCRIPTIONS[change.kind] as (change: Change) => Description)(change)

const plus = (text: string): Description => ({ sign: '+', text })
const minus = (text: string): Description => ({ sign: '-', text })

type Moved = { readonly path: string; readonly from?: unknown; readonly to?: unknown }

/** `what: from → to`; added or removed when one side is missing. */
function moved(what: string, { from, to }: Moved): Description {
  if (from === undefined) return plus(`${what}: ${shown(to)}`)
  if (to === undefined) return minus(`${what}: ${shown(from)}`)
  return { sign: '~', text: `${what}: ${shown(from)} → ${shown(to)}` }
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))

const setting = (change: Moved): Description => moved(`setting ${change.path}`, change)

const whole = (change: Moved): Description => moved(change.path, change)

const inField = (path: string): string => (path === '' ? 'the record' : `field ${path}`)

const field = (what: string) => (change: Moved) => moved(`${inField(change.path)}, ${what}`, change)

const json = (value: Json): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner))

export const logicalText = (logical: LogicalType | undefined): string | undefined =>
  logical?.name === 'decimal' ? `decimal(${logical.precision},${logical.scale})` : logical?.name

const deprecation = (value: Deprecation | undefined): string | undefined =>
  value && [value.reason ?? 'yes', ...(value.sunset === undefined ? [] : [`until ${value.sunset}`])].join(', ')

/** Long texts are cut; the files say all of it. */
const short = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : text.length > 60 ? `"${text.slice(0, 57)}…"` : `"${text}"`

const sla = ({ path, from, to, direction }: ChangeOf<'sla-changed' | 'sla-added' | 'sla-removed'>): Description => {
  const { sign, text } = moved(path, { path, from, to })
  return { sign, text: sign === '~' ? `${text} (${direction})` : text }
}

const governed =
  (sign: Sign, words: string) =>
  ({ what, path, from, to }: GovernanceChange): Description => {
    const values = from === undefined && to === undefined ? '' : `, ${moved('', { path, from, to }).text.slice(2)}`
    return { sign, text: `${words} ${what}${path === '' ? '' : ` (${path})`}${values}` }
  }

const DESCRIPTIONS: { readonly [K in ChangeKind]: (change: ChangeOf<K>) => Description } = {
  'contract-added': ({ version }) => plus(`contract, version ${version}`),
  'contract-removed': ({ version }) => minus(`contract, version ${version}`),
  'topic-renamed': (change) => moved('name', change),
  'contract-moved': (change) => moved('file', change),
  'contract-id-changed': whole,
  'version-changed': whole,
  'status-changed': whole,
  'contract-kind-changed': whole,
  'owner-changed': whole,
  'domain-changed': whole,
  'contract-text-changed': ({ path, from, to }) => moved(path, { path, from: short(from), to: short(to) }),
  'compatibility-changed': setting,
  'wire-format-changed': setting,
  'key-changed': setting,
  'key-format-changed': setting,
  'subject-strategy-changed': setting,
  'partitions-changed': setting,
  'partitioner-changed': setting,
  'event-time-changed': setting,
  'event-id-changed': setting,
  'dead-letter-topic-changed': setting,
  'retention-changed': setting,
  'sunset-changed': setting,
  'sla-added': sla,
  'sla-removed': sla,
  'sla-changed': sla,
  'privacy-class-changed': field('privacy class'),
  'constraint-changed': (change) => field(change.constraint)(change),
  'field-added': ({ path, type, hasDefault }) => plus(`field ${path}: ${type}${hasDefault ? ', with a default' : ''}`),
  'field-removed': ({ path, type }) => minus(`field ${path}: ${type}`),
  'field-renamed': ({ path, from }) => ({ sign: '~', text: `field ${path}: renamed from ${from}, by alias` }),
  'type-changed': field('type'),
  'logical-type-changed': ({ path, from, to }) =>
    field('logical type')({ path, from: logicalText(from), to: logicalText(to) }),
  'nullability-changed': ({ path, isNullable }) => ({
    sign: '~',
    text: `${inField(path)}: ${isNullable ? 'may be null now' : 'may not be null any more'}`,
  }),
  'default-added': ({ path, to }) => plus(`${inField(path)}, default: ${json(to)}`),
  'default-removed': ({ path, from }) => minus(`${inField(path)}, default: ${json(from)}`),
  'default-changed': ({ path, from, to }) => field('default')({ path, from: json(from), to: json(to) }),
  'doc-changed': ({ path, from, to }) => field('doc')({ path, from: short(from), to: short(to) }),
  'fields-reordered': field('order of fields'),
  'sort-order-changed': field('sort order'),
  'aliases-changed': ({ path, from, to }) =>
    field('aliases')({ path, from: from.join(', ') || 'none', to: to.join(', ') || 'none' }),
  'type-renamed': field('name of the type'),
  'enum-symbols-added': ({ path, symbols }) => plus(`${inField(path)}, symbols: ${symbols.join(', ')}`),
  'enum-symbols-removed': ({ path, symbols }) => minus(`${inField(path)}, symbols: ${symbols.join(', ')}`),
  'enum-symbols-reordered': field('order of symbols'),
  'enum-default-changed': field('default of the enum'),
  'fixed-size-changed': field('size'),
  'branches-added': ({ path, branches }) => plus(`${inField(path)}, union branches: ${branches.join(', ')}`),
  'branches-removed': ({ path, branches }) => minus(`${inField(path)}, union branches: ${branches.join(', ')}`),
  'branches-reordered': field('order of union branches'),
  'deprecation-changed': ({ path, from, to }) =>
    field('deprecated')({ path, from: deprecation(from), to: deprecation(to) }),
  'expectation-added': governed('+', 'expectation'),
  'expectation-removed': governed('-', 'expectation'),
  'expectation-tightened': governed('~', 'tightened expectation'),
  'expectation-loosened': governed('~', 'loosened expectation'),
  'gate-added': governed('+', 'gate'),
  'gate-removed': governed('-', 'gate'),
  'actor-added': governed('+', 'actor'),
  'actor-removed': governed('-', 'actor'),
  'path-added': governed('+', 'promotion path'),
  'path-removed': governed('-', 'promotion path'),
  'waiver-added': governed('+', 'waiver'),
  'waiver-removed': governed('-', 'waiver'),
  'waiver-extended': governed('~', 'extended waiver'),
  'permit-added': governed('+', 'permit'),
  'permit-removed': governed('-', 'permit'),
}
