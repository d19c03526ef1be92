import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'physical-name-mismatch',
  severity: 'error',
  what: 'The schema object is called differently from its contract.',
  why: 'ODCS tools connect to `schema[0].physicalName`, `dq` to `name`: they would look at different topics.',
  example: '`name: order.created` with `physicalName: orders`',
  fix: 'write the name of the contract as physicalName',
  *check({ odcs, yaml }) {
    const [{ physicalName }] = odcs.schema
    if (physicalName !== odcs.name) {
      yield {
        at: yaml.at(['schema', 0, 'physicalName']),
        message: `physicalName "${physicalName}" is not the name of the contract`,
        fix: `write physicalName: ${odcs.name}`,
      }
    }
  },
})
