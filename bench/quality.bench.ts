import { tenExpectations } from './quality/ten-expectations.ts'

const rows = Number(process.env.DQ_BENCH_ROWS ?? 5_000_000)

export default tenExpectations(
  rows,
  `Ten expectations over ${rows.toLocaleString('en')} rows of Parquet, a process each, from start to verdict`,
)
