import { personalWord } from '../../privacy/personal-name.ts'
import { isWithin, schemaNodes } from '../../schema-nodes.ts'
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
    if (after === undefined || after.fields.find(({ name }) => name === root)?.classification !== undefined)
      return undefined
    const found = [...schemaNodes(after)].flatMap(([node, { path: inner }]) => {
      const word = 'order' in node && isWithin(inner, path) ? personalWord(node.name) : undefined
      return word === undefined ? [] : [inner === path ? word : inner]
    })
    if (found.length === 0) return undefined
    return `new field "${path}" looks personal (${found.join(', ')}) and has no privacy class`
  },
})
