import type { Contract } from '../../contracts/model.ts'
import type { Finding } from '../../kernel/finding.ts'
import { deadLetterTypes } from '../harness/envelopes.ts'
import type { JobDeclaration } from './declaration.ts'
import type { JobIr } from './ir.ts'
import { checker } from './resolve-check.ts'
import { resolveEnvelope } from './resolve-envelope.ts'
import { resolveRecords } from './resolve-records.ts'
import { resolveRunning } from './resolve-running.ts'
import { resolveStep } from './resolve-step.ts'
import { resolveWindowed } from './resolve-windowed.ts'
import type { Envelope, ResolvedJob } from './resolved.ts'
import type { JobContext, Resolving } from './resolving.ts'

/**
 * Checks a declaration against the contracts: names (with did-you-mean), types, what may be used where, that every output
 * has the fields its contract wants. All problems are reported at once; the job is there only when there is none.
 */
export function resolveJob(
  { ir, functions = {} }: JobDeclaration,
  context: JobContext,
): { readonly job?: ResolvedJob; readonly findings: readonly Finding[] } {
  const check = checker(context.file)
  const deadLetters = (contract: Contract): Envelope =>
    resolveEnvelope(
      contract.settings.deadLetterTopic ?? `${ir.name}.dead-letter`,
      deadLetterTypes,
      context.contracts,
      check,
    )
  const job = resolveKind(ir, { ...context, check, functions, deadLetters })
  return job === undefined || check.findings.length > 0 ? { findings: check.findings } : { job, findings: [] }
}

function resolveKind(ir: JobIr, resolving: Resolving): ResolvedJob | undefined {
  switch (ir.kind) {
    case 'windowed':
      return resolveWindowed(ir, resolving)
    case 'running':
      return resolveRunning(ir, resolving)
    case 'records':
      return resolveRecords(ir, resolving)
    case 'step':
      return resolveStep(ir, resolving)
  }
}
