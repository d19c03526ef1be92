import { isDebezium } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

export default defineLintRule({
  id: 'topic-name-style',
  category: 'naming',
  severity: 'warning',
  what: 'The name of a topic is not two or more words with dots between them. Topics that Debezium names are left alone.',
  why: 'The first word says whose it is: access rights, quotas and alerts are given by prefix.',
  example: '`orders`, `OrderCreated`',
  fix: 'name it <domain>.<what>, e.g. order.created; in use it keeps its name',
  on: 'contract',
  *check({ contract }) {
    if (
      contract.kind !== 'topic' ||
      isDebezium(contract) ||
      /^[a-z][A-Za-z0-9_-]*(\.[a-z][A-Za-z0-9_-]*)+$/.test(contract.name)
    )
      return
    yield {
      at: contract.places.odcs(['name']),
      path: '',
      message: `the name "${contract.name}" is not of the form domain.what`,
    }
  },
})
