import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const PACKAGES = 100
const FILES = 10
const FIELDS = 20
/** Files changed on the branch: a quarter of them lose a field, a quarter each retype, rename and add one. */
const CHANGED = 100

export const CONTRACTS = PACKAGES * FILES

type Type = 'string' | 'long' | 'double' | 'boolean'

interface Field {
  readonly name: string
  readonly type: Type
  readonly number: number
}

interface Message {
  readonly pack: string
  readonly name: string
  readonly fields: readonly Field[]
}

const TYPES: readonly Type[] = ['string', 'long', 'double', 'boolean']

/** The same shape of change in both repositories, spread over all packages. */
const CHANGES: readonly ((fields: readonly Field[]) => readonly Field[])[] = [
  (fields) => fields.filter(({ number }) => number !== 7),
  (fields) => fields.map((field) => (field.number === 7 ? { ...field, type: 'string' } : field)),
  (fields) => fields.map((field) => (field.number === 7 ? { ...field, name: 'renamed_7' } : field)),
  (fields) => [...fields, { name: 'added', type: 'string', number: FIELDS + 1 }],
]

function messages(): Message[] {
  const all: Message[] = []
  for (let pack = 0; pack < PACKAGES; pack++)
    for (let file = 0; file < FILES; file++) {
      const fields = Array.from({ length: FIELDS }, (_, i) => ({
        name: `field_${i + 1}`,
        type: TYPES[(i + 1) % TYPES.length] ?? 'string',
        number: i + 1,
      }))
      all.push({ pack: `p${String(pack).padStart(3, '0')}`, name: `m${file}`, fields })
    }
  return all
}

const changed = (all: readonly Message[]): readonly Message[] =>
  all
    .filter((_, i) => i % (all.length / CHANGED) === 0)
    .map((message, i) => ({ ...message, fields: CHANGES[i % CHANGES.length]?.(message.fields) ?? message.fields }))

/** A repository whose commit on `main` has every message, and whose working tree has CHANGED of them changed. */
function makeRepo(folder: string, write: (message: Message) => Record<string, string>, files: Record<string, string>) {
  rmSync(folder, { recursive: true, force: true })
  const put = (texts: Record<string, string>) => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args])
  const all = messages()
  put(files)
  for (const message of all) put(write(message))
  execFileSync('git', ['init', '-q', '-b', 'main', folder])
  git('add', '-A')
  git('commit', '-qm', 'all')
  for (const message of changed(all)) put(write(message))
}

/** Contracts as ODCS documents with their Avro schemas; with further files beside them. */
export const makeAvroRepo = (folder: string, more: Record<string, string> = {}): void =>
  makeRepo(folder, avroFiles, { 'dq.yaml': 'version: 1\n', ...more })

/** Protocol Buffers, as `buf breaking` reads them. */
export const makeProtoRepo = (folder: string): void =>
  makeRepo(folder, protoFiles, { 'buf.yaml': 'version: v2\nbreaking:\n  use:\n    - FILE\n' })

const LOGICAL = { string: 'string', long: 'integer', double: 'number', boolean: 'boolean' }
const DEFAULT = { string: '""', long: '0', double: '0.0', boolean: 'false' }

function avroFiles({ pack, name, fields }: Message): Record<string, string> {
  const topic = `${pack}.${name}`
  const avsc = fields.map(
    ({ name, type }) =>
      `    { "name": "${name}", "type": "${type}", "default": ${DEFAULT[type]}, "doc": "What ${name} of ${topic} means." }`,
  )
  const properties = fields.map(({ name, type }) =>
    [
      `      - name: ${name}`,
      `        logicalType: ${LOGICAL[type]}`,
      `        physicalType: ${type}`,
      '        required: true',
      `        description: What ${name} of ${topic} means.`,
      '        classification: internal',
    ].join('\n'),
  )
  const odcs = `apiVersion: v3.1.0
kind: DataContract
id: ${pack}-${name}
name: ${topic}
version: 1.0.0
status: active
domain: bench
description:
  purpose: Records of ${topic}.
team:
  name: team-${pack}
schema:
  - name: ${pack}_${name}
    physicalName: ${topic}
    physicalType: topic
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./${topic}.avsc
    properties:
${properties.join('\n')}
slaProperties:
  - property: latency
    value: 5
    unit: s
customProperties:
  - property: compatibility
    value: FULL
  - property: key
    value: field_4
  - property: partitions
    value: 4
`
  return {
    [`contracts/${pack}/${topic}.odcs.yaml`]: odcs,
    [`contracts/${pack}/${topic}.avsc`]: `{\n  "type": "record",\n  "name": "${name.toUpperCase()}",\n  "namespace": "${pack}",\n  "fields": [\n${avsc.join(',\n')}\n  ]\n}\n`,
  }
}

const PROTO = { string: 'string', long: 'int64', double: 'double', boolean: 'bool' }

function protoFiles({ pack, name, fields }: Message): Record<string, string> {
  const lines = fields.map(
    ({ name, type, number }) => `  // What ${name} means.\n  ${PROTO[type]} ${name} = ${number};`,
  )
  return {
    [`${pack}/v1/${name}.proto`]: `syntax = "proto3";\n\npackage ${pack}.v1;\n\nmessage ${name.toUpperCase()} {\n${lines.join('\n')}\n}\n`,
  }
}
