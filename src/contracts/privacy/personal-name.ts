import { wordsOf } from '../words.ts'

/** Words that make a field look like data about a person, in English and Portuguese. */
// biome-ignore format: one row a subject
const WORDS = new Set([
  'email', 'mail', 'phone', 'telephone', 'mobile', 'cellphone', 'fax', 'telefone', 'celular',
  'cpf', 'rg', 'cnh', 'ssn', 'passport', 'passaporte', 'nif', 'dni',
  'address', 'street', 'zip', 'zipcode', 'postcode', 'postal', 'cep', 'endereco', 'logradouro',
  'birth', 'birthday', 'birthdate', 'dob', 'nascimento', 'gender', 'sex', 'sexo', 'ethnicity', 'religion', 'nationality',
  'surname', 'lastname', 'firstname', 'fullname', 'nickname', 'nome', 'sobrenome',
  'iban', 'ip', 'ipv4', 'ipv6', 'latitude', 'longitude', 'geolocation', 'fingerprint', 'biometric',
])

/** Whose name makes `<word>_name` a person's name. */
const PEOPLE = new Set([
  ...['first', 'last', 'full', 'middle', 'given', 'family', 'maiden', 'person', 'customer', 'client', 'user', 'buyer'],
  ...['seller', 'recipient', 'holder', 'contact', 'employee', 'patient', 'owner', 'cliente', 'usuario'],
])

/** The word that makes a field's name look personal, e.g. `email` of `contact_email`; undefined when nothing does. */
export function personalWord(name: string): string | undefined {
  const words = wordsOf(name)
  // An id, count or flag about it is not the thing itself.
  if (NOT_THE_VALUE.has(words.at(-1) ?? '') || NOT_THE_VALUE.has(words[0] ?? '')) return undefined
  const word = words.find((candidate) => WORDS.has(candidate))
  if (word !== undefined) return word
  const at = words.lastIndexOf('name')
  if (at === -1) return undefined
  return words.length === 1 || PEOPLE.has(words[at - 1] ?? '') ? words.slice(Math.max(0, at - 1)).join('_') : undefined
}

const NOT_THE_VALUE = new Set(['id', 'count', 'is', 'has', 'type', 'kind', 'verified', 'status', 'version'])
