import { z } from 'zod'
import type { Finding } from '../../kernel/finding.ts'
import { didYouMean, suggest } from '../../kernel/suggest.ts'
import { type ContractRule, finding } from '../validate/rule.ts'
import invalidValue from '../validate/rules/invalid-value.ts'
import missingKey from '../validate/rules/missing-key.ts'
import unknownKey from '../validate/rules/unknown-key.ts'
import { type DocPath, docPath, type Located } from './located.ts'

/** Checks a located value against a schema of strict objects; every mistake is a finding at its own line. */
export function parseShape<T>(
  schema: z.ZodType<T>,
  source: Located,
  options: {
    /** Path of the value inside the file; default the whole of it. */
    readonly base?: DocPath
    /** Rule of wrong values and missing keys. */
    readonly rule?: ContractRule
  } = {},
): { value?: T; findings: readonly Finding[] } {
  const base = options.base ?? []
  // A file is parsed once: generating code for that takes longer than it saves.
  const parsed = schema.safeParse(valueAt(source.value, base), { jitless: true })
  if (parsed.success) return { value: parsed.data, findings: [] }
  return { findings: parsed.error.issues.flatMap((issue) => explain(issue, schema, source, base, options.rule)) }
}

function explain(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  source: Located,
  base: DocPath,
  rule: ContractRule | undefined,
): Finding[] {
  const inner = docPath(issue.path)
  const path = [...base, ...inner]
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, inner)
    return issue.keys.map((key) => {
      const near = suggest(key, known)
      const fix = near === undefined ? `remove it, or use one of: ${known.join(', ')}` : `write "${near}", or remove it`
      const message = `unknown key "${key}"${didYouMean(key, known)}`
      return finding(unknownKey, { at: source.keyAt([...path, key]), message, fix })
    })
  }
  const name = dotted(path)
  const value = valueAt(source.value, path)
  if (value === undefined && path.length > 0) {
    const parent = path.slice(0, -1)
    const of = parent.length === 0 ? '' : ` in ${dotted(parent)}`
    return [finding(rule ?? missingKey, { at: source.keyAt(parent), message: `"${path.at(-1)}" is missing${of}` })]
  }
  const near =
    issue.code === 'invalid_value' && typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : ''
  return [
    finding(rule ?? invalidValue, {
      at: source.at(path),
      message: `${name === '' ? 'the document' : name}: ${messageOf(issue)}${near}`,
    }),
  ]
}

/** Of a key that is wrong zod says only that it is: what is wrong stands inside. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message

/** `schema[0].properties[2].name`, as people say it. */
const dotted = (path: DocPath): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )

const valueAt = (value: unknown, path: DocPath): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  )

function knownKeys(schema: z.core.$ZodType, path: DocPath): readonly string[] {
  const [step, ...rest] = path
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy) {
    return knownKeys(schema.unwrap(), path)
  }
  if (schema instanceof z.ZodDefault) return knownKeys(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => knownKeys(option, path))
  if (schema instanceof z.ZodTuple) {
    const first = schema._zod.def.items[0]
    return first === undefined || step === undefined ? [] : knownKeys(first, rest)
  }
  if (schema instanceof z.ZodArray) return step === undefined ? [] : knownKeys(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  if (step === undefined) return Object.keys(schema.shape)
  const inner: z.core.$ZodType | undefined = schema.shape[step]
  return inner === undefined ? [] : knownKeys(inner, rest)
}
