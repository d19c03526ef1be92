import type { Expectation } from '../expectation.ts'
import dqReferencesToExist from './dq_references_to_exist.ts'
import dqRowCountToMatchHistory from './dq_row_count_to_match_history.ts'
import dqRowsToBeFresh from './dq_rows_to_be_fresh.ts'
import dqSchemaToEqualContract from './dq_schema_to_equal_contract.ts'
import dqTotalsToReconcile from './dq_totals_to_reconcile.ts'

const ALL: readonly Expectation[] = [
  dqReferencesToExist,
  dqRowCountToMatchHistory,
  dqRowsToBeFresh,
  dqSchemaToEqualContract,
  dqTotalsToReconcile,
]

/**
 * What Great Expectations does not have. They stand in `meta.dq.expectations` of a suite, so that Great Expectations loads
 * the same file and leaves them out.
 */
export const ownExpectations: ReadonlyMap<string, Expectation> = new Map(
  ALL.map((expectation) => [expectation.type, expectation]),
)
