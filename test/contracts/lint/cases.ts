import { AVSC, edited, ODCS, renamed } from '../base-repo.ts'
import { add, avsc, BASE, type Files, field, note, odcs, setting } from '../diff/repo.ts'
import { BLUEPRINT, connector } from './connector.ts'

const PATH = 'events/order.created.odcs.yaml'
const AVSC_PATH = 'events/order.created.avsc'

/** Three folders in one: paths below `contracts/`, `examples/` and `connectors/`; without a folder they are contracts. */
const connectors = (text: string, contracts: Files = TABLE): Files => ({ ...contracts, 'connectors/mysql.json': text })

/** The contract of the table that connectors of these tests capture. */
const TABLE: Files = {
  'cdc/shop.ecommerce.orders.odcs.yaml': renamed(ODCS, 'shop.ecommerce.orders'),
  'cdc/shop.ecommerce.orders.avsc': renamed(AVSC, 'shop.ecommerce.orders'),
}
const forEver: Files = {
  ...TABLE,
  'cdc/shop.ecommerce.orders.odcs.yaml': `${renamed(ODCS, 'shop.ecommerce.orders')}  - property: retentionMs\n    value: -1\n`,
}
const debezium = (files: Files): Files => ({
  ...files,
  [PATH]: `${files[PATH]}  - property: wireFormat\n    value: debezium-json\n`,
})
const without = (...names: string[]): Files => ({
  ...BASE,
  [PATH]: names.reduce((text, name) => text.replace(new RegExp(`  - property: ${name}\\n    value: .*\\n`), ''), ODCS),
})
const retention = (value: string, unit: string, more: Files = BASE): Files => ({
  ...more,
  [PATH]: edited(
    more[PATH] ?? '',
    'customProperties:',
    `slaProperties:\n  - property: retention\n    value: ${value}\n    unit: ${unit}\ncustomProperties:`,
  ),
})
const classified = (name: string, more: string): string =>
  edited(
    ODCS,
    'customProperties:',
    `      - name: ${name}\n        logicalType: string\n        physicalType: string\n        required: true\n${more}customProperties:`,
  )
const DAY = '  - property: retentionMs\n    value: 86400000\n'

interface Case {
  /** `line: message`, lines of an avsc with an a before, of a connector with a c. */
  readonly says?: readonly string[]
  /** A part of a file after `--fix` that was not there before. */
  readonly mended?: string
}

/** Rule, what was done, the files, and what the rule says. */
// biome-ignore format: one row a case
export const cases: readonly (readonly [rule: string, did: string, files: Files, then: Case])[] = [
  ['field-name-style',     'camelCase',                 field('{ "name": "placedAt", "type": "int" }'), { says: ['a10: field "placedAt" is not in snake_case'] }],
  ['field-name-style',     'inside a record',           note('{ "type": "record", "name": "N", "fields": [{ "name": "Text", "type": "string" }] }'), { says: ['a8: field "note.Text" is not in snake_case'] }],
  ['field-name-style',     'snake_case',                field('{ "name": "placed_at_2", "type": "int" }'), {}],
  ['field-name-style',     'Debezium names it',         debezium(field('{ "name": "databaseName", "type": "string" }')), {}],
  ['record-name-style',    'snake_case',                avsc(['"OrderCreated"', '"order_created"']), { says: ['a3: the record "order_created" is not in PascalCase'] }],
  ['record-name-style',    'an enum',                   note('{ "type": "enum", "name": "kind", "symbols": ["a"] }'), { says: ['a8: the enum "kind" is not in PascalCase'] }],
  ['record-name-style',    'PascalCase',                BASE, {}],
  ['topic-name-style',     'one word',                  { 'events/orders.odcs.yaml': renamed(ODCS, 'orders'), 'events/orders.avsc': renamed(AVSC, 'orders') }, { says: ['4: the name "orders" is not of the form domain.what'] }],
  ['topic-name-style',     'a table of one word',       { 'events/orders.odcs.yaml': edited(renamed(ODCS, 'orders'), 'physicalType: topic', 'physicalType: table'), 'events/orders.avsc': renamed(AVSC, 'orders') }, {}],
  ['topic-name-style',     'two words',                 BASE, {}],
  ['missing-description',  'three fields say nothing',  BASE, { says: ['a7: field "total" has no description', 'a8: field "note" has no description', 'a9: field "created_at" has no description'] }],
  ['missing-description',  'an empty one',              avsc(['"Id of the order."', '" "']), { says: ['a6: field "order_id" has no description', 'a7: field "total" has no description', 'a8: field "note" has no description', 'a9: field "created_at" has no description'] }],
  ['missing-description',  'in ODCS only',              odcs(['decimal(12,2)\n        required: true\n', 'decimal(12,2)\n        required: true\n        description: What is owed.\n']), { says: ['a8: field "note" has no description', 'a9: field "created_at" has no description'] }],
  ['missing-description',  'fields of the envelope',    debezium(BASE), {}],
  ['missing-purpose',      'none',                      BASE, { says: ['1: "order.created" has no purpose'] }],
  ['missing-purpose',      'one',                       add('description: {purpose: One fact.}\n'), {}],
  ['missing-owner',        'none',                      BASE, { says: ['1: "order.created" has no owner'] }],
  ['missing-owner',        'one',                       add('team: {name: checkout}\n'), {}],
  ['missing-examples',     'none',                      BASE, { says: ['16: "order.created" has no example'] }],
  ['missing-examples',     'in a field',                odcs(['        logicalTypeOptions:', '        examples: [a]\n        logicalTypeOptions:']), {}],
  ['missing-examples',     'a record',                  { ...BASE, 'examples/order-created/valid/a.json': '{}' }, {}],
  ['missing-examples',     'only an invalid record',    { ...BASE, 'examples/order-created/invalid/a.json': '{}' }, { says: ['16: "order.created" has no example'] }],
  ['topic-without-key',    'no key',                    without('key'), { says: ['36: "order.created" has no key'] }],
  ['topic-without-key',    'a table needs none',        { ...without('key'), [PATH]: edited(without('key')[PATH] ?? '', 'physicalType: topic', 'physicalType: table') }, {}],
  ['topic-without-key',    'a key',                     BASE, {}],
  ['money-without-decimal', 'a double',                 field('{ "name": "total_price", "type": "double" }'), { says: ['a10: field "total_price" looks like money and is a plain double'] }],
  ['money-without-decimal', 'optional text',            field('{ "name": "freightCost", "type": ["null", "string"] }'), { says: ['a10: field "freightCost" looks like money and is a plain string'] }],
  ['money-without-decimal', 'whole cents',              field('{ "name": "price_cents", "type": "long" }'), {}],
  ['money-without-decimal', 'a decimal',                avsc(['"name": "total"', '"name": "total_amount"']), {}],
  ['time-without-logical-type', 'a long',               field('{ "name": "paid_at", "type": "long" }'), { says: ['a10: field "paid_at" looks like a moment and is a plain long'] }],
  ['time-without-logical-type', 'a text',               field('{ "name": "birth_date", "type": "string" }'), { says: ['a10: field "birth_date" looks like a moment and is a plain string'] }],
  ['time-without-logical-type', 'a day',                field('{ "name": "birth_date", "type": { "type": "int", "logicalType": "date" } }'), {}],
  ['time-without-logical-type', 'a word that ends so',  field('{ "name": "format", "type": "string" }'), {}],
  ['nullable-without-default', 'null first',            note('["null", "string"]'), { says: ['a8: field "note" may be null and has no default'], mended: '{ "name": "note", "type": ["null", "string"], "default": null }' }],
  ['nullable-without-default', 'over many lines',       avsc(['{ "name": "note", "type": ["null", "string"], "default": null }', '{\n      "name": "note", // free text\n      "type": ["null", "string"] // may be absent\n    }']), { says: ['a8: field "note" may be null and has no default'], mended: '"type": ["null", "string"], // may be absent\n      "default": null\n' }],
  ['nullable-without-default', 'null last: a guess',    note('["string", "null"]'), { says: ['a8: field "note" may be null and has no default'] }],
  ['nullable-without-default', 'a default',             BASE, {}],
  ['nullable-without-default', 'Debezium has its own',  debezium(note('["null", "string"]')), {}],
  ['debezium-optional-without-default', 'no default',   debezium(note('["null", "string"]')), { says: ['a8: optional field "note" has no default'], mended: '"type": ["null", "string"], "default": null }' }],
  ['debezium-optional-without-default', 'a default',    debezium(BASE), {}],
  ['debezium-optional-without-default', 'no Debezium',  note('["null", "string"]'), {}],
  ['unclassified-personal-field', 'an e-mail address',  { ...BASE, [AVSC_PATH]: edited(AVSC, '"timestamp-micros" } }\n', '"timestamp-micros" } },\n    { "name": "contact_email", "type": "string" }\n'), [PATH]: classified('contact_email', '') }, { says: ['35: field "contact_email" looks personal (email) and has no privacy class'] }],
  ['unclassified-personal-field', 'inside a record',    note('{ "type": "record", "name": "N", "fields": [{ "name": "cpf", "type": "string" }] }'), { says: ['27: field "note.cpf" looks personal (cpf) and has no privacy class'] }],
  ['unclassified-personal-field', 'with a class',       { ...BASE, [AVSC_PATH]: edited(AVSC, '"timestamp-micros" } }\n', '"timestamp-micros" } },\n    { "name": "contact_email", "type": "string" }\n'), [PATH]: classified('contact_email', '        classification: personal\n') }, {}],
  ['unclassified-personal-field', 'no person\'s name',  field('{ "name": "product_name", "type": "string" }'), {}],
  ['retention-not-set',    'promised only',             retention('1', 'd'), { says: ['37: a retention of 1 d is promised, but the topic\'s is not set'], mended: `    value: order_id\n${DAY}` }],
  ['retention-not-set',    'promised, comments stay',   { ...BASE, [PATH]: `${retention('1', 'd')[PATH]?.trimEnd()} # the id\n# the end\n` }, { says: ['37: a retention of 1 d is promised, but the topic\'s is not set'], mended: `    value: order_id # the id\n${DAY}# the end\n` }],
  ['retention-not-set',    'no settings at all',        { ...BASE, [PATH]: `${ODCS.slice(0, ODCS.indexOf('customProperties:'))}slaProperties:\n  - {property: retention, value: 24, unit: h}` }, { says: ['36: a retention of 24 h is promised, but the topic\'s is not set'], mended: `unit: h}\ncustomProperties:\n${DAY}` }],
  ['retention-not-set',    'set',                       retention('1', 'd', setting('retentionMs', '86400000')), {}],
  ['retention-not-set',    'not a time',                retention('3', 'versions'), {}],
  ['retention-contradicts-sla', 'a day and a week',     retention('7', 'd', setting('retentionMs', '86400000')), { says: ['47: retentionMs is 86400000, but 7 d (604800000 ms) are promised'] }],
  ['retention-contradicts-sla', 'a day and 24 hours',   retention('24', 'hours', setting('retentionMs', '86400000')), {}],
  ['empty-value',          'an empty description',      odcs(['      - name: total\n', '      - name: total\n        description: ""\n']), { says: ['24: "description" is empty'], mended: '      - name: total\n        logicalType: number\n' }],
  ['empty-value',          'an empty list with a word', odcs(['status: active\n', 'status: active\ntags: [] # none yet\n']), { says: ['7: "tags" is empty'] }],
  ['empty-value',          'filled in',                 BASE, {}],

  ['connector-unreadable', 'a comma too many',          connectors('{"connector.class": "x",}'), { says: ['c1: not valid JSON: property name expected'] }],
  ['connector-unreadable', 'something else',            connectors('{"a": 1}'), { says: ['c1: the file is no connector: it has no "connector.class"'] }],
  ['connector-unreadable', 'a connector',               connectors(connector()), {}],
  ['connector-ignored-property', 'the blueprint\'s',    connectors(BLUEPRINT), { says: ['c10: Debezium ignores "database.server.name"; it is called "topic.prefix" since 2.0', 'c13: Debezium ignores "database.history.kafka.bootstrap.servers"; it is called "schema.history.internal.kafka.bootstrap.servers" since 2.0', 'c14: Debezium ignores "database.history.kafka.topic"; it is called "schema.history.internal.kafka.topic" since 2.0'], mended: '    "topic.prefix": "mysql-oltp",\n' }],
  ['connector-ignored-property', 'old and new',         connectors(connector({ 'database.server.name': 'shop' })), { says: ['c5: Debezium ignores "database.server.name"; it is called "topic.prefix" since 2.0'] }],
  ['connector-ignored-property', 'the new names',       connectors(connector({ 'schema.history.internal.kafka.topic': 'x' })), {}],
  ['connector-ignored-property', 'no Debezium',         connectors('{"connector.class": "io.confluent.connect.jdbc.JdbcSourceConnector", "table.whitelist": "a"}'), {}],
  ['connector-schema-changes-off', 'the blueprint\'s',  connectors(BLUEPRINT), { says: ['c15: schema changes are not published, but drift detection reads them'] }],
  ['connector-schema-changes-off', 'on by default',     connectors(connector()), {}],
  ['connector-decimal-mode', 'doubles',                 connectors(connector({ 'decimal.handling.mode': 'double' })), { says: ['c5: decimals are written as double, but contract "shop.ecommerce.orders" says decimal: total'] }],
  ['connector-decimal-mode', 'precise',                 connectors(connector({ 'decimal.handling.mode': 'precise' })), {}],
  ['connector-decimal-mode', 'doubles of another table', connectors(connector({ 'decimal.handling.mode': 'double' }), BASE), {}],
  ['connector-time-mode',  'milliseconds',              connectors(connector({ 'time.precision.mode': 'connect' })), { says: ['c5: times are written as milliseconds, but contract "shop.ecommerce.orders" says created_at (timestamp-micros)'] }],
  ['connector-time-mode',  'texts',                     connectors(connector({ 'time.precision.mode': 'isostring' })), { says: ['c5: times are written as texts, but contract "shop.ecommerce.orders" says created_at (timestamp-micros)'] }],
  ['connector-time-mode',  'as the column has it',      connectors(connector({ 'time.precision.mode': 'adaptive_time_microseconds' })), {}],
  ['connector-tombstones', 'compacted',                 connectors(connector({ 'tombstones.on.delete': 'false', 'topic.creation.default.cleanup.policy': 'compact' })), { says: ['c5: no tombstones are written, but "topic.creation.default.cleanup.policy" is compact'] }],
  ['connector-tombstones', 'kept for ever',             connectors(connector({ 'tombstones.on.delete': 'false' }), forEver), { says: ['c5: no tombstones are written, but contract "shop.ecommerce.orders" keeps records for ever'] }],
  ['connector-tombstones', 'kept for a while',          connectors(connector({ 'tombstones.on.delete': 'false' })), {}],
  ['connector-table-without-contract', 'the blueprint\'s', connectors(BLUEPRINT), { says: ['c12: table "ecommerce.order_items" has no contract'] }],
  ['connector-table-without-contract', 'a routed outbox, a pattern', connectors(connector({ 'table.include.list': 'ecommerce\\.orders, ecommerce.outbox_events, ecommerce.a.*', 'transforms.o.type': 'io.debezium.transforms.outbox.EventRouter' })), {}],
  ['connector-plain-secret', 'the blueprint\'s',        connectors(BLUEPRINT), { says: ['c8: "database.password" is written in plain text'] }],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Connect's own syntax
  ['connector-plain-secret', 'a reference',             connectors(connector({ 'database.password': '${file:/opt/secrets/mysql.properties:password}' })), {}],
]
