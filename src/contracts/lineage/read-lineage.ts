import type { Finding } from '../../kernel/finding.ts'
import { isJsonObject } from '../../kernel/json.ts'
import { EDGE_KINDS } from '../impact/usage.ts'
import { byPlace } from '../repo/by-place.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { finding } from '../validate/rule.ts'
import { type LineageFile, lineageFile } from './lineage-file.ts'
import invalidLineage from './rules/invalid-lineage.ts'

/** Reads the lineage file; what is wrong with it is told with its line (JSON is a part of YAML, whose reader knows lines). */
export function readLineage(
  file: string,
  text: string,
): { readonly lineage?: LineageFile; readonly findings: readonly Finding[] } {
  const quick = parsed(text)
  if (quick !== undefined) return { lineage: quick, findings: [] }
  const { yaml, findings } = readYaml(file, text)
  const found = yaml === undefined ? findings : parseShape(lineageFile, yaml, { rule: invalidLineage }).findings
  const [first, ...more] = found.toSorted(byPlace)
  if (first === undefined)
    return { findings: [finding(invalidLineage, { at: { file, line: 1 }, message: 'the file is not JSON' })] }
  // It is written anew, whatever else is wrong with it.
  const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`
  return { findings: [finding(invalidLineage, { at: first.at, message })] }
}

function parsed(text: string): LineageFile | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isLineage(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What is read of the file is there, and of its type: of a big file the shape would take longer to check than all the rest. What it may hold besides, `dq lineage export --check` tells. */
const isLineage = (value: unknown): value is LineageFile =>
  isJsonObject(value) && value.lineageVersion === 1 && Array.isArray(value.jobs) && value.jobs.every(isJob)

const isJob = (job: unknown): boolean =>
  isJsonObject(job) &&
  isText(job.name) &&
  isText(job.kind) &&
  areAll(job.sources, ({ file, sha256 }) => isText(file) && isText(sha256)) &&
  areAll(job.outputs, ({ name, contract, kind }) => isText(name) && isText(contract) && isText(kind)) &&
  isJsonObject(job.uses) &&
  Object.values(job.uses).every((places) => Array.isArray(places) && places.every(isText)) &&
  areAll(job.edges, ({ from, kind, to, output }) => isField(from) && isField(to) && isEdge(kind) && isText(output))

const areAll = (items: unknown, is: (item: Readonly<Record<string, unknown>>) => boolean): boolean =>
  Array.isArray(items) && items.every((item) => isJsonObject(item) && is(item))

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isField = (value: unknown): boolean => isText(value) && value.lastIndexOf('.') > 0

const KINDS: ReadonlySet<unknown> = new Set(EDGE_KINDS)
const isEdge = (kind: unknown): boolean => KINDS.has(kind)
