import { personalWord } from '../../privacy/personal-name.ts'
import { defineCheckRule } from '../rule.ts'

/** A nested field is covered by the class of the top-level field it lies in. */
export default defineCheckRule({
  id: 'privacy-class-missing',
  category: 'privacy',
  severity: 'error',
  breaks: false,
  what: 'A new field whose name looks personal has no privacy class.',
  why: 'Personal data spreads into tables, logs and fixtures before anybody decides how to treat it.',
  example: 'a new field `contact_email` without `classification`',
  fix: 'add `classification:` to its ODCS property: personal, or another class when it is not',
  on: 'field-added',
  check({ path, root }, { after }) {
    const name = path.split(/[.<>[\]{}]+/).findLast((step) => step !== '') ?? path
    const word = personalWord(name)
    if (word === undefined || after === undefined) return undefined
    const isClassified = after.fields.find((field) => field.name === root)?.classification !== undefined
    return isClassified ? undefined : `new field "${path}" looks personal (${word}) and has no privacy class`
  },
})
