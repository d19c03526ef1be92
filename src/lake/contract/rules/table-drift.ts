import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'table-drift',
  severity: 'error',
  what: 'The columns of a table are not those of the contract that it was made by: somebody changed it by another engine.',
  why: 'The contract is what readers trust; what nobody reviewed has no owner, no class and no promise.',
  example: 'ALTER TABLE bronze.orders ADD COLUMN note string, in Spark',
  fix: 'take the change into the contract and run dq table apply, or undo it in the engine',
})
