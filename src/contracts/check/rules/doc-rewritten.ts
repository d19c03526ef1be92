import { defineCheckRule, fieldText } from '../rule.ts'

/** The only trace of a change of meaning is often the sentence that describes it. */
export default defineCheckRule({
  id: 'doc-rewritten',
  category: 'meaning',
  severity: 'info',
  breaks: false,
  what: 'The description of a field or type was rewritten or removed.',
  why: 'The schema stays, but the field may mean something else now: gross instead of net, local time instead of UTC. Nothing but a reader of this diff can tell.',
  example: '"Amount in BRL." becomes "Amount in cents."',
  fix: 'when only the words changed, nothing; when the meaning changed, add a new field and keep the old one',
  on: 'doc-changed',
  check({ path, from, to }) {
    if (from === undefined || (to !== undefined && words(from) === words(to))) return undefined
    return to === undefined
      ? `${fieldText(path)}: the description was removed`
      : `${fieldText(path)}: the description was rewritten; read whether the meaning changed`
  },
})

/** Without case, spacing and the punctuation between words: in RADAR-Schemas 7 of 10 rewritten descriptions only got a full stop. */
const words = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[.,;:!?'"`()]+(?=\s|$)|(?<=\s|^)['"`(]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
