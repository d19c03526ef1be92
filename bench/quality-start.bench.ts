import { tenExpectations } from './quality/ten-expectations.ts'

export default tenExpectations(
  1000,
  'From start to verdict: ten expectations over 1,000 rows of Parquet, a process each',
)
