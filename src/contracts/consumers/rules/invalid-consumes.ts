import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'invalid-consumes',
  severity: 'error',
  what: 'A declaration of what a service uses that is not in its form.',
  why: 'Nothing of the file counts, so a change that breaks the service would pass.',
  example: '`consumes: [{contract: order.created}]` without `fields`',
  fix: 'give what the message names; schemas/consumes.schema.json describes the file',
})
