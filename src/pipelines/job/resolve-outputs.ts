import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Output, RecordsIr, RunningIr, WindowedIr } from './ir.ts'
import { baseRefs, type Definitions } from './references.ts'
import type { Checker } from './resolve-check.ts'
import type { Envelope, ResolvedOutput, TypedNode } from './resolved.ts'
import { type ScopeParts, scope } from './scope.ts'
import { placeOf } from './sites.ts'

interface OutputContext {
  readonly ir: WindowedIr | RunningIr | RecordsIr
  readonly contracts: ReadonlyMap<string, Contract>
  readonly check: Checker
  readonly definitions: Definitions
  readonly matchInputs: readonly string[]
  readonly scope: ScopeParts
  readonly deadLetters: (contract: Contract) => Envelope
}

/** Checks each output against the contract it is written to: every field there, none too many, each of a type that fits. */
export function resolveOutputs(context: OutputContext): readonly ResolvedOutput[] {
  return Object.entries(context.ir.outputs).flatMap(([name, output]) => resolveOutput(name, output, context) ?? [])
}

function resolveOutput(name: string, output: Output, context: OutputContext): ResolvedOutput | undefined {
  const { check, contracts, ir } = context
  const what = `output "${name}"`
  const place = placeOf(output)
  const contract = contracts.get(output.to)
  if (contract === undefined) {
    check.add(
      'unknown-contract',
      `${what}: no contract is called "${output.to}"${didYouMean(output.to, contracts.keys())}`,
      'see `dq contract list`',
      place,
    )
    return undefined
  }
  if (output.perRecord !== undefined && !(output.perRecord in ir.inputs)) {
    check.add('unknown-input', `${what}: the job has no input "${output.perRecord}"`, undefined, place)
    return undefined
  }
  if (ir.kind === 'records' && output.perRecord === undefined) {
    check.add('out-of-scope', `${what}: a record-by-record job writes per record`, 'use perRecord(…)', place)
    return undefined
  }
  if (Object.values(ir.inputs).includes(output.to)) {
    check.add(
      'output-is-input',
      `${what}: the job reads ${output.to}, so writing it would feed the job with its own output`,
      'write another topic',
      place,
    )
  }
  const scoped = scope(context.scope)
  const typed = (field: string, expr: TypedNode['expr']): TypedNode | undefined => {
    const type = check.type(expr, scoped, `${what}, ${field}`)
    if (type === undefined || !reachable(field, expr)) return undefined
    return { expr, type }
  }

  /** A field of a record can only be used where that record is at hand, a match only where its input takes part. */
  const reachable = (field: string, expr: TypedNode['expr']): boolean => {
    let fine = true
    for (const ref of baseRefs(expr, context.definitions)) {
      const alias = ref.of === 'field' ? ref.input : undefined
      if (alias !== undefined && alias !== output.perRecord) {
        const here = output.perRecord === undefined ? PER[ir.kind] : `an output per record of "${output.perRecord}"`
        check.add(
          'out-of-scope',
          `${what}, ${field}: ${here} cannot use ${alias}.${ref.name}`,
          `use a measure of "${alias}", or perRecord(${alias})`,
          placeOf(ref) ?? placeOf(expr) ?? place,
        )
        fine = false
      } else if (
        ref.of === 'match' &&
        (output.perRecord === undefined || !context.matchInputs.includes(output.perRecord))
      ) {
        check.add(
          'out-of-scope',
          `${what}, ${field}: match.${ref.name} needs a record of ${context.matchInputs.join(' or ')}`,
          'use perRecord of such an input, or a measure',
          placeOf(ref) ?? placeOf(expr) ?? place,
        )
        fine = false
      }
    }
    return fine
  }

  const types = contractTypes(contract)
  for (const [field, expr] of Object.entries(output.fields)) {
    if (!types.has(field))
      check.add(
        'unknown-field',
        `${what}: contract ${output.to} has no field "${field}"${didYouMean(field, types.keys())}`,
        `known: ${[...types.keys()].join(', ')}`,
        placeOf(expr) ?? place,
      )
  }
  const fields = contract.schema.fields.flatMap(({ name: field, default: fallback }) => {
    const expr = output.fields[field]
    if (expr === undefined) {
      if (fallback === undefined)
        check.add(
          'missing-field',
          `${what}: contract ${output.to} wants the field "${field}"`,
          'give it, or give the field a default in the contract',
          place,
        )
      return []
    }
    const node = typed(field, expr)
    const target = types.get(field)!
    if (node === undefined || !check.assignable(node, target, `${what}, ${field}`, place)) return []
    return [{ name: field, node, target }]
  })
  const when = output.when && typed('when', output.when)
  if (when !== undefined && when.type.kind !== 'boolean') {
    check.add(
      'type',
      `${what}, when: the condition is of type ${when.type.kind}`,
      'give a comparison',
      placeOf(when.expr) ?? place,
    )
  }
  const version = output.version && typed('version', output.version)
  if (output.mode === 'upsert') checkVersion(output, version, what, check)
  return {
    name,
    mode: output.mode,
    output,
    contract,
    fields,
    ...(when === undefined ? {} : { when }),
    ...(version === undefined ? {} : { version }),
    deadLetters: context.deadLetters(contract),
  }
}

const PER = {
  windowed: 'an output per window',
  running: 'an output per update',
  records: 'this output',
} as const satisfies Record<OutputContext['ir']['kind'], string>

function checkVersion(output: Output, version: TypedNode | undefined, what: string, check: Checker): void {
  const fix = 'give a number that grows with every newer row of the key'
  if (output.version === undefined) check.add('no-version', `${what}: an upsert needs a version`, fix, placeOf(output))
  if (version === undefined || (VERSION_KINDS.has(version.type.kind) && !version.type.nullable)) return
  const type = `${version.type.nullable ? 'a nullable ' : ''}${version.type.kind}`
  check.add('type', `${what}, version: is ${type}`, fix, placeOf(version.expr) ?? placeOf(output))
}

const VERSION_KINDS: ReadonlySet<string> = new Set(['int', 'int53', 'long'])
