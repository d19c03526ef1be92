import { type Groups, membersOf } from './groups.ts'

/**
 * Who acts, as far as it is known. `git`: what git's configuration says, a claim that anybody can make; `catalog`: what a commit
 * of the catalog says, a claim too; `github`, `gitlab`: what CI says of who started it.
 */
export interface Identity {
  readonly source: 'git' | 'github' | 'gitlab' | 'catalog'
  /** The login in CI, the name in git. */
  readonly name: string
  readonly email?: string | undefined
}

export const isFromCi = ({ source }: Identity): boolean => source === 'github' || source === 'gitlab'

/** `Ana Lima <ana@shop.example>`, as commits name their authors. */
export const identityText = ({ name, email, source }: Identity): string => {
  const text = email === undefined ? name : `${name} <${email}>`
  return source === 'github' || source === 'gitlab' ? `${text} (${source})` : text
}

/** The author of a commit of the catalog. */
export function catalogIdentity(author: string): Identity {
  const [, login, ci] = /^(\S+) \((github|gitlab)\)$/.exec(author.trim()) ?? []
  if (login !== undefined) return { source: ci === 'github' ? 'github' : 'gitlab', name: login }
  const [, name = author.trim(), email = ''] = /^(.*?)\s*<([^<>]*)>$/.exec(author.trim()) ?? []
  return { source: 'catalog', name, ...(email !== '' && { email }) }
}

/** One spelling of an address: letter case and what stands behind a plus do not make another person. */
export function sameEmail(email: string): string {
  const [, local = email, domain = ''] = /^(.*)@([^@]*)$/.exec(email.trim()) ?? []
  return `${local.replace(/\+.*$/, '')}@${domain}`.toLowerCase()
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The person of groups.yaml: by login in CI, by e-mail address otherwise. A name alone proves too little to be somebody. */
export function personOf(identity: Identity, { people }: Groups): string | undefined {
  const { source, name, email } = identity
  const found = Object.entries(people).find(([, person]) => {
    if (source === 'github' || source === 'gitlab') return person[source]?.toLowerCase() === name.toLowerCase()
    return email !== undefined && person.emails.some((one) => sameEmail(one) === sameEmail(email))
  })
  return found?.[0]
}

/** Whether a list (of actors, of approvers) names this identity. A person of groups.yaml is not had by name alone. */
export function isListed(identity: Identity, entries: readonly string[], groups: Groups): boolean {
  const members = membersOf(entries, groups)
  const person = personOf(identity, groups)
  if (person !== undefined) return members.has(person)
  const { name, email } = identity
  const names = [...members].filter((member) => !Object.hasOwn(groups.people, member))
  return names.some((one) =>
    one.includes('@')
      ? email !== undefined && sameEmail(one) === sameEmail(email)
      : one.toLowerCase() === name.toLowerCase(),
  )
}

/**
 * Whether two identities may be one human being: the same person of groups.yaml; where one of them is nobody there, any name,
 * address or login in common. Asked where two people are wanted, so doubt means the same.
 */
export function mayBeSame(a: Identity, b: Identity, groups: Groups): boolean {
  const [one, other] = [personOf(a, groups), personOf(b, groups)]
  if (one !== undefined && other !== undefined) return one === other
  const names = new Set(namesOf(a, one, groups))
  return namesOf(b, other, groups).some((name) => names.has(name))
}

function namesOf({ name, email }: Identity, person: string | undefined, { people }: Groups): readonly string[] {
  const entry = person === undefined ? undefined : people[person]
  const emails = [...(email === undefined ? [] : [email]), ...(entry?.emails ?? [])].map(sameEmail)
  const logins = [name, person, entry?.github, entry?.gitlab].filter((one) => one !== undefined).map(fold)
  return [...logins, ...emails, ...emails.map((one) => one.replace(/@.*$/, ''))]
}
