import { classRank } from '../../privacy/class-rank.ts'
import { defineCheckRule } from '../rule.ts'

/** Masking, access and deletion follow the class. */
export default defineCheckRule({
  id: 'privacy-class-weakened',
  category: 'privacy',
  severity: 'error',
  breaks: false,
  what: 'A field lost its privacy class, or has one that protects less; between classes that cannot be compared it is a warning.',
  why: 'Masking, access rights and deletion follow the class: from now on the data is treated with less care, copies included.',
  example: '`classification: personal` becomes `classification: internal`',
  fix: 'restore the class, or let data governance approve the change',
  on: 'privacy-class-changed',
  check({ path, from, to }) {
    if (from === undefined) return undefined
    if (to === undefined) return `field "${path}" was ${from} and has no privacy class now`
    const [before, after] = [classRank(from), classRank(to)]
    const message = `field "${path}" was ${from}, now ${to}`
    if (before === undefined || after === undefined) return { message, severity: 'warning' }
    return after < before ? message : undefined
  },
})
