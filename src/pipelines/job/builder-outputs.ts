import { callSite } from '../expr/site.ts'
import { type AnyExpr, inputAlias, type TypedExpr, wrap } from '../expr/typed.ts'
import type { ContractName, OutputFields } from './builder-types.ts'
import type { Output } from './ir.ts'
import { placeOf, siteBook } from './sites.ts'

/** What an output is made for. */
export type Per = 'record' | 'window' | 'update'

declare const PER: unique symbol

/** One declared output; made by `perRecord`, `perWindow` or `perUpdate`. */
export interface OutputDeclaration<out P extends Per = Per> {
  readonly output: Output
  readonly [PER]?: P | undefined
}

interface OutputStep<P extends Per> {
  /** Only where this is true; unknown (null) counts as false. */
  when(condition: TypedExpr<'boolean' | null>): OutputStep<P>
  /** Appends a record to a topic. */
  emit<const C extends ContractName>(to: C, fields: OutputFields<C>): OutputDeclaration<P>
  /** Appends a record to a topic beside the job's main result, e.g. anomalies. */
  sideOutput<const C extends ContractName>(to: C, fields: OutputFields<C>): OutputDeclaration<P>
  /** Writes the key's row in a store; `version` grows with every newer row of the key. */
  upsert<const C extends ContractName>(
    to: C,
    fields: OutputFields<C>,
  ): { version(version: TypedExpr<'int53' | 'long' | 'int'>): OutputDeclaration<P> }
}

/** An output for each record of that input: of a closed window, or as it is accepted where the job has no windows. */
export const perRecord = (record: object): OutputStep<'record'> => outputStep({ perRecord: inputAlias(record) })

/** An output for each closed window of a key. */
export const perWindow = (): OutputStep<'window'> => outputStep({})

/** An output for each accepted record of a running job, of whichever input. */
export const perUpdate = (): OutputStep<'update'> => outputStep({})

function outputStep<P extends Per>(soFar: Pick<Output, 'perRecord' | 'when'>): OutputStep<P> {
  const to = (contract: string, mode: Output['mode'], fields: object): Output => {
    const exprs = Object.entries(fields as Readonly<Record<string, AnyExpr>>).map(
      ([name, field]) => [name, wrap(field).expr] as const,
    )
    return withSite({ ...soFar, to: contract, mode, fields: Object.fromEntries(exprs) })
  }
  return {
    when: (condition) => outputStep({ ...soFar, when: condition.expr }),
    emit: (contract, fields) => ({ output: to(contract, 'emit', fields) }),
    sideOutput: (contract, fields) => ({ output: to(contract, 'side', fields) }),
    upsert(contract, fields) {
      const output = to(contract, 'upsert', fields)
      return { version: ({ expr }) => ({ output: withSite({ ...output, version: expr }, placeOf(output)) }) }
    },
  }
}

function withSite(output: Output, at = callSite()): Output {
  siteBook.set(output, at)
  return output
}
