import { namedTypes } from '../../avro/named-types.ts'
import { isDebezium } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'record-name-style',
  category: 'naming',
  severity: 'warning',
  what: 'A record, enum or fixed is not named in PascalCase. Schemas that Debezium makes are left alone.',
  why: 'Generated classes take the name over.',
  example: '`"name": "order_created"`',
  fix: 'name it in PascalCase; in a contract in force keep the name',
  on: 'contract',
  *check({ contract }) {
    if (isDebezium(contract)) return
    for (const type of namedTypes(contract.schema)) {
      if (!/^[A-Z][A-Za-z0-9]*$/.test(type.name))
        yield {
          at: contract.places.avsc(type, 'name'),
          path: type.fullName,
          message: `the ${type.kind} "${type.name}" is not in PascalCase`,
        }
    }
  },
})
