import { defineCheckRule } from '../rule.ts'

/** A file that only moved is no removal: contracts are matched by name and id. */
export default defineCheckRule({
  id: 'contract-removed',
  category: 'lifecycle',
  severity: 'error',
  breaks: true,
  what: 'A contract is gone that was not deprecated, or before its sunset.',
  why: 'Its topic or table is ungoverned from now on, or gone: readers had no time to leave.',
  example: '`git rm contracts/events/order.created.*` while its status is active',
  fix: 'restore it, set `status: deprecated` and the setting `sunset`, and remove it after that day',
  on: 'contract-removed',
  check({ of }, { before, today }) {
    if (before === undefined) return `contract "${of}" was removed`
    const { status, settings } = before
    if (status === 'retired') return undefined
    if (status !== 'deprecated') return `contract "${of}" was removed while it was ${status}`
    if (settings.sunset === undefined) return `contract "${of}" was removed; it was deprecated without a sunset`
    return today < settings.sunset ? `contract "${of}" was removed before its sunset ${settings.sunset}` : undefined
  },
})
