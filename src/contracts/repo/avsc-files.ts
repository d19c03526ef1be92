import type { Finding } from '../../kernel/finding.ts'
import { AvroSchemaError } from '../avro/error.ts'
import { namedTypes } from '../avro/named-types.ts'
import { parseAvroSchema } from '../avro/parse.ts'
import type { AvroSchema } from '../avro/schema.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import invalidAvsc from '../validate/rules/invalid-avsc.ts'
import unusedAvsc from '../validate/rules/unused-avsc.ts'
import type { ContractDraft } from './draft.ts'
import { readText, shownPath } from './read-text.ts'

/** All Avro schema files of a contract folder, parsed together. */
export interface AvscFiles {
  readonly paths: readonly string[]
  /** By path; broken files are not in it. */
  readonly schemas: ReadonlyMap<string, AvroSchema>
  readonly findings: readonly Finding[]
}

export async function readAvscFiles(files: ContractFiles, paths: readonly string[]): Promise<AvscFiles> {
  const schemas = new Map<string, AvroSchema>()
  const findings: Finding[] = []
  for (const path of paths) {
    const read = await readText(files, path)
    if ('finding' in read) {
      findings.push(read.finding)
      continue
    }
    try {
      schemas.set(path, parseAvroSchema(JSON.parse(read.text)))
    } catch (error) {
      if (!(error instanceof AvroSchemaError) && !(error instanceof SyntaxError)) throw error
      findings.push(finding(invalidAvsc, { at: { file: shownPath(files, path) }, message: error.message }))
    }
  }
  return { paths, schemas, findings }
}

/** Warns of schemas that no contract uses; silent while some contract is too broken to tell. */
export function unusedAvscs(
  avscs: AvscFiles,
  drafts: readonly ContractDraft[],
  files: ContractFiles,
  all: boolean,
): readonly Finding[] {
  if (!all || drafts.some(({ avsc }) => avsc === undefined)) return []
  const used = new Set<AvroSchema>(drafts.flatMap(({ avsc }) => (avsc === undefined ? [] : namedTypes(avsc.schema))))
  return [...avscs.schemas]
    .filter(([, schema]) => !used.has(schema))
    .map(([path]) =>
      finding(unusedAvsc, { at: { file: shownPath(files, path) }, message: 'no contract uses this schema' }),
    )
}
