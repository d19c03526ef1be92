import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'unused-waiver',
  severity: 'warning',
  what: 'A waiver that excuses nothing that was found.',
  why: 'It is done with (the change it allowed is in the baseline by now), or it names the wrong thing; left there, it may excuse the next mistake.',
  example: '`rule: field-removed` after the removal was merged',
  fix: 'remove it from waivers.yaml',
})
