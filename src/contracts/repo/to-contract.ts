import type { Contract, ContractField, SlaProperty } from '../model.ts'
import type { OdcsDocument } from '../odcs/document.ts'
import type { ContractFiles } from '../ports.ts'
import { type ContractDraft, PROPERTIES } from './draft.ts'
import { placesOf } from './places.ts'
import { shownPath } from './read-text.ts'

/** The model of a draft in which nothing is wrong, or nothing when its schema could not be read. */
export function toContract(draft: ContractDraft, files: ContractFiles): [] | [Contract] {
  const { avsc, odcs } = draft
  if (avsc === undefined) return []
  const [object] = odcs.schema
  const { purpose, usage, limitations } = odcs.description ?? {}
  return [
    {
      id: odcs.id,
      name: odcs.name,
      version: odcs.version,
      status: odcs.status,
      layer: draft.layer,
      kind: object.physicalType,
      ...(odcs.domain !== undefined && { domain: odcs.domain }),
      ...(odcs.team !== undefined && { owner: odcs.team.name }),
      ...(purpose !== undefined && { purpose }),
      ...(usage !== undefined && { usage }),
      ...(limitations !== undefined && { limitations }),
      schema: avsc.schema,
      fields: fieldsOf(
        draft,
        avsc.schema.fields.map((field) => field.name),
      ),
      sla: (odcs.slaProperties ?? []).map(slaOf),
      settings: draft.settings.values,
      files: { odcs: shownPath(files, draft.path), avsc: avsc.file },
      places: placesOf(draft, avsc),
    },
  ]
}

/** Fields in the order of the avsc. */
function fieldsOf({ odcs, yaml, constraints }: ContractDraft, names: readonly string[]): readonly ContractField[] {
  const properties = odcs.schema[0].properties ?? []
  return names.flatMap((name) => {
    const index = properties.findIndex((property) => property.name === name)
    const property = properties[index]
    if (property === undefined) return []
    return [
      {
        name,
        logicalType: property.logicalType ?? '',
        physicalType: property.physicalType ?? '',
        required: property.required ?? false,
        ...(property.description !== undefined && { description: property.description.trim() }),
        ...(property.classification !== undefined && { classification: property.classification }),
        examples: property.examples ?? [],
        constraints: constraints.get(name) ?? {},
        get at() {
          return yaml.at([...PROPERTIES, index])
        },
      },
    ]
  })
}

const slaOf = (sla: NonNullable<OdcsDocument['slaProperties']>[number]): SlaProperty => ({
  property: sla.property,
  value: sla.value,
  ...(sla.unit !== undefined && { unit: sla.unit }),
  ...(sla.element !== undefined && { element: sla.element }),
  ...(sla.description !== undefined && { description: sla.description.trim() }),
})
