import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'invalid-expectation',
  severity: 'error',
  what: 'Parameters of an expectation that are missing, unknown, or of the wrong form.',
  why: 'It would not check what its author meant; Great Expectations tells only when it runs.',
  example: '`"kwargs": {"column": "order_id", "mosty": 0.9}`',
  fix: 'give the parameters that the message names',
})
