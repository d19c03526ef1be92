import { contractsOf, valueAt } from '../connector.ts'
import { fieldsOf, valueType } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-decimal-mode',
  category: 'connector',
  severity: 'error',
  what: '`decimal.handling.mode` writes doubles or texts where the contract of a captured table says decimal.',
  why: 'Every record breaks the contract; as doubles, amounts are rounded before anybody can check them.',
  example: '`"decimal.handling.mode": "double"` with a field of decimal(12,2)',
  fix: 'set decimal.handling.mode to precise, or change the types of the contract',
  on: 'connector',
  *check(connector, { contracts }) {
    const mode = connector.config.get('decimal.handling.mode')
    if (!connector.isDebezium || (mode !== 'double' && mode !== 'string')) return
    for (const contract of contractsOf(connector, contracts)) {
      const fields = fieldsOf(contract).filter(({ field }) => valueType(field.type).logical?.name === 'decimal')
      if (fields.length === 0) continue
      const names = fields.map(({ path }) => path).join(', ')
      const message = `decimals are written as ${mode}, but contract "${contract.name}" says decimal: ${names}`
      yield { at: valueAt(connector, 'decimal.handling.mode'), path: contract.name, message }
    }
  },
})
