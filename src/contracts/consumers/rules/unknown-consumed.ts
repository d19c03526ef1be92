import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'unknown-consumed',
  severity: 'error',
  what: 'A service declares that it uses a contract or field that does not exist where it is pinned.',
  why: 'It waits for data that never comes, or the declaration protects a name that nobody writes.',
  example: '`fields: [totl_amount]`',
  fix: 'use the name of a contract or field, or move the pin to where it exists',
})
