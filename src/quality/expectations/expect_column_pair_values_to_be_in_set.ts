import { z } from 'zod'
import { scalar } from '../kwargs.ts'
import { definePairRows } from '../plans/pair-rows.ts'
import { literal } from '../sql/literal.ts'

const pairs = z.array(z.tuple([scalar, scalar])).min(1)

/** A pair with a null is in no set, and is not outside of one either, as on Great Expectations' SQL engines: it is unknown. */
export default definePairRows({
  type: 'expect_column_pair_values_to_be_in_set',
  what: 'The two values of every row are one of the given pairs.',
  params: { value_pairs_set: pairs },
  needs: 'anything',
  words: ({ value_pairs_set }, a, b) =>
    `${a} and ${b} are one of ${value_pairs_set.map((pair) => JSON.stringify(pair)).join(', ')}`,
  meets: ({ value_pairs_set }, a, b, { dialect, types: [typeA, typeB] }) =>
    value_pairs_set
      .map(([x, y]) => `(${a} = ${literal(x, dialect, typeA)} AND ${b} = ${literal(y, dialect, typeB)})`)
      .join(' OR '),
})
