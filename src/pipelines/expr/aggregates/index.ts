import type { AggregateFunction } from '../aggregate.ts'
import { countFunction } from './count.ts'
import { countDistinctFunction } from './countDistinct.ts'
import { maxFunction } from './max.ts'
import { minFunction } from './min.ts'
import { sumFunction } from './sum.ts'

export { count } from './count.ts'
export { countDistinct } from './countDistinct.ts'
export { max } from './max.ts'
export { min } from './min.ts'
export { sum } from './sum.ts'

/** The closed list of aggregates, by name. A test holds that every file of this folder is here. */
export const aggregates: Readonly<Record<string, AggregateFunction>> = {
  count: countFunction,
  countDistinct: countDistinctFunction,
  max: maxFunction,
  min: minFunction,
  sum: sumFunction,
}
