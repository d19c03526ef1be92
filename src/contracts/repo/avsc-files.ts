import type { Finding } from '../../kernel/finding.ts'
import { pointer } from '../../kernel/json.ts'
import { AvroSchemaError } from '../avro/error.ts'
import { parseAvroFiles } from '../avro/files.ts'
import { readJsonText } from '../avro/json-text.ts'
import { namedTypes } from '../avro/named-types.ts'
import { type NamesInText, namesInText } from '../avro/references.ts'
import type { AvroSchema } from '../avro/schema.ts'
import type { AvroDocument } from '../avro/text.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import invalidAvsc from '../validate/rules/invalid-avsc.ts'
import unusedAvsc from '../validate/rules/unused-avsc.ts'
import type { ContractDraft, NodePlace } from './draft.ts'
import { readText, shownPath } from './read-text.ts'

/** All Avro schema files of a contract folder, parsed together. */
export interface AvscFiles {
  readonly paths: readonly string[]
  /** By path; broken files, and those that need a broken one, are not in it. */
  readonly schemas: ReadonlyMap<string, AvroSchema>
  readonly findings: readonly Finding[]
  /** Where a schema or field stands, or the value of one of its keys, whichever file holds it. */
  readonly placeOf: NodePlace
}

interface AvscText {
  readonly path: string
  readonly file: string
  readonly text: string
}

/** Parses the files, which may use one another's types; each broken file is one finding. */
export async function readAvscFiles(files: ContractFiles, paths: readonly string[]): Promise<AvscFiles> {
  const findings: Finding[] = []
  const texts: AvscText[] = []
  for (const path of paths) {
    const read = await readText(files, path)
    if ('finding' in read) findings.push(read.finding)
    else texts.push({ path, file: shownPath(files, path), text: read.text })
  }
  const { documents, errors } = parseAll(texts)
  const schemas = new Map([...documents].map(([path, { schema }]) => [path, schema]))
  for (const { error, file } of errors) {
    const at = error.at ?? { file }
    findings.push(finding(invalidAvsc, { at: { ...at, path: error.pointer }, message: error.message, ...fixOf(error) }))
  }
  return { paths, schemas, findings, placeOf: placeIn([...documents.values()]) }
}

/** Warns of schemas that no contract uses; silent while some contract is too broken to tell. */
export function unusedAvscs(
  avscs: AvscFiles,
  drafts: readonly ContractDraft[],
  files: ContractFiles,
): readonly Finding[] {
  if (drafts.some(({ avsc }) => avsc === undefined)) return []
  const used = new Set<AvroSchema>(drafts.flatMap(({ avsc }) => (avsc === undefined ? [] : namedTypes(avsc.schema))))
  return [...avscs.schemas]
    .filter(([, schema]) => !used.has(schema))
    .map(([path]) =>
      finding(unusedAvsc, { at: { file: shownPath(files, path) }, message: 'no contract uses this schema' }),
    )
}

function placeIn(documents: readonly AvroDocument[]): NodePlace {
  return (node, key) => {
    for (const { pointerOf, placeOf } of documents) {
      const at = pointerOf(node)
      if (at !== undefined) return placeOf(key === undefined ? at : pointer(at, key))
    }
    return undefined
  }
}

/** The parser stops at the first broken file: it is set aside, and the others are parsed again without it. */
function parseAll(texts: readonly AvscText[]): {
  documents: Map<string, AvroDocument>
  errors: { readonly error: AvroSchemaError; readonly file: string }[]
} {
  const errors: { error: AvroSchemaError; file: string }[] = []
  const lost = new Set<string>()
  let left = texts
  while (true) {
    try {
      const documents = parseAvroFiles(left)
      return { documents: new Map(left.flatMap(({ path }, i) => pair(path, documents[i]))), errors }
    } catch (error) {
      const broken = left.find(({ file }) => error instanceof AvroSchemaError && error.at?.file === file)
      if (broken === undefined || !(error instanceof AvroSchemaError)) throw error
      const names = namesOf(broken)
      // A file that needs a broken one fails because of it: that is one mistake, not two.
      const innocent = names.referred.some((reference) => reference.names.some((name) => lost.has(name)))
      if (!innocent) errors.push({ error, file: broken.file })
      for (const name of names.defined) lost.add(name)
      left = left.filter((text) => text !== broken)
    }
  }
}

const pair = <T>(path: string, schema: T | undefined): [string, T][] => (schema === undefined ? [] : [[path, schema]])

function namesOf({ text, file }: AvscText): NamesInText {
  try {
    return namesInText(readJsonText(text, file).json)
  } catch (error) {
    if (error instanceof AvroSchemaError) return { defined: new Set(), referred: [] }
    throw error
  }
}

const fixOf = ({ hint }: AvroSchemaError): { fix?: string } =>
  hint === undefined || hint === '' ? {} : { fix: hint.charAt(0).toLowerCase() + hint.slice(1).replace(/\.$/, '') }
