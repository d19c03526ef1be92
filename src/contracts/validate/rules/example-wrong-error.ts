import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'example-wrong-error',
  severity: 'error',
  what: 'An invalid example is refused for another reason than it names.',
  why: 'The check it is there for may be gone: another one happened to catch the record.',
  example: 'an example that means /region and is refused at /currency',
  fix: 'change the example so that only the named error is in it',
})
