import { contractsOf, valueAt } from '../connector.ts'
import { fieldsOf, valueType } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'connector-time-mode',
  category: 'connector',
  severity: 'error',
  what: '`time.precision.mode` writes another unit or form of time than the contract of a captured table says.',
  why: '`connect` writes milliseconds whatever the column holds, `isostring` texts: read as microseconds, 2026 becomes 1970.',
  example: '`"time.precision.mode": "connect"` with a field of timestamp-micros',
  fix: 'set time.precision.mode to adaptive_time_microseconds, or change the types of the contract',
  on: 'connector',
  *check(connector, { contracts }) {
    const mode = connector.config.get('time.precision.mode')
    const breaks = mode === 'connect' ? /-(micros|nanos)$/ : mode === 'isostring' ? /^(local-)?time/ : undefined
    if (!connector.isDebezium || breaks === undefined) return
    for (const contract of contractsOf(connector, contracts)) {
      const fields = fieldsOf(contract).filter(({ field }) => breaks.test(valueType(field.type).logical?.name ?? ''))
      if (fields.length === 0) continue
      const names = fields.map(({ field, path }) => `${path} (${valueType(field.type).logical?.name})`).join(', ')
      const message = `times are written as ${mode === 'connect' ? 'milliseconds' : 'texts'}, but contract "${contract.name}" says ${names}`
      yield { at: valueAt(connector, 'time.precision.mode'), path: contract.name, message }
    }
  },
})
