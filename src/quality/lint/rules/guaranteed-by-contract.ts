import { sameType } from '../../column-type.ts'
import { columnOf, defineSuiteRule, textsOf } from '../rule.ts'

const STRUCTURE = 'dq_schema_to_equal_contract'

export default defineSuiteRule({
  id: 'guaranteed-by-contract',
  severity: 'info',
  what: 'An expectation of columns and types that dq_schema_to_equal_contract asks of the same table already.',
  why: 'It repeats the contract by hand, and is what stays behind when the contract changes.',
  example: '`expect_column_to_exist` beside `dq_schema_to_equal_contract`',
  fix: 'take it out; dq_schema_to_equal_contract has it from the contract',
  *look(expectation, { expectations, types }) {
    const { type, kwargs, bound } = expectation
    if (!expectations.some((other) => other.type === STRUCTURE)) return
    const found = types.get(columnOf(expectation) ?? '')
    const isThere = type === 'expect_column_to_exist' && found !== undefined && (kwargs.column_index ?? null) === null
    const named = [...textsOf(kwargs.type_), ...textsOf(kwargs.type_list)]
    const neutral = found?.kind === 'int53' ? 'long' : found?.kind
    const isTyped = neutral !== undefined && named.some((name) => sameType(name, neutral))
    const names = textsOf(kwargs.column_set)
    const isSet =
      type === 'expect_table_columns_to_match_set' && names.length > 0 && names.every((name) => types.has(name))
    const isCount = type === 'expect_table_column_count_to_equal' && kwargs.value === types.size
    if (isThere || isTyped || isSet || isCount) yield { message: `the contract says already: ${bound.words}` }
  },
})
