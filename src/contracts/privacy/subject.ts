import { DqError } from '../../kernel/errors.ts'
import type { Contract, ContractField } from '../model.ts'
import type { OdcsDocument, OdcsProperty } from '../odcs/document.ts'
import { classRank } from './class-rank.ts'

/** The custom property of an ODCS property that says whose data a record is. */
const SUBJECT = 'subject'

/**
 * What an erasure does to a record whose field names the person: delete it, mask its personal fields, or, for a field that holds whole records
 * or texts, search it and delete the record.
 */
export const SUBJECT_MODES = ['delete', 'mask', 'search'] as const

export type SubjectMode = (typeof SUBJECT_MODES)[number]

/** Whose data the records of a contract are. */
export interface SubjectOf {
  readonly contract: string
  /** Fields that hold the id of the person; several of one record are ids of one person. */
  readonly fields: readonly string[]
  /** Fields that may hold it somewhere in their text. */
  readonly searched: readonly string[]
  /** What becomes of a record found by `fields`. */
  readonly mode: Exclude<SubjectMode, 'search'>
  /** Emptied by `mask`; `erasedAs` is for columns that must have a text. */
  readonly personal: readonly { readonly field: string; readonly erasedAs: string }[]
}

/** What stands in a required text of a masked record, unless its field says otherwise (`erasedAs`). */
const ERASED = 'erased'

/**
 * Fields with `subject` in their custom properties; without any, the key when it is personal. Undefined when nothing says whose the records
 * are. Throws a DqError for a value that is none of the modes, and for fields that disagree.
 */
export function subjectOf(
  { name, fields, settings, files }: Contract,
  { schema: [object] }: Pick<OdcsDocument, 'schema'>,
): SubjectOf | undefined {
  const modes = new Map<string, SubjectMode>()
  for (const { name: field, customProperties = [] } of object.properties ?? []) {
    const said = customProperties.find(({ property }) => property === SUBJECT)?.value
    if (said === undefined) continue
    const mode = SUBJECT_MODES.find((one) => one === said)
    if (mode === undefined)
      throw new DqError(`${files.odcs}: "${String(said)}" of ${field} says nothing about a subject`, {
        hint: `one of ${SUBJECT_MODES.join(', ')}`,
      })
    modes.set(field, mode)
  }
  const isPersonal = (field: string): boolean => {
    const { classification } = fields.find((one) => one.name === field) ?? {}
    return classification !== undefined && (classRank(classification) ?? PERSONAL) >= PERSONAL
  }
  if (modes.size === 0 && settings.key !== undefined && isPersonal(settings.key)) modes.set(settings.key, 'delete')
  if (modes.size === 0) return undefined
  const named = [...modes].filter(([, mode]) => mode !== 'search')
  const [mode = 'delete', other] = new Set(named.map(([, one]) => one))
  if (other !== undefined)
    throw new DqError(`${files.odcs}: a record is deleted by one field of its subject and masked by another`, {
      hint: 'say the same of all its fields',
    })
  return {
    contract: name,
    fields: named.map(([field]) => field),
    searched: [...modes].filter(([, one]) => one === 'search').map(([field]) => field),
    mode: mode === 'mask' ? 'mask' : 'delete',
    personal: fields
      .filter((field) => mode === 'mask' && isPersonal(field.name))
      .map((field) => ({ field: field.name, erasedAs: erasedAs(field, object.properties ?? [], files.odcs) })),
  }
}

function erasedAs(
  { name, required, constraints }: ContractField,
  properties: readonly OdcsProperty[],
  file: string,
): string {
  const { customProperties = [] } = properties.find((one) => one.name === name) ?? {}
  const text = String(customProperties.find(({ property }) => property === 'erasedAs')?.value ?? ERASED)
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = constraints
  const isKept = text.length >= minLength && text.length <= maxLength
  // An optional field is emptied.
  if (!required || (isKept && (pattern === undefined || new RegExp(pattern, 'u').test(text)))) return text
  throw new DqError(`${file}: "${text}" cannot stand for an erased ${name}: it breaks what the field promises`, {
    hint: 'give the field a text that fits, as the custom property erasedAs, or make it optional',
  })
}

const PERSONAL = classRank('personal') ?? 0
