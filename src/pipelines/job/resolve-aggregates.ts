import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { Aggregate } from '../expr/ir.ts'
import type { Checker } from './resolve-check.ts'
import type { ResolvedAggregate } from './resolved.ts'
import { scope } from './scope.ts'

/** Types of the declared aggregates; one that reads another input than its own, or a field that is not there, is a finding. */
export function resolveAggregates(
  label: 'measure' | 'match',
  declared: { readonly [name: string]: Aggregate },
  fields: ReadonlyMap<string, ReadonlyMap<string, Type>>,
  check: Checker,
): ReadonlyMap<string, ResolvedAggregate> {
  const resolved = new Map<string, ResolvedAggregate>()
  for (const [name, aggregate] of Object.entries(declared)) {
    const what = `${label} "${name}"`
    const types = fields.get(aggregate.input)
    if (types === undefined) {
      check.add(
        'unknown-input',
        `${what}: the job has no input "${aggregate.input}"${didYouMean(aggregate.input, fields.keys())}`,
      )
      continue
    }
    const found = check.aggregate(aggregate, scope({ fields: new Map([[aggregate.input, types]]) }), what)
    if (found !== undefined) resolved.set(name, found)
  }
  return resolved
}
