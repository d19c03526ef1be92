import { type Identity, isFromCi } from './identity.ts'

/** Control and format characters (line breaks, zero-width, direction marks), private use, unassigned. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u
const LATIN = /\p{Script=Latin}/u
/** Scripts with letters that look like Latin ones. */
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

/** Why a name cannot be compared with another by eye; undefined when it can. */
function oddCharacters(text: string): string | undefined {
  const hidden = HIDDEN.exec(text)
  if (hidden !== null) return `it holds ${codePoint(hidden[0])}, which nobody sees`
  if (text.normalize('NFKC') !== text) {
    const odd = [...text].find((letter) => letter.normalize('NFKC') !== letter)
    return `it holds ${odd === undefined ? 'letters put together of parts' : codePoint(odd)}, which looks like something else`
  }
  const alike = LOOKALIKE.exec(text)
  return alike !== null && LATIN.test(text) ? `it mixes Latin letters with ${codePoint(alike[0])}` : undefined
}

/** Why an identity cannot be told from another; undefined when it can. */
export function oddIdentity(identity: Identity): string | undefined {
  const { name, email } = identity
  if (name.trim() === '') return 'it has no name'
  return (
    (isFromCi(identity) ? oddAddress(name) : oddCharacters(name)) ??
    (email === undefined ? undefined : oddAddress(email))
  )
}

/** The same for a login or an address, which are ASCII. */
function oddAddress(text: string): string | undefined {
  const odd = /[^!-~]/u.exec(text)
  return odd === null ? undefined : `it holds ${codePoint(odd[0])}`
}

const codePoint = (letter: string): string => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
