import type { Type } from '../../kernel/value-type.ts'
import type { RefExpr } from '../expr/ir.ts'
import type { ExprJob } from './resolved.ts'

/** The type of a reference of a resolved job: every name is known. */
export function typeOfRef(job: ExprJob, ref: RefExpr): Type {
  switch (ref.of) {
    case 'field':
      return job.inputs.find(({ alias }) => alias === ref.input)!.types.get(ref.name)!
    case 'measure':
      return job.measures.get(ref.name)!.type
    case 'match':
      return job.match!.measures.get(ref.name)!.type
    case 'value':
      return job.values.get(ref.name)!.type
    case 'score':
      return job.score![ref.name].type
    case 'window':
      return ref.name === 'key' ? job.keyType! : { kind: 'timestamp', nullable: false }
    case 'state':
      if (ref.name === 'key') return job.keyType!
      return { kind: ref.name === 'revision' ? 'int53' : 'timestamp', nullable: false }
  }
}
