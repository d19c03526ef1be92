import { defineCheckRule, fieldText } from '../rule.ts'

/** Told where the level does not ask for forward compatibility, so Avro's own rule is silent. */
export default defineCheckRule({
  id: 'union-branch-added',
  category: 'meaning',
  severity: 'warning',
  breaks: false,
  what: 'A union has a new branch.',
  why: 'Running readers fail on the first value of it, and code that distinguishes the branches has no case for it.',
  example: '`["null", "string"]` becomes `["null", "string", "int"]`',
  fix: 'upgrade every reader before the first record of the new branch is written',
  on: 'branches-added',
  check({ path, branches }, { isAvroBreak }) {
    return isAvroBreak({ path }) ? undefined : `${fieldText(path)}: values of type ${branches.join(', ')} may come now`
  },
})
