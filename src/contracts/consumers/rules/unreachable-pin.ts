import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'unreachable-pin',
  severity: 'error',
  what: 'A pinned repository that cannot be read, or has no such commit, tag or file.',
  why: 'Who uses what is not known then, and a check that goes on would pass for the wrong reason.',
  example: '`ref: v1.4` where the tag is `v1.4.0`',
  fix: 'correct it, or fetch it once where there is a network: dq consumers fetch',
})
