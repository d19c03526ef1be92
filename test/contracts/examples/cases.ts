type Files = { readonly [path: string]: string }

const RECORD = { order_id: 'a', total: '1.00', note: null, created_at: '2017-03-08T12:00:00Z' }
const valid = (change: object = {}): string => JSON.stringify({ ...RECORD, ...change })
const invalid = (error: object, change: object = {}, more: object = {}): string =>
  JSON.stringify({ error, ...more, record: { ...RECORD, ...change } })

const EMPTY_ID = invalid({ reason: 'constraint', path: '/order_id' }, { order_id: '' })
const GOOD: Files = { 'order-created/valid/plain.json': valid(), 'order-created/invalid/id.json': EMPTY_ID }
const withInvalid = (text: string): Files => ({ ...GOOD, 'order-created/invalid/x.json': text })
const withValid = (text: string): Files => ({ ...GOOD, 'order-created/valid/x.json': text })

const X = 'examples/order-created/invalid/x.json'
const V = 'examples/order-created/valid/x.json'

/** What the folder holds, and every finding: `file:line:column rule: message` (`…`: the codec's own words). The contract is the one of base-repo.ts. */
// biome-ignore format: one row a case
export const cases: readonly (readonly [holds: string, files: Files, examples: number, findings: readonly string[]])[] = [
  ['one of each',                       GOOD, 2, []],
  ['nothing',                           {}, 0, ['contracts/events/order.created.odcs.yaml no-examples: "order.created" has no valid example', 'contracts/events/order.created.odcs.yaml no-examples: "order.created" has no invalid example']],
  ['no invalid one',                    { 'order-created/valid/plain.json': valid() }, 1, ['contracts/events/order.created.odcs.yaml no-examples: "order.created" has no invalid example']],
  ['a folder of no contract',           { ...GOOD, 'order-creatd/valid/a.json': valid(), 'order-creatd/valid/b.json': valid() }, 2, ['examples/order-creatd unknown-example-folder: no contract has the id "order-creatd" (did you mean "order-created"?)']],
  ['a folder that is neither',          { ...GOOD, 'order-created/invald/a.json': EMPTY_ID }, 2, ['examples/order-created/invald unknown-example-folder: "invald" is neither valid nor invalid (did you mean "invalid"?)']],
  ['a file in no folder',               { ...GOOD, 'order-created/plain.json': valid() }, 2, ['examples/order-created/plain.json unknown-example-folder: "plain.json" is neither valid nor invalid']],
  ['a file that is no .json',           { ...GOOD, 'order-created/valid/a.jsn': valid() }, 2, ['examples/order-created/valid/a.jsn invalid-example-file: an example is a .json file']],
  ['broken JSON in line 2',             withValid('{\n  order_id: 1}'), 3, [`${V}:2:3 invalid-example-file: not valid JSON: invalid symbol`]],
  ['an empty file',                     withValid(''), 3, [`${V}:1:1 invalid-example-file: not valid JSON: value expected`]],
  ['a valid one that is refused',       withValid('{\n  "order_id": "a",\n  "total": 1.5,\n  "note": null,\n  "created_at": "2017-03-08T12:00:00Z"\n}'), 3, [`${V}:3:12 example-refused: /total: …`]],
  ['a valid one that lacks a field',    withValid('{\n  "order_id": "a",\n  "note": null,\n  "created_at": "2017-03-08T12:00:00Z"\n}'), 3, [`${V}:1:1 example-refused: /total: the required field "total" is missing (schema)`]],
  ['an invalid one that passes',        withInvalid(invalid({ reason: 'schema', path: '/total' })), 3, [`${X}:1:10 example-accepted: the record passes the contract`]],
  ['another reason than named',         withInvalid(invalid({ reason: 'schema', path: '/order_id' }, { order_id: '' })), 3, [`${X}:1:10 example-wrong-error: the record is refused otherwise: /order_id: …`]],
  ['another path than named',           withInvalid(invalid({ reason: 'constraint', path: '/total' }, { order_id: '' })), 3, [`${X}:1:10 example-wrong-error: the record is refused otherwise: /order_id: …`]],
  ['another message than named',        withInvalid(invalid({ reason: 'constraint', path: '/order_id', message: 'pattern' }, { order_id: '' })), 3, [`${X}:1:10 example-wrong-error: the record is refused otherwise: /order_id: …`]],
  ['the message as named',              withInvalid(invalid({ reason: 'constraint', path: '/order_id', message: 'minLength' }, { order_id: '' })), 3, []],
  ['another key than the key field',    withInvalid(invalid({ reason: 'key', path: '/order_id' }, {}, { key: 'b' })), 3, []],
  ['no key at all',                     withInvalid(invalid({ reason: 'key', path: '/order_id' }, {}, { key: null })), 3, []],
  ['the right key',                     withInvalid(invalid({ reason: 'key', path: '/order_id' }, {}, { key: 'a' })), 3, [`${X}:1:10 example-accepted: the record passes the contract`]],
  ['no error named',                    withInvalid(valid()), 3, [`${X}:1:1 invalid-example-file: the example names no error`]],
  ['an unknown reason',                 withInvalid('{"error": {"reason": "scheme", "path": ""}, "record": 1}'), 3, [`${X}:1:22 invalid-example-file: error.reason: Invalid option: expected one of "schema"|"constraint"|"key" (did you mean "schema"?)`]],
  ['a path that is no pointer',         withInvalid('{"error": {"reason": "schema", "path": "total"}, "record": 1}'), 3, [`${X}:1:40 invalid-example-file: error.path: a JSON pointer such as /total_amount, or "" for the whole record`]],
  ['no record',                         withInvalid('{"error": {"reason": "schema", "path": ""}}'), 3, [`${X}:1:1 invalid-example-file: "record" is missing`]],
]
