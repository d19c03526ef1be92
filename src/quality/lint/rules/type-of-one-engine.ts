import { isNeutralType, neutralType } from '../../column-type.ts'
import { defineSuiteRule, textsOf } from '../rule.ts'

export default defineSuiteRule({
  id: 'type-of-one-engine',
  severity: 'warning',
  what: 'A type under the name that one engine has for it.',
  why: 'The next engine calls it otherwise, and the expectation fails there with the same data.',
  example: '`"type_": "VARCHAR"`',
  fix: 'use the neutral name',
  *look({ type, kwargs }) {
    if (!/_type(_list)?$/.test(type)) return
    for (const name of [...textsOf(kwargs.type_), ...textsOf(kwargs.type_list)]) {
      const neutral = neutralType(name)
      if (neutral !== undefined && !isNeutralType(name) && !name.includes('('))
        yield { message: `"${name}" is one engine's name`, fix: `write "${neutral}"` }
    }
  },
})
