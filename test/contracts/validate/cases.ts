import { AVSC, AVSC_PATH, edited, ODCS, ODCS_PATH, renamed } from '../base-repo.ts'

type Files = { readonly [path: string]: string | Uint8Array | Error }

const BASE = { [ODCS_PATH]: ODCS, [AVSC_PATH]: AVSC }
const yaml = (from: string, to: string): Files => ({ ...BASE, [ODCS_PATH]: edited(ODCS, from, to) })
const avsc = (from: string, to: string): Files => ({ ...BASE, [AVSC_PATH]: edited(AVSC, from, to) })
const add = (text: string): Files => ({ ...BASE, [ODCS_PATH]: `${ODCS}${text}` })
const setting = (name: string, value: string): Files => add(`  - property: ${name}\n    value: ${value}\n`)
const options = (text: string): Files => yaml('          minLength: 1\n', text)
const more = (files: Files): Files => ({ ...BASE, ...files })

/** Ten levels of ten aliases each: 10^10 values when expanded. */
const bomb = `${ODCS}tags: &a [x]\n${[...'bcdefghijk'].map((name, i) => `x${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[i]}`)}]`).join('\n')}\n`

const E = 'contracts/events/order.created.odcs.yaml'
const A = 'contracts/events/order.created.avsc'

/** A record in a file of its own, with one field of the type. */
const NOTE = (type: string) =>
  `{"type": "record", "name": "Note", "namespace": "shop", "fields": [{"name": "text", "type": ${type}}]}`
const NESTED = edited(
  ODCS,
  'note\n        logicalType: string\n        physicalType: string\n',
  'note\n        logicalType: object\n        physicalType: record\n        properties: [{name: text, logicalType: string, physicalType: string, required: true}]\n',
)

/** What a user did, the files, and every finding: `file:line:column rule: message`. */
// biome-ignore format: one row a case
export const cases: readonly (readonly [did: string, files: Files, findings: readonly string[]])[] = [
  ['nothing wrong',                  BASE, []],
  ['no file at all',                 {}, ['contracts no-contracts: the folder holds no contract']],
  ['only a schema',                  { [AVSC_PATH]: AVSC }, ['contracts no-contracts: the folder holds no contract', `${A} unused-avsc: no contract uses this schema`]],
  ['a README is welcome',            more({ 'events/README.md': '# Events' }), []],
  ['wrong ending',                   more({ 'events/a.odcs.yml': ODCS }), ['contracts/events/a.odcs.yml unknown-file: "a.odcs.yml" is neither .odcs.yaml nor .avsc']],
  ['file without permission',        more({ [ODCS_PATH]: new Error('EACCES: permission denied') }), [`${E} unreadable-file: the file cannot be read: EACCES: permission denied`]],
  ['a conflict of git',              more({ [ODCS_PATH]: '# a\n<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> topic\n' }), [`${E}:2:1 merge-conflict: a merge conflict is not settled`]],
  ['Latin-1 in line 2',              more({ [ODCS_PATH]: Buffer.from('# a\n# \xe9\n', 'latin1') }), [`${E}:2 not-utf8: the file is not UTF-8 text`]],
  ['byte order mark',                more({ [ODCS_PATH]: `\ufeff${ODCS}` }), []],
  ['file of 0 bytes',                more({ [ODCS_PATH]: '' }), [`${E}:1:1 empty-file: the file is empty`]],
  ['comments only',                  more({ [ODCS_PATH]: '# to do\n' }), [`${E}:1:1 empty-file: the file is empty`]],
  ['a tab as indentation',           yaml('  - name: order_created\n', '\t- name: order_created\n'), [`${E}:8:1 yaml-syntax: a tab is used for indentation`]],
  ['an open quote',                  yaml('version: 1.0.0', "version: '1.0.0"), [`${E}:42:1 yaml-syntax: Missing closing 'quote`]],
  ['a key twice',                    yaml('status: active\n', 'status: active\nid: other\n'), [`${E}:7:1 duplicate-key: key "id" is given twice`]],
  ['an alias bomb',                  more({ [ODCS_PATH]: bomb }), [`${E}:43:9 alias-bomb: aliases expand to more than 100 copies, *a first`]],
  ['an unknown alias',               yaml('status: active', 'status: *x'), [`${E}:6:9 yaml-syntax: there is no anchor &x before the alias *x`]],
  ['a few aliases are fine',         yaml('status: active', 'status: &s active\ntags: [*s, *s]'), []],
  ['a list, not a map',              more({ [ODCS_PATH]: '- a\n' }), [`${E}:1:1 invalid-value: the document: Invalid input: expected object, received array`]],
  ['a misspelt root key',            add('desciption: {purpose: x}\n'), [`${E}:42:1 unknown-key: unknown key "desciption" (did you mean "description"?)`]],
  ['two misspelt keys at once',      yaml('status: active', 'status: active\ntaem: {}\nteamm: {}'), [`${E}:7:1 unknown-key: unknown key "taem" (did you mean "team"?)`, `${E}:8:1 unknown-key: unknown key "teamm" (did you mean "team"?)`]],
  ['a misspelt key of a property',   yaml('        required: false', '        requird: false\n        required: false'), [`${E}:30:9 unknown-key: unknown key "requird" (did you mean "required"?)`]],
  ['a misspelt key of the team',     add('team: {name: a, member: []}\n'), [`${E}:42:17 unknown-key: unknown key "member" (did you mean "members"?)`]],
  ['no version',                     yaml('version: 1.0.0\n', ''), [`${E}:1:1 missing-key: "version" is missing`]],
  ['a property without name',        yaml('      - name: total\n        logicalType', '      - logicalType'), [`${E}:23:9 missing-key: "name" is missing in schema[0].properties[1]`]],
  ['version as a number',            yaml('version: 1.0.0', 'version: 1.0'), [`${E}:5:10 invalid-value: version: Invalid input: expected string, received number`]],
  ['version without a patch',        yaml('version: 1.0.0', "version: '1.0'"), [`${E}:5:10 invalid-value: version: a semantic version such as 1.0.0`]],
  ['an older standard',              yaml('apiVersion: v3.1.0', 'apiVersion: v3.0.2'), [`${E}:1:13 invalid-value: apiVersion: Invalid input: expected "v3.1.0" (did you mean "v3.1.0"?)`]],
  ['a misspelt status',              yaml('status: active', 'status: activ'), [`${E}:6:9 invalid-value: status: Invalid option: expected one of "proposed"|"draft"|"active"|"deprecated"|"retired" (did you mean "active"?)`]],
  ['an id with dots',                yaml('id: order-created', 'id: order.created'), [`${E}:3:5 invalid-value: id: use letters, digits, "_" and "-" only`]],
  ['an unknown physical type',       yaml('physicalType: topic', 'physicalType: topics'), [`${E}:10:19 invalid-value: schema[0].physicalType: Invalid option: expected one of "topic"|"table"|"hash" (did you mean "topic"?)`]],
  ['the old team list',              add('team:\n  - username: a\n'), [`${E}:43:3 invalid-value: team: Invalid input: expected object, received array`]],
  ['a misspelt setting',             setting('partitons', '3'), [`${E}:42:15 unknown-setting: unknown setting "partitons" (did you mean "partitions"?)`]],
  ['a setting twice',                setting('key', 'total'), [`${E}:42:15 duplicate-setting: setting "key" is given on line 36 already`]],
  ['no partition',                   setting('partitions', '0'), [`${E}:43:12 invalid-setting: setting "partitions": Too small: expected number to be >=1`]],
  ['half a partition',               setting('partitions', '1.5'), [`${E}:43:12 invalid-setting: setting "partitions": Invalid input: expected int, received number`]],
  ['a misspelt compatibility',       setting('compatibility', 'BACKWRD'), [`${E}:43:12 invalid-setting: setting "compatibility": Invalid option: expected one of "NONE"|"BACKWARD"|"BACKWARD_TRANSITIVE"|"FORWARD"|"FORWARD_TRANSITIVE"|"FULL"|"FULL_TRANSITIVE" (did you mean "BACKWARD"?)`]],
  ['a file directly in the folder',  { 'order.created.odcs.yaml': ODCS, 'order.created.avsc': AVSC }, ['contracts/order.created.odcs.yaml:1:1 misplaced-file: the file lies in no layer folder']],
  ['a file under another name',      { 'events/orders.odcs.yaml': ODCS, [AVSC_PATH]: AVSC }, ['contracts/events/orders.odcs.yaml:4:7 misplaced-file: the file of "order.created" is called orders.odcs.yaml']],
  ['another physicalName',           yaml('physicalName: order.created', 'physicalName: orders'), [`${E}:9:19 physical-name-mismatch: physicalName "orders" is not the name of the contract`]],
  ['an id taken',                    more({ 'events/b.odcs.yaml': renamed(ODCS, 'b').replace('id: b', 'id: order-created'), 'events/b.avsc': renamed(AVSC, 'b') }), [`${E}:3:5 duplicate-contract-id: id "order-created" is taken by contracts/events/b.odcs.yaml`]],
  ['a name taken',                   more({ 'other/order.created.odcs.yaml': ODCS.replace('id: order-created', 'id: other').replace('./', '../events/') }), ['contracts/other/order.created.odcs.yaml:4:7 duplicate-contract-name: name "order.created" is taken by contracts/events/order.created.odcs.yaml']],
  ['no avroSchema',                  yaml('type: avroSchema', 'type: tutorial'), [`${E}:8:5 missing-avsc: the contract names no Avro schema`]],
  ['a misspelt avsc',                yaml('./order.created.avsc', './order.creatd.avsc'), [`${E}:14:14 missing-avsc: there is no file contracts/events/order.creatd.avsc (did you mean "events/order.created.avsc"?)`]],
  ['an avsc outside',                yaml('./order.created.avsc', '../../x.avsc'), [`${E}:14:14 missing-avsc: "../../x.avsc" is no relative path inside contracts`]],
  ['an avsc on the web',             yaml('./order.created.avsc', 'https://shop.example/x.avsc'), [`${E}:14:14 missing-avsc: "https://shop.example/x.avsc" is no relative path inside contracts`]],
  ['an avsc that is an enum',        more({ [AVSC_PATH]: '{"type": "enum", "name": "E", "symbols": ["A"]}' }), [`${E}:14:14 avsc-not-record: ${A} is of kind enum`]],
  ['a schema nobody uses',           more({ 'events/old.avsc': renamed(AVSC, 'old') }), ['contracts/events/old.avsc unused-avsc: no contract uses this schema']],
  ['a property missing',             avsc('\n    { "name": "note"', '\n    { "name": "coupon", "type": "string" },\n    { "name": "note"'), [`${E}:15:5 missing-property: field "coupon" of the avsc is missing in properties`]],
  ['a property too many',            yaml('      - name: note\n', '      - name: nota\n'), [`${E}:15:5 missing-property: field "note" of the avsc is missing in properties`, `${E}:27:15 extra-property: property "nota" is no field of the avsc (did you mean "note"?)`]],
  ['a property twice',               yaml('customProperties:', '      - name: note\ncustomProperties:'), [`${E}:35:15 duplicate-property: property "note" stands on line 27 already`]],
  ['another logical type',           yaml('logicalType: number', 'logicalType: string'), [`${E}:24:22 property-type-mismatch: logicalType of "total" is string, the avsc says number`]],
  ['another precision',              yaml('decimal(12,2)', 'decimal(10,2)'), [`${E}:25:23 property-type-mismatch: physicalType of "total" is decimal(10,2), the avsc says decimal(12,2)`]],
  ['a space in the decimal',         yaml('decimal(12,2)', 'decimal(12, 2)'), []],
  ['no physical type',               yaml('        physicalType: decimal(12,2)\n', ''), [`${E}:23:9 property-type-mismatch: physicalType of "total" is not given, the avsc says decimal(12,2)`]],
  ['required but nullable',          yaml('required: false', 'required: true'), [`${E}:30:19 property-required-mismatch: "note" is required here, and nullable in the avsc`]],
  ['never null but not required',    yaml('decimal(12,2)\n        required: true', 'decimal(12,2)'), [`${E}:23:9 property-required-mismatch: "total" is not required here, and never null in the avsc`]],
  ['another description',            yaml('description: Id of the order.', 'description: Number of the order.'), [`${E}:20:22 property-description-mismatch: description of "order_id" differs from the doc in the avsc`]],
  ['no description',                 yaml('        description: Id of the order.\n', ''), [`${E}:16:9 property-description-mismatch: description of "order_id" is missing, the avsc has a doc`]],
  ['a folded description',           yaml('description: Id of the order.', 'description: >-\n          Id of\n          the order.'), []],
  ['a description of ODCS alone',    yaml('        required: false', '        required: false\n        description: Free text.'), []],
  ['a nested type differs',          { [ODCS_PATH]: edited(ODCS, '      - name: note\n        logicalType: string\n        physicalType: string\n', '      - name: note\n        logicalType: array\n        physicalType: array\n        items: {logicalType: integer, physicalType: int, required: true}\n'), [AVSC_PATH]: edited(AVSC, '["null", "string"]', '["null", {"type": "array", "items": "long"}]') }, [`${E}:30:53 property-type-mismatch: physicalType of "note[]" is int, the avsc says long`]],
  ['a misspelt option',              options('          minLenght: 1\n'), [`${E}:22:11 unknown-option: unknown option "minLenght" (did you mean "minLength"?)`]],
  ['a negative length',              options('          minLength: -1\n'), [`${E}:22:22 invalid-option: minLength must be a whole number of at least 0`]],
  ['a bound that is no number',      options('          minimum: [1]\n'), [`${E}:22:20 invalid-option: minimum must be a number or a date`]],
  ['an option without effect',       options('          multipleOf: 5\n'), [`${E}:22:23 option-not-enforced: multipleOf is not enforced on records`]],
  ['a format is documentation',      options('          format: uuid\n'), []],
  ['a bound on a string',            options('          minimum: 1\n'), [`${E}:21:9 impossible-constraint: field "order_id": minimum means nothing for the type string`]],
  ['lengths that exclude all',       options('          minLength: 3\n          maxLength: 2\n'), [`${E}:21:9 impossible-constraint: field "order_id": minLength is above maxLength`]],
  ['bounds that exclude all',        yaml('decimal(12,2)\n', 'decimal(12,2)\n        logicalTypeOptions: {minimum: 1, exclusiveMaximum: 1.00}\n'), [`${E}:26:9 impossible-constraint: field "total": no value satisfies the bounds`]],
  ['a bound with its own digits',    yaml('decimal(12,2)\n', 'decimal(12,2)\n        logicalTypeOptions: {minimum: 0.10, maximum: 0.10}\n'), []],
  ['a broken pattern',               options("          pattern: '['\n"), [`${E}:21:9 impossible-constraint: field "order_id": pattern "[" is not an ECMAScript regular expression: SyntaxError: Invalid regular expression: /[/u: Unterminated character class`]],
  ['a misspelt key field',           yaml('property: key\n    value: order_id', 'property: key\n    value: order_di'), [`${E}:37:12 unknown-key-field: key "order_di" is no field of order.created (did you mean "order_id"?)`]],
  ['a decimal as key',               yaml('property: key\n    value: order_id', 'property: key\n    value: total'), [`${E}:37:12 impossible-key-field: key "total" has type decimal, which keyFormat string cannot write`]],
  ['a nullable key',                 yaml('property: key\n    value: order_id', 'property: key\n    value: note'), []],
  ['a misspelt event time',          yaml('value: created_at', 'value: createdAt'), [`${E}:39:12 unknown-event-time-field: eventTime "createdAt" is no field of order.created (did you mean "created_at"?)`]],
  ['a string as event time',         yaml('value: created_at', 'value: order_id'), [`${E}:39:12 impossible-event-time-field: eventTime "order_id" has type string, not a timestamp`]],
  ['an event time that may be null', { [ODCS_PATH]: edited(ODCS, 'timestamp-micros\n        required: true', 'timestamp-micros\n        required: false'), [AVSC_PATH]: edited(AVSC, '{ "type": "long", "logicalType": "timestamp-micros" }', '["null", { "type": "long", "logicalType": "timestamp-micros" }]') }, [`${E}:39:12 impossible-event-time-field: eventTime "created_at" may be null`]],
  ['a misspelt event id',            yaml('property: eventId\n    value: order_id', 'property: eventId\n    value: event_id'), [`${E}:41:12 unknown-event-id-field: eventId "event_id" is no field of order.created`]],
  ['a nullable event id',            yaml('property: eventId\n    value: order_id', 'property: eventId\n    value: note'), [`${E}:41:12 impossible-event-id-field: eventId "note" may be null`]],
  ['a decimal as event id',          yaml('property: eventId\n    value: order_id', 'property: eventId\n    value: total'), [`${E}:41:12 impossible-event-id-field: eventId "total" has type decimal`]],
  ['a dead letter without contract', setting('deadLetterTopic', 'order.creatd'), [`${E}:43:12 unknown-dead-letter-topic: deadLetterTopic "order.creatd" is no contract (did you mean "order.created"?)`]],
  ['a dead letter with a contract',  setting('deadLetterTopic', 'order.created'), []],
  ['a sunset of an active contract', setting('sunset', '2027-03-31'), [`${E}:43:12 sunset-without-deprecation: sunset 2027-03-31 is set, but the status is active`]],
  ['a sunset of a deprecated one',   { ...BASE, [ODCS_PATH]: `${edited(ODCS, 'status: active', 'status: deprecated')}  - property: sunset\n    value: 2027-03-31\n` }, []],
  ['a sunset that is no day',        setting('sunset', '2027-02-30'), [`${E}:43:12 invalid-setting: setting "sunset": a day such as 2027-03-31`]],
  ['a field deprecated with a day',  avsc('"default": null', '"default": null, "deprecated": "use remark", "sunset": "2027-03-31"'), []],
  ['a field deprecated, to no avail', avsc('"default": null', '"default": null, "deprecated": 1'), [`${A}:8:82 invalid-deprecation: field "note": "deprecated" is neither true, false nor the reason`]],
  ['a sunset in spring',             avsc('"default": null', '"default": null, "deprecated": true, "sunset": "spring"'), [`${A}:8:98 invalid-deprecation: field "note": "sunset" is no day: "spring"`]],
  ['a sunset without deprecation',   avsc('"default": null', '"default": null, "sunset": "2027-02-28"'), [`${A}:8:78 invalid-deprecation: field "note": "sunset" stands on a field that is not deprecated`]],
  ['one wrong sunset in a shared type', more({ [AVSC_PATH]: edited(AVSC, '"string"]', '"Note"]'), 'events/note.avsc': edited(NOTE('"string"'), '"type": "string"', '"type": "string", "sunset": "2027-02-28"'), [ODCS_PATH]: NESTED, 'events/b.odcs.yaml': renamed(NESTED, 'b'), 'events/b.avsc': renamed(edited(AVSC, '"string"]', '"Note"]'), 'b') }), ['contracts/events/note.avsc:1:113 invalid-deprecation: field "text": "sunset" stands on a field that is not deprecated']],
  ['an avsc that is no JSON',        avsc('"fields": [', '"fields": ['.slice(0, -1)), [`${A}:7:5 invalid-avsc: This is not JSON: property name expected`]],
  ['an unknown Avro type',           avsc('"type": "string"', '"type": "strng"'), [`${A}:6:35 invalid-avsc: There is no type called "shop.strng"`]],
  ['a type of another file',         more({ [AVSC_PATH]: edited(AVSC, '"string"]', '"Note"]'), 'events/note.avsc': NOTE('"string"'), [ODCS_PATH]: NESTED }), []],
  ['a missing other file',           more({ [AVSC_PATH]: edited(AVSC, '"string"]', '"Note"]') }), [`${A}:8:40 invalid-avsc: There is no type called "shop.Note"`]],
  ['files in a circle',              more({ [AVSC_PATH]: edited(AVSC, '"string"]', '"Note"]'), 'events/note.avsc': NOTE('["null", "OrderCreated"]'), [ODCS_PATH]: NESTED }), [`${A}:8:40 invalid-avsc: Files refer to each other in a circle: contracts/events/note.avsc → ${A} → contracts/events/note.avsc; this is the reference to shop.Note`]],
  ['one broken file, two that need it', more({ [AVSC_PATH]: edited(AVSC, '"string"]', '"Note"]'), 'events/note.avsc': NOTE('"strng"'), [ODCS_PATH]: NESTED }), ['contracts/events/note.avsc:1:93 invalid-avsc: There is no type called "shop.strng"']],
  ['a typo hides no other mistake',    { ...BASE, [ODCS_PATH]: edited(edited(edited(ODCS, 'status: active', 'status: activ'), 'required: false', 'requird: false'), 'value: created_at', 'value: createdAt') }, [
    `${E}:6:9 invalid-value: status: Invalid option: expected one of "proposed"|"draft"|"active"|"deprecated"|"retired" (did you mean "active"?)`,
    `${E}:30:9 unknown-key: unknown key "requird" (did you mean "required"?)`,
    `${E}:39:12 unknown-event-time-field: eventTime "createdAt" is no field of order.created (did you mean "created_at"?)`,
  ]],
  ['two broken ids are not the same one', more({ [ODCS_PATH]: edited(ODCS, 'id: order-created', 'id: a.b'), 'events/b.odcs.yaml': edited(renamed(ODCS, 'b'), 'id: b', 'id: c.d'), 'events/b.avsc': renamed(AVSC, 'b') }), [
    'contracts/events/b.odcs.yaml:3:5 invalid-value: id: use letters, digits, "_" and "-" only',
    `${E}:3:5 invalid-value: id: use letters, digits, "_" and "-" only`,
  ]],
  ['mistakes in three files at once', { ...yaml('status: active', 'status: activ'), [AVSC_PATH]: edited(AVSC, '"string", "doc"', '"strng", "doc"'), 'events/x.txt': '' }, [
    `${A}:6:35 invalid-avsc: There is no type called "shop.strng"`,
    `${E}:6:9 invalid-value: status: Invalid option: expected one of "proposed"|"draft"|"active"|"deprecated"|"retired" (did you mean "active"?)`,
    'contracts/events/x.txt unknown-file: "x.txt" is neither .odcs.yaml nor .avsc',
  ]],
]
