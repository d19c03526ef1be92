import { personalWord } from '../../privacy/personal-name.ts'
import { fieldsOf } from '../fields.ts'
import { defineLintRule } from '../rule.ts'

/** A nested field is covered by the class of the top-level field it lies in. */
export default defineLintRule({
  id: 'unclassified-personal-field',
  category: 'privacy',
  severity: 'warning',
  what: 'A field whose name looks personal has no privacy class.',
  why: 'Masking, access rights and deletion follow the class: without one the data is treated like any other.',
  example: '`contact_email` without `classification`',
  fix: 'add classification: to its ODCS property: personal, or another class when it is not',
  on: 'contract',
  *check({ contract }) {
    const classified = new Set(contract.fields.filter(({ classification }) => classification).map(({ name }) => name))
    for (const { field, path, root } of fieldsOf(contract)) {
      const word = personalWord(field.name)
      if (word === undefined || classified.has(root)) continue
      const at =
        contract.fields.find(({ name }) => name === root)?.at ?? contract.places.odcs(['schema', 0, 'properties'])
      yield { at, path, message: `field "${path}" looks personal (${word}) and has no privacy class` }
    }
  },
})
