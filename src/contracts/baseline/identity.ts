/** What makes a contract the same one at another time: its id, and its name. */
export interface Identity {
  readonly id: string
  readonly name: string
}

/** Id and name as they stand in the text of a contract document, or nothing when only a YAML parser could tell. */
export function identityIn(text: string): Identity | undefined {
  const id = scalar('id', text)
  const name = scalar('name', text)
  return id === undefined || name === undefined ? undefined : { id, name }
}

/** The value of a key at the left margin: plain, or in quotes without escapes. */
function scalar(key: 'id' | 'name', text: string): string | undefined {
  const lines = [...text.matchAll(key === 'id' ? /^id:(.*)$/gm : /^name:(.*)$/gm)]
  if (lines.length !== 1) return undefined
  const match = /^[ \t]+(?:"([\w.-]+)"|'([\w.-]+)'|([A-Za-z_][\w.-]*))[ \t]*(?:[ \t]#.*)?\r?$/.exec(lines[0]?.[1] ?? '')
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/** Documents that may be mistaken for an affected one, because they share its id or name, or because nobody can tell. */
export function collisions(
  identities: ReadonlyMap<string, Identity | undefined>,
  affected: ReadonlySet<string>,
): readonly string[] {
  const paths = [...identities.keys()]
  if (affected.size === 0) return []
  if (paths.some((path) => affected.has(path) && identities.get(path) === undefined)) return paths
  const taken = new Set<string>()
  for (const path of affected) {
    const identity = identities.get(path)
    if (identity !== undefined) taken.add(`id ${identity.id}`).add(`name ${identity.name}`)
  }
  return paths.filter((path) => {
    const identity = identities.get(path)
    return identity === undefined || taken.has(`id ${identity.id}`) || taken.has(`name ${identity.name}`)
  })
}
