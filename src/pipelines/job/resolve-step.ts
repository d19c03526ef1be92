import { contractTypes } from '../../contracts/codec/value-type.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { StepIr } from './ir.ts'
import { withFields } from './resolve-fields.ts'
import { type InputDraft, resolveInputs } from './resolve-inputs.ts'
import type { ResolvedWrite, StepJob } from './resolved.ts'
import type { Resolving } from './resolving.ts'

/** Checks the names of a step; what its code does with them nobody can. */
export function resolveStep(ir: StepIr, resolving: Resolving): StepJob | undefined {
  const { check, contracts, deadLetters, functions } = resolving
  const inputs = resolveInputs(ir, contracts, check)
  const reads = resolveReads(ir, inputs, resolving)
  const outputs = Object.keys(ir.writes).flatMap((to) => resolveWrite(to, ir, inputs, resolving) ?? [])
  const { step } = functions
  if (step === undefined)
    check.add('no-function', 'the step has no code', 'load the job from its module: JSON carries no code')
  if (step === undefined || check.findings.length > 0) return undefined
  return { kind: 'step', ir, inputs: withFields(inputs, reads, deadLetters), outputs, functions: step }
}

function resolveReads(
  { reads }: StepIr,
  inputs: readonly InputDraft[],
  { check }: Resolving,
): ReadonlyMap<string, ReadonlySet<string>> {
  const aliases = inputs.map(({ alias }) => alias)
  for (const [alias, fields] of Object.entries(reads)) {
    const input = inputs.find((candidate) => candidate.alias === alias)
    if (input === undefined) {
      check.add('unknown-input', `reads: the job has no input "${alias}"${didYouMean(alias, aliases)}`)
      continue
    }
    for (const field of fields) {
      if (input.types.has(field)) continue
      const known = [...input.types.keys()]
      const message = `reads: input "${alias}" has no field "${field}"${didYouMean(field, known)}`
      check.add('unknown-field', message, `known: ${known.join(', ')}`)
    }
  }
  return new Map(Object.entries(reads).map(([alias, fields]) => [alias, new Set(fields)]))
}

function resolveWrite(
  to: string,
  ir: StepIr,
  inputs: readonly InputDraft[],
  { check, contracts, deadLetters }: Resolving,
): ResolvedWrite | undefined {
  const what = `writes "${to}"`
  const contract = contracts.get(to)
  if (contract === undefined) {
    check.add('unknown-contract', `${what}: no contract is called so${didYouMean(to, contracts.keys())}`)
    return undefined
  }
  if (inputs.some((input) => input.contract === contract))
    check.add('output-is-input', `${what}: the job reads it too, so it would feed itself`, 'write another topic')
  const types = contractTypes(contract)
  const lineage = ir.writes[to]!
  const read = Object.entries(ir.reads).flatMap(([alias, fields]) => fields.map((field) => `${alias}.${field}`))
  for (const [field, sources] of Object.entries(lineage)) {
    if (field !== '*' && !types.has(field))
      check.add('unknown-field', `${what}: it has no field "${field}"${didYouMean(field, types.keys())}`)
    for (const source of sources) {
      if (read.includes(source)) continue
      const message = `${what}, ${field}: "${source}" is not among what the step reads${didYouMean(source, read)}`
      check.add('unknown-field', message, 'name it in reads, as alias and field')
    }
  }
  for (const { name, default: fallback } of contract.schema.fields) {
    if (fallback !== undefined || name in lineage) continue
    const fix = 'list the fields it is made from; [] when it is made from none'
    check.add('missing-field', `${what}: the lineage of "${name}" is missing`, fix)
  }
  return { name: to, mode: 'emit', contract, deadLetters: deadLetters(contract) }
}
