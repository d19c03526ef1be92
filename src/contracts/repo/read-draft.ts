import type { Finding, Place } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { FieldConstraints } from '../model.ts'
import { type OdcsDocument, odcsDocument } from '../odcs/document.ts'
import { mirrorOf } from '../odcs/mirror.ts'
import { diffMirror } from '../odcs/mirror-diff.ts'
import { readConstraints } from '../odcs/read-constraints.ts'
import { readSettings } from '../odcs/read-settings.ts'
import { repaired } from '../odcs/repair.ts'
import type { ContractFiles } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import avscNotRecord from '../validate/rules/avsc-not-record.ts'
import missingAvsc from '../validate/rules/missing-avsc.ts'
import type { AvscFiles } from './avsc-files.ts'
import { type ContractDraft, PROPERTIES } from './draft.ts'
import { shownPath } from './read-text.ts'
import { parseShape } from './shape-findings.ts'
import type { YamlFile } from './yaml-file.ts'

/** Reads one contract document with its Avro schema; a document too broken for the rules gives no draft. */
export function readDraft(
  path: string,
  yaml: YamlFile,
  avscs: AvscFiles,
  files: ContractFiles,
): { draft?: ContractDraft; findings: readonly Finding[] } {
  const shape = parseShape(odcsDocument, yaml)
  const odcs = shape.value ?? repaired(yaml.value, path)
  if (odcs === undefined) return { findings: shape.findings }
  const { settings, findings: settingFindings } = readSettings(odcs, yaml)
  const { avsc, findings: avscFindings } = findAvsc(path, odcs, yaml, avscs, files)
  const properties = odcs.schema[0].properties ?? []
  const constraints = new Map<string, FieldConstraints>()
  const optionFindings = properties.flatMap((property, i) => {
    const read = readConstraints(property, yaml, [...PROPERTIES, i])
    constraints.set(property.name, read.constraints)
    return read.findings
  })
  return {
    draft: {
      path,
      layer: path.split('/').slice(0, -1).join('/'),
      yaml,
      odcs,
      settings,
      ...(avsc !== undefined && { avsc }),
      differences: avsc === undefined ? [] : diffMirror(properties, mirrorOf(avsc.schema), PROPERTIES),
      constraints,
    },
    findings: [...shape.findings, ...settingFindings, ...avscFindings, ...optionFindings],
  }
}

function findAvsc(
  path: string,
  odcs: OdcsDocument,
  yaml: YamlFile,
  avscs: AvscFiles,
  files: ContractFiles,
): { avsc?: NonNullable<ContractDraft['avsc']>; findings: readonly Finding[] } {
  const definitions = odcs.schema[0].authoritativeDefinitions ?? []
  const index = definitions.findIndex(({ type }) => type === 'avroSchema')
  const definition = definitions[index]
  const missing = (at: Place, message: string) => ({ findings: [finding(missingAvsc, { at, message })] })
  if (definition === undefined) return missing(yaml.keyAt(['schema', 0]), 'the contract names no Avro schema')

  const at = () => yaml.at(['schema', 0, 'authoritativeDefinitions', index, 'url'])
  const target = resolve(path, definition.url)
  if (target === undefined) return missing(at(), `"${definition.url}" is no relative path inside ${files.folder}`)
  if (!avscs.paths.includes(target)) {
    return missing(at(), `there is no file ${shownPath(files, target)}${didYouMean(target, avscs.paths)}`)
  }
  const schema = avscs.schemas.get(target)
  if (schema === undefined) return { findings: [] } // broken: reported in its own file
  if (schema.kind !== 'record') {
    return {
      findings: [
        finding(avscNotRecord, { at: at(), message: `${shownPath(files, target)} is of kind ${schema.kind}` }),
      ],
    }
  }
  return { avsc: { file: shownPath(files, target), schema, placeOf: avscs.placeOf }, findings: [] }
}

/** A url relative to the file at `from`, as a path below the folder; undefined when it leads outside, or is a real URL. */
function resolve(from: string, url: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('/')) return undefined
  const steps = from.split('/').slice(0, -1)
  for (const step of url.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined
    } else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}
