import type { Usage } from '../impact/usage.ts'
import type { Declared } from './consumes-file.ts'

/** A service as a user of the fields that it declares. */
export const consumerUsages = ({ consumes: { service, owner, consumes }, at }: Declared): readonly Usage[] =>
  consumes.flatMap(({ contract, fields, purpose }, i) =>
    fields.map(
      (field, j): Usage => ({
        contract,
        field,
        edge: 'read',
        by: { kind: 'consumer', name: service, owner, at: at(i, j), ...(purpose !== undefined && { path: purpose }) },
      }),
    ),
  )
