import { defineCheckRule } from '../rule.ts'

/** A proof that was asked for and cannot be given is told, or it would pass for one. */
export default defineCheckRule({
  id: 'avro-proof-missing',
  category: 'avro',
  severity: 'warning',
  breaks: false,
  what: 'What a level promises could not be tried in a real decoder (`--prove`).',
  why: 'The decoder does not take one of the schemas, or no value of it ever ends: nothing was proven, one way or the other.',
  example: 'a record that holds itself without a union, or names that the decoder refuses',
  fix: 'rely on the rules about schemas, or try the pair in the decoder that your consumers use',
  on: 'avro-proof',
  check({ direction, decoder, proof, version }) {
    if (proof.kind !== 'limit') return undefined
    const which = version === undefined ? '' : ` of ${version}`
    const [writer, reader] = direction === 'backward' ? [`old${which}`, 'new'] : ['new', `old${which}`]
    return {
      message: `${decoder} cannot try whether the ${reader} schema reads what the ${writer} one writes: ${proof.message}`,
      identity: `${direction} ${decoder}`,
    }
  },
})
