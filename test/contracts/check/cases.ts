import { AVSC, edited, ODCS, renamed } from '../base-repo.ts'
import { add, avsc, BASE, type Files, field, note, odcs, setting } from '../diff/repo.ts'

const PATH = 'events/order.created.odcs.yaml'
const OTHER: Files = {
  'events/order.paid.odcs.yaml': renamed(ODCS, 'order.paid'),
  'events/order.paid.avsc': renamed(AVSC, 'order.paid'),
}
const removable = (status: string, sunset?: string): Files => ({
  ...BASE,
  'events/order.paid.avsc': renamed(AVSC, 'order.paid'),
  'events/order.paid.odcs.yaml':
    edited(renamed(ODCS, 'order.paid'), 'status: active', `status: ${status}`) +
    (sunset === undefined ? '' : `  - property: sunset\n    value: ${sunset}\n`),
})
/** More settings at once; the level NONE keeps Avro's rules out of it. */
const settings = (pairs: Readonly<Record<string, string>>, files: Files = BASE): Files => ({
  ...files,
  [PATH]:
    files[PATH] +
    Object.entries(pairs)
      .map(([name, value]) => `  - property: ${name}\n    value: ${value}\n`)
      .join(''),
})
const level = (name: string, files: Files) => settings({ compatibility: name }, files)
const enumOf = (symbols: string, more = '') => `{ "type": "enum", "name": "Kind", "symbols": [${symbols}]${more} }`
const inner = (type: string) => `{ "type": "record", "name": "Inner", "fields": [{ "name": "a", "type": "${type}" }] }`
const sla = (value: string, property = 'freshness', unit = 's') =>
  add(`slaProperties:\n  - property: ${property}\n    value: ${value}\n    unit: ${unit}\n`)
const owner = (name: string) => add(`team:\n  name: ${name}\n`)
const classified = (name: string) => odcs(['decimal(12,2)\n', `decimal(12,2)\n        classification: ${name}\n`])
const decimal = (precision: number, scale: number) =>
  avsc(['"precision": 12, "scale": 2', `"precision": ${precision}, "scale": ${scale}`])
const REMOVED = avsc(['    { "name": "note", "type": ["null", "string"], "default": null },\n', ''])
const deprecated = (more: string) => note('["null", "string"]', `, "default": null, "deprecated": true${more}`)
const REORDERED = avsc(
  ['    { "name": "order_id", "type": "string", "doc": "Id of the order." },\n', ''],
  [
    '    { "name": "note"',
    '    { "name": "order_id", "type": "string", "doc": "Id of the order." },\n    { "name": "note"',
  ],
)
const keyless = (files: Files): Files => ({
  ...files,
  [PATH]: edited(files[PATH] ?? '', '  - property: key\n    value: order_id\n', ''),
})
const keyNote = (files: Files): Files => ({
  ...files,
  [PATH]: edited(files[PATH] ?? '', 'key\n    value: order_id', 'key\n    value: note'),
})
const bumped = (version: string, files: Files): Files => ({
  ...files,
  [PATH]: edited(files[PATH] ?? '', 'version: 1.0.0', `version: ${version}`),
})
const from = (version: string): Files => bumped(version, BASE)

/** Today is 2026-11-22: rule, what was done, both states, and what the rule says: `severity line: message`, or nothing. */
// biome-ignore format: one row a case
export const cases: readonly (readonly [rule: string, did: string, before: Files, after: Files, says?: string])[] = [
  ['avro-missing-default', 'a new field, BACKWARD',            BASE, field('{ "name": "n", "type": "int" }'), 'error a10: BACKWARD: the new schema cannot read old data: field "n": it is new and has no default, and old records carry no value for it [READER_FIELD_MISSING_DEFAULT_VALUE at /fields/4]'],
  ['avro-missing-default', 'a new field with a default',       BASE, field('{ "name": "n", "type": "int", "default": 0 }')],
  ['avro-missing-default', 'a removed field, FORWARD',         level('FORWARD', field('{ "name": "n", "type": "int" }')), level('FORWARD', BASE), 'error a1: FORWARD: the old schema cannot read new data: field "n": it is removed and had no default, and readers of the old schema still ask for it [READER_FIELD_MISSING_DEFAULT_VALUE at /fields/4]'],
  ['avro-missing-default', 'a removed field, BACKWARD',        field('{ "name": "n", "type": "int" }'), BASE],
  ['avro-missing-default', 'the level lowered at once',        level('FULL', BASE), level('NONE', field('{ "name": "n", "type": "int" }')), 'error a10: FULL: the new schema cannot read old data: field "n": it is new and has no default, and old records carry no value for it [READER_FIELD_MISSING_DEFAULT_VALUE at /fields/4]'],
  ['avro-missing-default', 'nothing is promised',              level('NONE', BASE), level('NONE', field('{ "name": "n", "type": "int" }'))],
  ['avro-type-mismatch',   'string to int',                    note('"string"'), note('"int"'), 'error a8: BACKWARD: the new schema cannot read old data: field "note": reader type: INT not compatible with writer type: STRING [TYPE_MISMATCH at /fields/2/type]'],
  ['avro-type-mismatch',   'in the items of an array',         note('{"type": "array", "items": "string"}'), note('{"type": "array", "items": "int"}'), 'error a8: BACKWARD: the new schema cannot read old data: field "note[]": reader type: INT not compatible with writer type: STRING [TYPE_MISMATCH at /fields/2/type/items]'],
  ['avro-type-mismatch',   'int to long',                      note('"int"'), note('"long"')],
  ['avro-type-mismatch',   'int to long, FULL',                level('FULL', note('"int"')), level('FULL', note('"long"')), 'error a8: FULL: the old schema cannot read new data: field "note": reader type: INT not compatible with writer type: LONG [TYPE_MISMATCH at /fields/2/type]'],
  ['avro-name-mismatch',   'the record has another name',      BASE, avsc(['"OrderCreated"', '"Order"']), 'error a3: BACKWARD: the new schema cannot read old data: the record: the name differs: expected: shop.OrderCreated [NAME_MISMATCH at /name]'],
  ['avro-name-mismatch',   'another name with an alias',       BASE, avsc(['"OrderCreated"', '"Order", "aliases": ["OrderCreated"]'])],
  ['avro-fixed-size-mismatch', 'a longer fixed',               note('{"type": "fixed", "name": "F", "size": 2}'), note('{"type": "fixed", "name": "F", "size": 3}'), 'error a8: BACKWARD: the new schema cannot read old data: field "note": the size differs: expected: 2, found: 3 [FIXED_SIZE_MISMATCH at /fields/2/type/size]'],
  ['avro-fixed-size-mismatch', 'the same size',                note('{"type": "fixed", "name": "F", "size": 2}'), note('{"type": "fixed", "name": "F", "size": 2, "doc": "x"}')],
  ['avro-missing-enum-symbols', 'a symbol removed',            note(enumOf('"a", "b"')), note(enumOf('"a"')), 'error a8: BACKWARD: the new schema cannot read old data: field "note": the new enum lacks the symbols [b] [MISSING_ENUM_SYMBOLS at /fields/2/type/symbols]'],
  ['avro-missing-enum-symbols', 'a symbol added, FORWARD',     level('FORWARD', note(enumOf('"a"'))), level('FORWARD', note(enumOf('"a", "b"'))), 'error a8: FORWARD: the old schema cannot read new data: field "note": the old enum lacks the symbols [b] [MISSING_ENUM_SYMBOLS at /fields/2/type/symbols]'],
  ['avro-missing-enum-symbols', 'removed from an enum with a default', note(enumOf('"a", "b"', ', "default": "a"')), note(enumOf('"a"', ', "default": "a"'))],
  ['avro-missing-union-branch', 'a branch removed',            note('["null", "string", "int"]'), note('["null", "string"]'), 'error a8: BACKWARD: the new schema cannot read old data: field "note": no branch of the new union (null | string) reads the old type int [MISSING_UNION_BRANCH at /fields/2/type/2]'],
  ['avro-missing-union-branch', 'inside an optional record',   note(`["null", ${inner('string')}]`), note(`["null", ${inner('int')}]`), 'error a8: BACKWARD: the new schema cannot read old data: field "note": no branch of the new union (null | shop.Inner) reads the old type shop.Inner (TYPE_MISMATCH at /fields/0/type of Inner: reader type: INT not compatible with writer type: STRING) [MISSING_UNION_BRANCH at /fields/2/type/1]'],
  ['avro-missing-union-branch', 'a branch added',              note('["null", "string"]'), note('["null", "string", "int"]')],
  ['avro-ambiguous-field', 'an alias names another old field', field('{ "name": "remark", "type": "string", "default": "" }'), avsc(['"name": "note"', '"name": "note", "aliases": ["remark"]']), 'error a8: BACKWARD: the new schema cannot read old data: field "note": reader field note matches writer fields note and remark [AMBIGUOUS_FIELD at /fields/2]'],
  ['avro-ambiguous-field', 'an alias names a field long gone', BASE, avsc(['"name": "note"', '"name": "note", "aliases": ["remark"]'])],

  ['decimal-scale-changed', 'two digits more after the point', BASE, decimal(12, 4), 'error a7: field "total": the scale changed from 2 to 4, so amounts change by a factor of 10^2'],
  ['decimal-scale-changed', 'two digits more before it',       BASE, decimal(14, 2)],
  ['decimal-precision-changed', 'fewer digits',                BASE, decimal(10, 2), 'error a7: field "total": the precision changed from 12 to 10 digits, so amounts that were valid no longer fit'],
  ['decimal-precision-changed', 'more digits',                 BASE, decimal(14, 2), 'warning a7: field "total": the precision changed from 12 to 14 digits, which columns of decimal(12,2) cannot hold'],
  ['decimal-precision-changed', 'only the scale',              BASE, decimal(12, 3)],
  ['time-unit-changed',    'micros to millis',                 BASE, avsc(['timestamp-micros', 'timestamp-millis']), 'error a9: field "created_at": the unit changed from timestamp-micros to timestamp-millis'],
  ['time-unit-changed',    'promoted from int to long',        note('{ "type": "int", "logicalType": "time-millis" }'), note('{ "type": "long", "logicalType": "time-micros" }'), 'error a8: field "note": the unit changed from time-millis to time-micros'],
  ['time-unit-changed',    'a time for the first time',        note('"long"'), note('{ "type": "long", "logicalType": "time-micros" }')],
  ['logical-type-changed', 'a date became a number',           note('{ "type": "int", "logicalType": "date" }'), note('"int"'), 'error a8: field "note": the logical type changed from date to none'],
  ['logical-type-changed', 'string to uuid',                   note('"string"'), note('{ "type": "string", "logicalType": "uuid" }'), 'error a8: field "note": the logical type changed from none to uuid'],
  ['logical-type-changed', 'another scale is another rule',    BASE, decimal(12, 4)],
  ['logical-type-changed', 'an amount became text',            note('{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }'), note('"string"'), 'error a8: field "note": the logical type changed from decimal(12,2) to none'],
  ['logical-type-changed', 'a date became a longer number',    note('{ "type": "int", "logicalType": "date" }'), note('"long"'), 'error a8: field "note": the logical type changed from date to none'],
  ['type-promoted',        'decimal to string',                note('{ "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }'), note('"string"'), 'warning a8: field "note": decimal(12,2) became string: Avro reads the one as the other, but bytes that are no UTF-8 are lost, and Base64 is read as text'],
  ['type-promoted',        'int to long',                      note('"int"'), note('"long"'), 'warning a8: field "note": the type was widened from int to long'],
  ['type-promoted',        'string to bytes',                  note('"string"'), note('"bytes"'), 'warning a8: field "note": string became bytes: Avro reads the one as the other, but text is bytes in JSON, tables and generated classes'],
  ['type-promoted',        'bytes to string',                  note('"bytes"'), note('"string"'), 'warning a8: field "note": bytes became string: Avro reads the one as the other, but bytes that are no UTF-8 are lost, and Base64 is read as text'],
  ['type-promoted',        'int to long, Avro says it, FULL',  level('FULL', note('"int"')), level('FULL', note('"long"'))],
  ['type-promoted',        'long to int, Avro says it',        note('"long"'), note('"int"')],
  ['default-changed',      'another default',                  note('"string"', ', "default": "BRL"'), note('"string"', ', "default": "USD"'), 'warning a8: field "note": the default changed, so old records without the field mean something else'],
  ['default-changed',      'no default any more',              note('"string"', ', "default": "BRL"'), note('"string"'), 'warning a8: field "note": the default was removed, so records from before the field can no longer be read'],
  ['default-changed',      'another default of the enum',      note(enumOf('"a", "b"', ', "default": "a"')), note(enumOf('"a", "b"', ', "default": "b"')), 'warning a8: field "note": unknown symbols are read as another symbol than before'],
  ['default-changed',      'no default of the enum any more',  note(enumOf('"a", "b"', ', "default": "a"')), note(enumOf('"a", "b"')), 'warning a8: field "note": the default of the enum was removed, so symbols that a reader does not know can no longer be read'],
  ['default-changed',      'an enum gets a default',           note(enumOf('"a", "b"')), note(enumOf('"a", "b"', ', "default": "a"'))],
  ['default-changed',      'a default for the first time',     note('"string"'), note('"string"', ', "default": "BRL"')],
  ['enum-symbol-removed',  'read as the default from now on',  note(enumOf('"a", "b"', ', "default": "a"')), note(enumOf('"a"', ', "default": "a"')), 'error a8: field "note": removed b; old records with it are read as a'],
  ['enum-symbol-removed',  'nothing is promised',              level('FORWARD', note(enumOf('"a", "b"'))), level('FORWARD', note(enumOf('"a"'))), 'error a8: field "note": removed b; old records with it cannot be read'],
  ['enum-symbol-removed',  'Avro says it',                     note(enumOf('"a", "b"')), note(enumOf('"a"'))],
  ['enum-symbol-removed',  'a symbol more',                    note(enumOf('"a"')), note(enumOf('"a", "b"'))],
  ['enum-symbol-reordered', 'turned round',                    note(enumOf('"a", "b"')), note(enumOf('"b", "a"')), 'warning a8: field "note": the symbols stand in another order, now b, a'],
  ['enum-symbol-reordered', 'a new one last',                  note(enumOf('"a", "b"')), note(enumOf('"a", "b", "c"'))],
  ['doc-rewritten',        'other words',                      BASE, avsc(['Id of the order.', 'Id of the cart.']), 'info a6: field "order_id": the description was rewritten; read whether the meaning changed'],
  ['doc-rewritten',        'no words',                         BASE, avsc([', "doc": "Id of the order."', '']), 'info a6: field "order_id": the description was removed'],
  ['doc-rewritten',        'a full stop less, other spacing',  BASE, avsc(['Id of the order.', 'id  of the order'])],
  ['doc-rewritten',        'a sign is no punctuation',         avsc(['Id of the order.', 'Delay, -1 if unknown.']), avsc(['Id of the order.', 'Delay, 1 if unknown.']), 'info a6: field "order_id": the description was rewritten; read whether the meaning changed'],
  ['doc-rewritten',        'words for the first time',         BASE, avsc(['"name": "note", ', '"name": "note", "doc": "A remark.", '])],
  ['field-order-changed',  'the first field is the second',    BASE, REORDERED, 'info a5: the record: the fields stand in another order'],
  ['field-order-changed',  'sorted by it no more',             BASE, avsc(['"default": null', '"default": null, "order": "ignore"']), 'info a8: field "note": records sort differently by it'],
  ['field-order-changed',  'of JSON',                          settings({ wireFormat: 'json' }), settings({ wireFormat: 'json' }, REORDERED)],
  ['field-became-nullable', 'required to optional',            note('"string"'), note('["null", "string"]'), 'warning a8: field "note": it may be null now'],
  ['field-became-nullable', 'optional to required',            note('["null", "string"]'), note('"string"')],
  ['field-became-nullable', 'Avro says it, FORWARD',           level('FORWARD', note('"string"')), level('FORWARD', note('["null", "string"]'))],
  ['field-renamed',        'with an alias',                    BASE, avsc(['"name": "note"', '"name": "remark", "aliases": ["note"]']), 'warning a8: field "remark" was called "note": readers that do not use Avro aliases lose it'],
  ['field-renamed',        'with an alias, in JSON',           settings({ wireFormat: 'json' }), settings({ wireFormat: 'json' }, avsc(['"name": "note"', '"name": "remark", "aliases": ["note"]'])), 'error a8: field "remark" was called "note": readers that do not use Avro aliases lose it'],
  ['field-renamed',        'an alias more',                    BASE, avsc(['"name": "note"', '"name": "note", "aliases": ["remark"]'])],
  ['type-renamed',         'another namespace',                BASE, avsc(['"namespace": "shop"', '"namespace": "shop.v2"']), 'warning a3: the record: the type shop.OrderCreated is called shop.v2.OrderCreated now'],
  ['type-renamed',         'another name, with an alias',      BASE, avsc(['"OrderCreated"', '"Order", "aliases": ["OrderCreated"]']), 'warning a3: the record: the type shop.OrderCreated is called shop.Order now (the old name is an alias)'],
  ['type-renamed',         'another name, Avro says it',       BASE, avsc(['"OrderCreated"', '"Order"'])],
  ['union-branch-added',   'one more',                         note('["null", "string"]'), note('["null", "string", "int"]'), 'warning a8: field "note": values of type int may come now'],
  ['union-branch-added',   'one less',                         note('["null", "string", "int"]'), note('["null", "string"]')],
  ['union-branch-added',   'one more, Avro says it, FORWARD',  level('FORWARD', note('["null", "string"]')), level('FORWARD', note('["null", "string", "int"]'))],

  ['key-changed',          'another field',                    BASE, odcs(['key\n    value: order_id', 'key\n    value: note']), 'error 37: the key changed from order_id to note'],
  ['key-changed',          'no key',                           BASE, keyless(BASE), 'error 36: the key changed from order_id to none'],
  ['key-changed',          'the field was renamed by alias',   BASE, { ...odcs(['key\n    value: order_id', 'key\n    value: id'], ['eventId\n    value: order_id', 'eventId\n    value: id'], ['- name: order_id', '- name: id']), 'events/order.created.avsc': edited(AVSC, '"name": "order_id"', '"name": "id", "aliases": ["order_id"]') }],
  ['key-format-changed',   'string to json',                   BASE, setting('keyFormat', 'json'), 'error 43: the key format changed from string to json'],
  ['key-format-changed',   'the default written out',          BASE, setting('keyFormat', 'string')],
  ['key-type-changed',     'text to a number',                 keyNote(note('"string"')), keyNote(note('"int"')), 'error a8: the key "note" was of type string, now int'],
  ['key-type-changed',     'int to long, the same text',       keyNote(note('"int"')), keyNote(note('"long"'))],
  ['key-type-changed',     'int to long, in Avro',             settings({ keyFormat: 'avro' }, keyNote(note('"int"'))), settings({ keyFormat: 'avro' }, keyNote(note('"long"'))), 'error a8: the key "note" was of type int, now long'],
  ['key-type-changed',     'string to uuid, the same text',    BASE, avsc(['"order_id", "type": "string"', '"order_id", "type": { "type": "string", "logicalType": "uuid" }'])],
  ['key-type-changed',     'long to a date, in Avro',          settings({ keyFormat: 'avro' }, keyNote(note('"int"'))), settings({ keyFormat: 'avro' }, keyNote(note('{ "type": "int", "logicalType": "date" }'))), 'error a8: the key "note" was of type int, now date'],
  ['key-type-changed',     'another unit, in Avro',            settings({ keyFormat: 'avro' }, keyNote(note('{ "type": "long", "logicalType": "timestamp-millis" }'))), settings({ keyFormat: 'avro' }, keyNote(note('{ "type": "long", "logicalType": "timestamp-micros" }'))), 'error a8: the key "note" was of type timestamp-millis, now timestamp-micros'],
  ['key-type-changed',     'it may be null',                   odcs(['  - property: eventId\n    value: order_id\n', '']), { ...odcs(['  - property: eventId\n    value: order_id\n', '']), 'events/order.created.avsc': edited(AVSC, '"order_id", "type": "string"', '"order_id", "type": ["null", "string"]') }, 'error a6: the key "order_id" may be null now'],
  ['key-type-changed',     'another field has another type',   note('"int"'), note('"long"')],
  ['topic-renamed',        'the same id',                      BASE, { 'events/order.placed.odcs.yaml': edited(renamed(ODCS, 'order.placed'), 'id: order-placed', 'id: order-created'), 'events/order.placed.avsc': AVSC }, 'error 4: "order.created" is called "order.placed" now'],
  ['topic-renamed',        'only the file moved',              BASE, { 'shop/order.created.odcs.yaml': ODCS, 'shop/order.created.avsc': AVSC }],
  ['subject-renamed',      'another strategy',                 BASE, setting('subjectStrategy', 'RecordNameStrategy'), 'error 43: the subject strategy changed from TopicNameStrategy to RecordNameStrategy'],
  ['subject-renamed',      'the record gives the name',        setting('subjectStrategy', 'RecordNameStrategy'), settings({ subjectStrategy: 'RecordNameStrategy' }, avsc(['"namespace": "shop"', '"namespace": "s"'])), 'error a3: RecordNameStrategy names the subject after the record: shop.OrderCreated became s.OrderCreated'],
  ['subject-renamed',      'the topic gives the name',         BASE, avsc(['"namespace": "shop"', '"namespace": "s"'])],
  ['partitions-decreased', '6 to 3',                           setting('partitions', '6'), setting('partitions', '3'), 'error 43: partitions went from 6 to 3'],
  ['partitions-decreased', '3 to 6',                           setting('partitions', '3'), setting('partitions', '6')],
  ['partitions-increased', '3 to 6',                           setting('partitions', '3'), setting('partitions', '6'), 'warning 43: partitions went from 3 to 6: keys (order_id) move to other partitions'],
  ['partitions-increased', '3 to 6, without a key',            keyless(setting('partitions', '3')), keyless(setting('partitions', '6'))],
  ['partitioner-changed',  'crc32',                            BASE, setting('partitioner', 'crc32'), 'error 43: the partitioner changed from murmur2 to crc32'],
  ['partitioner-changed',  'crc32, without a key',             keyless(BASE), keyless(setting('partitioner', 'crc32'))],
  ['wire-format-changed',  'avro to json',                     BASE, setting('wireFormat', 'json'), 'error 43: the wire format changed from avro to json'],
  ['wire-format-changed',  'the default written out',          BASE, setting('wireFormat', 'avro')],
  ['event-time-changed',   'none',                             BASE, odcs(['  - property: eventTime\n    value: created_at\n', '']), 'error 36: the event time changed from created_at to none'],
  ['event-time-changed',   'one for the first time',           odcs(['  - property: eventTime\n    value: created_at\n', '']), BASE],
  ['event-id-changed',     'none',                             BASE, odcs(['  - property: eventId\n    value: order_id\n', '']), 'error 36: the event id changed from order_id to none'],
  ['event-id-changed',     'one for the first time',           odcs(['  - property: eventId\n    value: order_id\n', '']), BASE],
  ['dead-letter-topic-changed', 'none',                        setting('deadLetterTopic', 'order.created'), BASE, 'warning 36: bad records went to order.created, now to none'],
  ['dead-letter-topic-changed', 'one for the first time',      BASE, setting('deadLetterTopic', 'order.created')],
  ['contract-kind-changed', 'a table',                         BASE, odcs(['physicalType: topic', 'physicalType: table']), 'error 10: the topic became a table'],
  ['contract-kind-changed', 'another layer',                   BASE, { 'shop/order.created.odcs.yaml': ODCS, 'shop/order.created.avsc': AVSC }],

  ['retention-shortened',  '7 days to one',                    setting('retentionMs', '604800000'), setting('retentionMs', '86400000'), 'error 43: records were kept 7 d, now 1 d'],
  ['retention-shortened',  'no longer for ever',               setting('retentionMs', '-1'), setting('retentionMs', '1500'), 'error 43: records were kept for ever, now 1500 ms'],
  ['retention-shortened',  'nobody says',                      setting('retentionMs', '86400000'), BASE, 'error 36: records were kept 1 d, now as long as the broker likes'],
  ['retention-shortened',  'for ever',                         setting('retentionMs', '86400000'), setting('retentionMs', '-1')],
  ['sla-loosened',         'later',                            sla('60'), sla('300'), 'error 44: sla.freshness went from 60 s to 300 s'],
  ['sla-loosened',         'no promise',                       sla('60'), BASE, 'error 1: sla.freshness of 60 s is no longer promised'],
  ['sla-loosened',         'cannot be compared',               sla('high', 'trust', 'x'), sla('low', 'trust', 'x'), 'warning 44: sla.trust went from high x to low x'],
  ['sla-loosened',         'sooner',                           sla('60'), sla('1', 'freshness', 's')],
  ['sla-loosened',         'the same in minutes',              sla('60'), sla('1', 'freshness', 'min')],
  ['compatibility-lowered', 'FULL to BACKWARD',                level('FULL', BASE), level('BACKWARD', BASE), 'error 43: the compatibility level went from FULL to BACKWARD'],
  ['compatibility-lowered', 'no longer transitive',            level('BACKWARD_TRANSITIVE', BASE), level('FULL', BASE), 'error 43: the compatibility level went from BACKWARD_TRANSITIVE to FULL'],
  ['compatibility-lowered', 'sideways',                        level('FORWARD', BASE), level('BACKWARD', BASE), 'error 43: the compatibility level went from FORWARD to BACKWARD'],
  ['compatibility-lowered', 'raised',                          level('BACKWARD', BASE), level('FULL_TRANSITIVE', BASE)],
  ['constraint-tightened', 'longer texts only',                BASE, odcs(['minLength: 1', 'minLength: 2']), 'error 22: field "order_id": minLength went from 1 to 2'],
  ['constraint-tightened', 'a new bound',                      odcs(['        logicalTypeOptions:\n          minLength: 1\n', '']), BASE, 'error 22: field "order_id": minLength 1 is new'],
  ['constraint-tightened', 'another pattern',                  odcs(['minLength: 1', 'pattern: "^a"']), odcs(['minLength: 1', 'pattern: "^b"']), 'error 22: field "order_id": pattern went from ^a to ^b'],
  ['constraint-tightened', 'shorter texts too',                BASE, odcs(['minLength: 1', 'minLength: 0'])],
  ['constraint-loosened',  'shorter texts too',                BASE, odcs(['minLength: 1', 'minLength: 0']), 'warning 22: field "order_id": minLength went from 1 to 0'],
  ['constraint-loosened',  'no bound',                         BASE, odcs(['        logicalTypeOptions:\n          minLength: 1\n', '']), 'warning 16: field "order_id": minLength 1 is gone'],
  ['constraint-loosened',  'longer texts only',                BASE, odcs(['minLength: 1', 'minLength: 2'])],
  ['status-withdrawn',     'a draft again',                    BASE, odcs(['status: active', 'status: draft']), 'warning 6: the status went from active to draft'],
  ['status-withdrawn',     'deprecated',                       BASE, odcs(['status: active', 'status: deprecated'])],
  ['owner-changed',        'another team',                     owner('checkout'), owner('orders'), 'info 43: the owner was checkout, now orders'],
  ['owner-changed',        'no team',                          owner('checkout'), BASE, 'warning 1: checkout no longer owns it, and nobody does'],
  ['owner-changed',        'a team',                           BASE, owner('checkout')],

  ['contract-removed',     'while active',                     { ...BASE, ...OTHER }, BASE, 'error 1: contract "order.paid" was removed while it was active'],
  ['contract-removed',     'deprecated without a day',         removable('deprecated'), BASE, 'error 1: contract "order.paid" was removed; it was deprecated without a sunset'],
  ['contract-removed',     'before its day',                   removable('deprecated', '2026-11-23'), BASE, 'error 1: contract "order.paid" was removed before its sunset 2026-11-23'],
  ['contract-removed',     'on its day',                       removable('deprecated', '2026-11-22'), BASE],
  ['contract-removed',     'retired while active',            BASE, odcs(['status: active', 'status: retired']), 'error 6: contract "order.created" was retired while it was active'],
  ['contract-removed',     'retired on its day',              removable('deprecated', '2026-11-22'), removable('retired', '2026-11-22')],
  ['contract-removed',     'retired before its day',          removable('deprecated', '2026-11-23'), removable('retired', '2026-11-23'), 'error 6: contract "order.paid" was retired before its sunset 2026-11-23'],
  ['contract-removed',     'a draft that came to nothing',    removable('draft'), removable('retired')],
  ['contract-removed',     'when retired',                     removable('retired'), BASE],
  ['field-removed-before-sunset', 'a day too early',           deprecated(', "sunset": "2026-11-23"'), REMOVED, 'error a5: field "note" is promised until 2026-11-23'],
  ['field-removed-before-sunset', 'on its day',                deprecated(', "sunset": "2026-11-22"'), REMOVED],
  ['field-removed-before-sunset', 'never deprecated',          BASE, REMOVED],
  ['field-removed-without-deprecation', 'out of the blue',     BASE, REMOVED, 'warning a5: field "note" was removed without having been deprecated'],
  ['field-removed-without-deprecation', 'without a day',       deprecated(''), REMOVED, 'warning a5: field "note" was deprecated, but no day was set for its removal'],
  ['field-removed-without-deprecation', 'on its day',          deprecated(', "sunset": "2026-11-22"'), REMOVED],
  ['field-removed-without-deprecation', 'Avro says it',        level('FORWARD', field('{ "name": "n", "type": "int" }')), level('FORWARD', BASE)],
  ['sunset-brought-forward', 'a field',                        deprecated(', "sunset": "2027-03-31"'), deprecated(', "sunset": "2026-12-31"'), 'warning a8: field "note": the sunset went from 2027-03-31 to 2026-12-31'],
  ['sunset-brought-forward', 'the contract',                   removable('deprecated', '2027-03-31'), removable('deprecated', '2027-01-31'), 'warning 43: the contract: the sunset went from 2027-03-31 to 2027-01-31'],
  ['sunset-brought-forward', 'later',                          deprecated(', "sunset": "2026-12-31"'), deprecated(', "sunset": "2027-03-31"')],
  ['version-not-bumped',   'an addition',                      BASE, field('{ "name": "n", "type": "int", "default": 0 }'), 'error 5: the version stays 1.0.0, but this is a minor change (field-added) → set version: 1.1.0'],
  ['version-not-bumped',   'an addition, bumped',              BASE, bumped('1.1.0', field('{ "name": "n", "type": "int", "default": 0 }'))],
  ['version-not-bumped',   'a break',                          BASE, field('{ "name": "n", "type": "int" }'), 'error 5: the version stays 1.0.0, but this is a major change (avro-missing-default) → set version: 2.0.0'],
  ['version-not-bumped',   'a break, bumped too little',       BASE, bumped('1.1.0', field('{ "name": "n", "type": "int" }')), 'error 5: the version is 1.1.0, but this is a major change (avro-missing-default) → set version: 2.0.0'],
  ['version-not-bumped',   'a break, bumped',                  BASE, bumped('2.0.0', field('{ "name": "n", "type": "int" }'))],
  ['version-not-bumped',   'a break below 1.0.0',              from('0.3.2'), bumped('0.3.3', field('{ "name": "n", "type": "int" }')), 'error 5: the version is 0.3.3, but this is a major change (avro-missing-default) → set version: 0.4.0'],
  ['version-not-bumped',   'an addition below 1.0.0',          from('0.3.2'), bumped('0.3.3', field('{ "name": "n", "type": "int", "default": 0 }'))],
  ['version-not-bumped',   'words',                            BASE, avsc(['Id of the order.', 'Id of the cart.']), 'warning 5: the version stays 1.0.0, but this is a patch change (doc-changed) → set version: 1.0.1'],
  ['version-not-bumped',   'words, bumped',                    BASE, bumped('1.0.1', avsc(['Id of the order.', 'Id of the cart.']))],
  ['version-not-bumped',   'backwards',                        BASE, bumped('0.9.0', avsc(['Id of the order.', 'Id of the cart.'])), 'warning 5: the version went back from 1.0.0 to 0.9.0, but this is a patch change (doc-changed) → set version: 1.0.1'],
  ['version-not-bumped',   'only the file moved',              BASE, { 'shop/order.created.odcs.yaml': ODCS, 'shop/order.created.avsc': AVSC }],

  ['privacy-class-weakened', 'no class',                       classified('personal'), BASE, 'error 23: field "total" was personal and has no privacy class now'],
  ['privacy-class-weakened', 'less care',                      classified('personal'), classified('internal'), 'error 26: field "total" was personal, now internal'],
  ['privacy-class-weakened', 'a class of their own',           classified('personal'), classified('team-only'), 'warning 26: field "total" was personal, now team-only'],
  ['privacy-class-weakened', 'more care',                      classified('internal'), classified('personal')],
  ['privacy-class-missing', 'an e-mail address',               BASE, field('{ "name": "contact_email", "type": "string", "default": "" }'), 'error a10: new field "contact_email" looks personal (email) and has no privacy class'],
  ['privacy-class-missing', 'inside a new record',             BASE, field('{ "name": "buyer", "type": ["null", { "type": "record", "name": "B", "fields": [{ "name": "birthDate", "type": "string" }, { "name": "n", "type": "int" }, { "name": "cpf", "type": "string" }] }], "default": null }'), 'error a10: new field "buyer" looks personal (buyer.birthDate, buyer.cpf) and has no privacy class'],
  ['privacy-class-missing', 'inside an old record',            note(inner('int')), note('{ "type": "record", "name": "Inner", "fields": [{ "name": "a", "type": "int" }, { "name": "birthDate", "type": "string", "default": "" }] }'), 'error a8: new field "note.birthDate" looks personal (birth) and has no privacy class'],
  ['privacy-class-missing', 'a count',                         BASE, field('{ "name": "email_count", "type": "int", "default": 0 }')],
  ['privacy-class-missing', 'with a class',                    BASE, { ...field('{ "name": "contact_email", "type": "string", "default": "" }'), [PATH]: edited(ODCS, 'customProperties:', '      - name: contact_email\n        logicalType: string\n        physicalType: string\n        required: true\n        classification: personal\ncustomProperties:') }],
]
