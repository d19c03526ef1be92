import type { Change } from '../../../src/contracts/diff/change.ts'

const AT = { file: 'x.yaml', line: 1 }
const change = (kind: Extract<Change, { what: string }>['kind'], more: object = {}): readonly Change[] => [
  { kind, of: 'orders', path: '', before: AT, after: AT, what: 'x', ...more },
]

/** Changes that other parts of the repo bring in: rule, what was done, the change, and what the rule says. */
// biome-ignore format: one row a case
export const governance: readonly (readonly [rule: string, did: string, changes: readonly Change[], says?: string])[] = [
  ['expectation-removed',  'removed',    change('expectation-removed', { path: 'order_id' }), 'orders: x on order_id was removed'],
  ['expectation-removed',  'added',      change('expectation-added')],
  ['expectation-loosened', 'loosened',   change('expectation-loosened', { from: 'mostly 1', to: 'mostly 0.9' }), 'orders: x went from mostly 1 to mostly 0.9'],
  ['expectation-loosened', 'tightened',  change('expectation-tightened')],
  ['gate-removed',         'removed',    change('gate-removed'), 'orders: gate x was removed'],
  ['gate-removed',         'lowered',    change('gate-removed', { what: 'approvals', from: '2', to: '1' }), 'orders: gate approvals went from 2 to 1'],
  ['gate-removed',         'added',      change('gate-added')],
  ['gate-removed',         'not over',   change('gate-removed', { what: 'freeze x', from: '2026-11-22' }), 'orders: gate freeze x was removed'],
  ['gate-removed',         'over',       change('gate-removed', { what: 'freeze x', from: '2026-11-21' })],
  ['actor-added',          'added',      change('actor-added'), 'orders: x may act now'],
  ['actor-added',          'removed',    change('actor-removed')],
  ['path-added',           'added',      change('path-added'), 'orders: x is a new promotion path'],
  ['path-added',           'removed',    change('path-removed')],
  ['permit-added',         'added',      change('permit-added', { to: '2026-12-31' }), 'orders: x is permitted until 2026-12-31'],
  ['permit-added',         'removed',    change('permit-removed')],
  ['waiver-extended',      'extended',   change('waiver-extended', { from: '2026-12-31', to: '2027-12-31' }), 'orders: the waiver of x was prolonged from 2026-12-31 to 2027-12-31'],
  ['waiver-extended',      'added',      change('waiver-added')],
]
