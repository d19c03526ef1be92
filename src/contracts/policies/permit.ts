import { z } from 'zod'
import type { Finding, Place } from '../../kernel/finding.ts'
import { parseShape } from '../repo/shape-findings.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { finding } from '../validate/rule.ts'
import invalidPermit from './rules/invalid-permit.ts'

/** What a promotion can take from those who read the target branch. `table-replaced`: another table under the same name. */
export const DESTRUCTIVE = ['table-dropped', 'table-replaced', 'column-dropped', 'type-narrowed', 'rows-lost'] as const
export type DestructiveKind = (typeof DESTRUCTIVE)[number]

/** One entry as people write it. */
export const permitEntry = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{2,99}$/, 'small letters, digits, ".", "_" and "-": drop-legacy-2026-11')
      .describe('Named in the audit record once it is used; never used twice.'),
    from: z.string().min(1),
    to: z.string().min(1),
    table: z.string().min(1),
    kind: z.enum(DESTRUCTIVE),
    column: z
      .string()
      .min(1)
      .optional()
      .describe('Of `column-dropped` and `type-narrowed`; all columns of the table when it is left out.'),
    rows: z.int().positive().optional().describe('Of `rows-lost`: at most so many.'),
    owner: z.string().min(1),
    reason: z.string().min(1),
    expires: z.iso.date('a day such as 2027-03-31').describe('The last day, in UTC, on which it can be used.'),
  })
  .refine(({ kind, column }) => column === undefined || kind === 'column-dropped' || kind === 'type-narrowed', {
    message: 'a column is named for column-dropped and type-narrowed only',
    path: ['column'],
  })
  .refine(({ kind, rows }) => rows === undefined || kind === 'rows-lost', {
    message: 'a number of rows is given for rows-lost only',
    path: ['rows'],
  })

export const permitsFile = z.strictObject({ version: z.literal(1), permits: z.array(permitEntry) })
const looseFile = z.strictObject({ version: z.literal(1), permits: z.array(z.unknown()) })

export type PermitEntry = z.infer<typeof permitEntry>

export interface Permit extends PermitEntry {
  /** Where it is written. */
  readonly place: Place
}

export interface ReadPermits {
  readonly permits: readonly Permit[]
  readonly findings: readonly Finding[]
}

/** Reads `permits.yaml`: a wrong entry is a finding and permits nothing, the others still count; neither of two with one id does. */
export function readPermits(text: string, file: string): ReadPermits {
  const { yaml, findings: syntax } = readYaml(file, text)
  if (yaml === undefined) return { permits: [], findings: syntax }
  const shape = parseShape(looseFile, yaml)
  if (shape.value === undefined) return { permits: [], findings: shape.findings }
  const entries = shape.value.permits.map((_, i) => {
    const { value, findings } = parseShape(permitEntry, yaml, { base: ['permits', i], rule: invalidPermit })
    return { permit: value && { ...value, place: yaml.at(['permits', i]) }, findings }
  })
  const permits = entries.flatMap(({ permit }) => permit ?? [])
  const twice = permits.filter((one) => permits.some((other) => other !== one && other.id === one.id))
  return {
    permits: permits.filter((one) => !twice.includes(one)),
    findings: [
      ...entries.flatMap(({ findings }) => findings),
      ...twice.map(({ id, place }) =>
        finding(invalidPermit, {
          at: place,
          message: `"${id}" is the id of two permits`,
          fix: 'give each an id of its own',
        }),
      ),
    ],
  }
}

/** `table-dropped of bronze.legacy, staging → prod`. */
export const permitSubject = ({ kind, table, column, from, to }: PermitEntry): string =>
  `${kind} of ${column === undefined ? table : `${table}.${column}`}, ${from} → ${to}`
