import { AVSC, edited, ODCS, renamed } from '../base-repo.ts'
import { add, avsc, BASE, type Files, field, note, odcs, setting } from './repo.ts'

const SLA = (value: string, unit: string, property = 'freshness', element?: string) =>
  add(
    `slaProperties:\n  - property: ${property}\n    value: ${value}\n    unit: ${unit}\n${element === undefined ? '' : `    element: ${element}\n`}`,
  )

/** The base below another name, id and file. */
const OTHER = (name: string, id = name.replaceAll('.', '-')): Files => ({
  [`events/${name}.odcs.yaml`]: edited(renamed(ODCS, name), `id: ${name.replaceAll('.', '-')}`, `id: ${id}`),
  [`events/${name}.avsc`]: renamed(AVSC, name),
})

const enumOf = (symbols: string, more = '') => `{ "type": "enum", "name": "Kind", "symbols": [${symbols}]${more} }`
const inner = (fields: string) => `{ "type": "record", "name": "Inner", "fields": [${fields}] }`
const A = '{ "name": "a", "type": "int" }'
const B = '{ "name": "b", "type": "string" }'
const node = (type: string) =>
  `{ "type": "record", "name": "Node", "fields": [{ "name": "value", "type": ${type} }, { "name": "next", "type": ["null", "Node"] }] }`
const REORDERED = avsc(
  ['    { "name": "order_id", "type": "string", "doc": "Id of the order." },\n', ''],
  [
    '    { "name": "note"',
    '    { "name": "order_id", "type": "string", "doc": "Id of the order." },\n    { "name": "note"',
  ],
)
const bytes = (precision: number, scale: number) =>
  `{ "type": "bytes", "logicalType": "decimal", "precision": ${precision}, "scale": ${scale} }`

/** What a user did, both states, and every change: `kind path line-before→line-after: sign text`; lines of the avsc begin with an a. */
// biome-ignore format: one row a case
export const cases: readonly (readonly [did: string, before: Files, after: Files, changes: readonly string[]])[] = [
  ['nothing',                      BASE, BASE, []],
  ['broke a line in the doc',      BASE, avsc(['"doc": "Id of the order."', '"doc": "Id of  the order. "']), []],

  // contracts
  ['added a contract',             BASE, { ...BASE, ...OTHER('order.paid') }, ['contract-added  –→1: + contract, version 1.0.0']],
  ['removed a contract',           { ...BASE, ...OTHER('order.paid') }, BASE, ['contract-removed  1→–: - contract, version 1.0.0']],
  ['renamed the topic, same id',   BASE, OTHER('order.placed', 'order-created'), ['topic-renamed  4→4: ~ name: order.created → order.placed', 'type-renamed  a3→a3: ~ the record, name of the type: shop.OrderCreated → shop.order_placed']],
  ['renamed topic and id',         BASE, OTHER('order.placed'), ['contract-removed  1→–: - contract, version 1.0.0', 'contract-added  –→1: + contract, version 1.0.0']],
  ['gave it another id',           BASE, odcs(['id: order-created', 'id: orders']), ['contract-id-changed id 3→3: ~ id: order-created → orders']],
  ['moved it to another layer',    BASE, { 'shop/order.created.odcs.yaml': ODCS, 'shop/order.created.avsc': AVSC }, ['contract-moved  1→1: ~ file: events/order.created.odcs.yaml → shop/order.created.odcs.yaml']],
  ['bumped the version',           BASE, odcs(['version: 1.0.0', 'version: 1.1.0']), ['version-changed version 5→5: ~ version: 1.0.0 → 1.1.0']],
  ['deprecated it',                BASE, odcs(['status: active', 'status: deprecated']), ['status-changed status 6→6: ~ status: active → deprecated']],
  ['made the topic a table',       BASE, odcs(['physicalType: topic', 'physicalType: table']), ['contract-kind-changed physicalType 10→10: ~ physicalType: topic → table']],
  ['named an owner',               BASE, add('team:\n  name: checkout\n'), ['owner-changed owner 1→43: + owner: checkout']],
  ['changed the owner',            add('team:\n  name: checkout\n'), add('team:\n  name: orders\n'), ['owner-changed owner 43→43: ~ owner: checkout → orders']],
  ['changed the domain',           add('domain: a\n'), add('domain: b\n'), ['domain-changed domain 42→42: ~ domain: a → b']],
  ['rewrote the purpose',          add('description: {purpose: One fact.}\n'), add('description: {purpose: Two facts.}\n'), ['contract-text-changed purpose 42→42: ~ purpose: "One fact." → "Two facts."']],

  // settings
  ['changed the key',              BASE, odcs(['key\n    value: order_id', 'key\n    value: created_at'], ['property: eventTime', 'property: keyFormat\n    value: json\n  - property: eventTime']), ['key-changed key 37→37: ~ setting key: order_id → created_at', 'key-format-changed keyFormat 36→39: ~ setting keyFormat: string → json']],
  ['removed the key',              BASE, odcs(['  - property: key\n    value: order_id\n', '']), ['key-changed key 37→36: - setting key: order_id']],
  ['set the partitions',           setting('partitions', '3'), setting('partitions', '6'), ['partitions-changed partitions 43→43: ~ setting partitions: 3 → 6']],
  ['wrote a default out',          BASE, setting('partitions', '1'), []],
  ['changed the partitioner',      BASE, setting('partitioner', 'crc32'), ['partitioner-changed partitioner 36→43: ~ setting partitioner: murmur2 → crc32']],
  ['shortened the retention',      setting('retentionMs', '1000'), setting('retentionMs', '10'), ['retention-changed retentionMs 43→43: ~ setting retentionMs: 1000 → 10']],
  ['lowered the compatibility',    setting('compatibility', 'FULL'), setting('compatibility', 'NONE'), ['compatibility-changed compatibility 43→43: ~ setting compatibility: FULL → NONE']],
  ['changed the wire format',      BASE, setting('wireFormat', 'json'), ['wire-format-changed wireFormat 36→43: ~ setting wireFormat: avro → json']],
  ['changed the subject strategy', BASE, setting('subjectStrategy', 'RecordNameStrategy'), ['subject-strategy-changed subjectStrategy 36→43: ~ setting subjectStrategy: TopicNameStrategy → RecordNameStrategy']],
  ['removed the event time',       BASE, odcs(['  - property: eventTime\n    value: created_at\n', '']), ['event-time-changed eventTime 39→36: - setting eventTime: created_at']],
  ['changed the event id',         BASE, odcs(['  - property: eventId\n    value: order_id\n', '']), ['event-id-changed eventId 41→36: - setting eventId: order_id']],
  ['added a dead letter topic',    BASE, setting('deadLetterTopic', 'order.created'), ['dead-letter-topic-changed deadLetterTopic 36→43: + setting deadLetterTopic: order.created']],
  ['set a sunset',                 odcs(['status: active', 'status: deprecated']), { ...setting('sunset', '2027-01-31'), 'events/order.created.odcs.yaml': `${edited(ODCS, 'status: active', 'status: deprecated')}  - property: sunset\n    value: 2027-01-31\n` }, ['sunset-changed sunset 36→43: + setting sunset: 2027-01-31']],

  // service levels
  ['promised a freshness',         BASE, SLA('60', 's'), ['sla-added sla.freshness –→44: + sla.freshness: 60 s']],
  ['took the promise back',        SLA('60', 's'), BASE, ['sla-removed sla.freshness 44→1: - sla.freshness: 60 s']],
  ['two minutes, not one',         SLA('60', 's'), SLA('2', 'min'), ['sla-changed sla.freshness 44→44: ~ sla.freshness: 60 s → 2 min (loosened)']],
  ['one minute in other words',    SLA('60', 's'), SLA('1', 'minutes'), ['sla-changed sla.freshness 44→44: ~ sla.freshness: 60 s → 1 minutes (restated)']],
  ['what it is measured on',       SLA('7', 'd', 'retention'), SLA('7', 'd', 'retention', 'created_at'), []],
  ['that, and a shorter one',      SLA('7', 'd', 'retention'), SLA('5', 'd', 'retention', 'created_at'), ['sla-changed sla.retention(created_at) 44→44: ~ sla.retention(created_at): 7 d → 5 d (loosened)']],
  ['measured on something else',   SLA('7', 'd', 'retention', 'a'), SLA('7', 'd', 'retention', 'b'), ['sla-removed sla.retention(a) 44→43: - sla.retention(a): 7 d', 'sla-added sla.retention(b) –→44: + sla.retention(b): 7 d']],
  ['a longer retention',           SLA('7', 'd', 'retention'), SLA('1', 'y', 'retention'), ['sla-changed sla.retention 44→44: ~ sla.retention: 7 d → 1 y (tightened)']],
  ['less availability',            SLA('99.9', 'percent', 'availability'), SLA('99.5', 'percent', 'availability'), ['sla-changed sla.availability 44→44: ~ sla.availability: 99.9 percent → 99.5 percent (loosened)']],
  ['an earlier end of support',    SLA('"2028-01-01"', 'date', 'endOfSupport'), SLA('"2027-01-01"', 'date', 'endOfSupport'), ['sla-changed sla.endOfSupport 44→44: ~ sla.endOfSupport: 2028-01-01 date → 2027-01-01 date (loosened)']],
  ['a word nobody can compare',    SLA('high', 'x', 'trust'), SLA('low', 'x', 'trust'), ['sla-changed sla.trust 44→44: ~ sla.trust: high x → low x (changed)']],

  // what ODCS says of fields
  ['classified a field',           BASE, odcs(['decimal(12,2)\n', 'decimal(12,2)\n        classification: internal\n']), ['privacy-class-changed total 23→26: + field total, privacy class: internal']],
  ['allowed the empty text',       BASE, odcs(['minLength: 1', 'minLength: 0']), ['constraint-changed order_id 22→22: ~ field order_id, minLength: 1 → 0']],
  ['allowed less',                 odcs(['minLength: 1', 'maxLength: 10']), odcs(['minLength: 1', 'maxLength: 5']), ['constraint-changed order_id 22→22: ~ field order_id, maxLength: 10 → 5']],
  ['dropped the constraints',      BASE, odcs(['        logicalTypeOptions:\n          minLength: 1\n', '']), ['constraint-changed order_id 22→16: - field order_id, minLength: 1']],

  // fields
  ['added a field',                BASE, field('{ "name": "n", "type": "int" }'), ['field-added n –→a10: + field n: int']],
  ['added one with a default',     BASE, field('{ "name": "n", "type": ["null", "int"], "default": null }'), ['field-added n –→a10: + field n: null | int, with a default']],
  ['removed a field',              field('{ "name": "n", "type": "int" }'), BASE, ['field-removed n a10→a5: - field n: int']],
  ['renamed it by alias',          BASE, avsc(['"name": "note"', '"name": "remark", "aliases": ["note"]']), ['field-renamed remark a8→a8: ~ field remark: renamed from note, by alias']],
  ['renamed it without',           BASE, avsc(['"name": "note"', '"name": "remark"']), ['field-removed note a8→a5: - field note: null | string', 'field-added remark –→a8: + field remark: null | string, with a default']],
  ['renamed the key by alias',     BASE, { ...odcs(['key\n    value: order_id', 'key\n    value: id'], ['eventId\n    value: order_id', 'eventId\n    value: id'], ['- name: order_id', '- name: id']), 'events/order.created.avsc': edited(AVSC, '"name": "order_id"', '"name": "id", "aliases": ["order_id"]') }, ['field-renamed id a6→a6: ~ field id: renamed from order_id, by alias']],
  ['added an alias',               BASE, avsc(['"name": "note"', '"name": "note", "aliases": ["remark"]']), ['aliases-changed note a8→a8: ~ field note, aliases: none → remark']],
  ['changed the order of fields',  BASE, REORDERED, ['fields-reordered  a5→a5: ~ the record, order of fields: order_id, total, note, created_at → total, order_id, note, created_at']],
  ['changed the sort order',       BASE, note('["null", "string"], "default": null, "order": "ignore"'), ['sort-order-changed note a8→a8: ~ field note, sort order: ascending → ignore']],
  ['rewrote a doc',                BASE, avsc(['Id of the order.', 'Id of the cart.']), ['doc-changed order_id a6→a6: ~ field order_id, doc: "Id of the order." → "Id of the cart."']],
  ['described the record',         BASE, avsc(['"namespace": "shop",', '"namespace": "shop", "doc": "An order.",']), ['doc-changed  a1→a4: + the record, doc: "An order."']],
  ['changed a default',            note('"string"', ', "default": "a"'), note('"string"', ', "default": "b"'), ['default-changed note a8→a8: ~ field note, default: "a" → "b"']],
  ['dropped a default',            note('"int"', ', "default": 1'), note('"int"'), ['default-removed note a8→a8: - field note, default: 1']],
  ['gave a default',               note('"int"'), note('"int"', ', "default": 1'), ['default-added note a8→a8: + field note, default: 1']],
  ['a default beyond 2^53',        note('"long"', ', "default": 9007199254740993'), note('"long"', ', "default": 9007199254740992'), ['default-changed note a8→a8: ~ field note, default: "9007199254740993" → "9007199254740992"']],
  ['the same default, keys moved', note(inner(`${A}, ${B}`), ', "default": {"a": 1, "b": ""}'), note(inner(`${A}, ${B}`), ', "default": {"b": "", "a": 1}'), []],
  ['deprecated a field',           BASE, note('["null", "string"], "default": null', ', "deprecated": "use remark", "sunset": "2027-01-31"'), ['deprecation-changed note a8→a8: + field note, deprecated: use remark, until 2027-01-31']],

  // types
  ['int to long',                  note('"int"'), note('"long"'), ['type-changed note a8→a8: ~ field note, type: int → long']],
  ['string to record',             note('"string"'), note(inner(A)), ['type-changed note a8→a8: ~ field note, type: string → shop.Inner']],
  ['more digits',                  BASE, avsc(['"precision": 12, "scale": 2', '"precision": 14, "scale": 2']), ['logical-type-changed total a7→a7: ~ field total, logical type: decimal(12,2) → decimal(14,2)']],
  ['decimal(12,2) with more said', BASE, avsc(['"scale": 2', '"scale": 2, "x": 1']), []],
  ['micros to millis',             BASE, avsc(['timestamp-micros', 'timestamp-millis']), ['logical-type-changed created_at a9→a9: ~ field created_at, logical type: timestamp-micros → timestamp-millis']],
  ['millis (int) to micros (long)', note('{ "type": "int", "logicalType": "time-millis" }'), note('{ "type": "long", "logicalType": "time-micros" }'), ['type-changed note a8→a8: ~ field note, type: time-millis → time-micros', 'logical-type-changed note a8→a8: ~ field note, logical type: time-millis → time-micros']],
  ['dropped the logical type',     note(bytes(4, 2)), note('"bytes"'), ['logical-type-changed note a8→a8: - field note, logical type: decimal(4,2)']],
  ['may be null',                  note('"string"'), note('["null", "string"]'), ['nullability-changed note a8→a8: ~ field note: may be null now']],
  ['may not be null',              BASE, note('"string"'), ['default-removed note a8→a8: - field note, default: null', 'nullability-changed note a8→a8: ~ field note: may not be null any more']],
  ['optional and another type',    note('"int"'), note('["null", "long"]'), ['nullability-changed note a8→a8: ~ field note: may be null now', 'type-changed note a8→a8: ~ field note, type: int → long']],
  ['null last',                    note('["null", "string"]'), note('["string", "null"]'), ['branches-reordered note a8→a8: ~ field note, order of union branches: null, string → string, null']],
  ['one branch more',              note('["null", "string"]'), note('["null", "string", "int"]'), ['branches-added note a8→a8: + field note, union branches: int']],
  ['one branch less',              note('["string", "int"]'), note('"string"'), ['branches-removed note a8→a8: - field note, union branches: int']],
  ['inside a branch',              note(`["int", ${inner(A)}]`), note(`["int", ${inner(B)}]`), ['field-removed note<Inner>.a a8→a8: - field note<Inner>.a: int', 'field-added note<Inner>.b –→a8: + field note<Inner>.b: string']],
  ['symbols',                      note(enumOf('"a", "b"')), note(enumOf('"c", "b"', ', "default": "b"')), ['enum-symbols-removed note a8→a8: - field note, symbols: a', 'enum-symbols-added note a8→a8: + field note, symbols: c', 'enum-default-changed note a8→a8: + field note, default of the enum: b']],
  ['symbols in another order',     note(enumOf('"a", "b"')), note(enumOf('"b", "x", "a"')), ['enum-symbols-added note a8→a8: + field note, symbols: x', 'enum-symbols-reordered note a8→a8: ~ field note, order of symbols: a, b → b, x, a']],
  ['another size',                 note('{"type": "fixed", "name": "F", "size": 2}'), note('{"type": "fixed", "name": "F", "size": 3}'), ['fixed-size-changed note a8→a8: ~ field note, size: 2 → 3']],
  ['another namespace',            BASE, avsc(['"namespace": "shop"', '"namespace": "market"']), ['type-renamed  a3→a3: ~ the record, name of the type: shop.OrderCreated → market.OrderCreated']],
  ['an alias for the record',      BASE, avsc(['"namespace": "shop",', '"namespace": "shop", "aliases": ["Order"],']), ['aliases-changed  a1→a4: ~ the record, aliases: none → shop.Order']],

  // nesting
  ['items of an array',            note('{"type": "array", "items": "int"}'), note('{"type": "array", "items": "long"}'), ['type-changed note[] a8→a8: ~ field note[], type: int → long']],
  ['values of a map',              note('{"type": "map", "values": "int"}'), note('{"type": "map", "values": ["null", "int"]}'), ['nullability-changed note{} a8→a8: ~ field note{}: may be null now']],
  ['three deep',                   note(`{"type": "map", "values": {"type": "array", "items": ${inner(A)}}}`), note(`{"type": "map", "values": {"type": "array", "items": ${inner(`${A}, ${B}`)}}}`), ['field-added note{}[].b –→a8: + field note{}[].b: string']],
  ['a list of lists',              note('{"type": "array", "items": {"type": "array", "items": "int"}}'), note('{"type": "array", "items": {"type": "array", "items": "string"}}'), ['type-changed note[][] a8→a8: ~ field note[][], type: int → string']],
  ['inside a recursive record',    note(node('"int"')), note(node('"long"')), ['type-changed note.value a8→a8: ~ field note.value, type: int → long']],
  ['a type used twice, told once', avsc(['"type": ["null", "string"], "default": null', `"type": ${inner(A)}`], ['"name": "created_at"', '"name": "more", "type": "Inner" },\n    { "name": "created_at"']), avsc(['"type": ["null", "string"], "default": null', `"type": ${inner(B)}`], ['"name": "created_at"', '"name": "more", "type": "Inner" },\n    { "name": "created_at"']), ['field-removed note.a a8→a8: - field note.a: int', 'field-added note.b –→a8: + field note.b: string']],
]
