import { type Datum, datumJson } from '../../compat/prove/datum.ts'
import { cannotRead } from '../avro-rule.ts'
import { defineCheckRule, fieldText } from '../rule.ts'

/** "Compatible" is a judgement about schemas; decoders read data. */
export default defineCheckRule({
  id: 'avro-datum-unreadable',
  category: 'avro',
  severity: 'error',
  breaks: true,
  what: 'A real decoder could not read a datum that the level promises can be read (`--prove`).',
  why: 'This is what a consumer would see: its decoder stops at such a record. Some decoders also refuse what Avro calls compatible.',
  example: '{"coupon": "ABC"} written with the old schema, read with one in which `coupon` is a long',
  fix: 'change the schema so that the datum can be read, and prove it again',
  on: 'avro-proof',
  check({ direction, path, decoder, seed, proof, version }) {
    if (proof.kind !== 'unreadable') return undefined
    const named = { direction, inBaseline: version === undefined, versions: version === undefined ? [] : [version] }
    const where = proof.path === '' ? 'it' : `${proof.path} in it, ${shortJson(proof.fault)},`
    return {
      message: `${decoder}: ${cannotRead(named)}: ${fieldText(path)}: datum ${proof.tried} of seed ${seed} is ${shortJson(proof.datum)}, and ${where} cannot be read: ${proof.message}`,
      identity: `${direction} ${path} ${decoder}`,
    }
  },
})

/** Long data are cut: the seed gives all of it again. */
function shortJson(datum: Datum): string {
  const text = JSON.stringify(datumJson(datum), (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
