import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'empty-file',
  severity: 'error',
  what: 'A file has nothing in it, or comments only.',
  why: 'An empty contract governs nothing, and is mostly a save that went wrong.',
  example: 'a file of 0 bytes',
  fix: 'write the contract, or remove the file',
})
