import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'invalid-waiver',
  severity: 'error',
  what: 'A waiver that lacks something, or says it in the wrong form.',
  why: 'It excuses nothing as it stands, and whoever wrote it thinks it does.',
  example: 'a waiver without `owner`, or with `expires: next year`',
  fix: 'give rule or fingerprint, owner, reason, and expires as YYYY-MM-DD',
})
