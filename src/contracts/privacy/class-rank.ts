/** How much the usual privacy classes protect; a greater number asks for more care. */
const RANKS: Readonly<Record<string, number>> = {
  public: 0,
  internal: 1,
  confidential: 2,
  restricted: 3,
  personal: 4,
  pii: 4,
  sensitive: 5,
  secret: 5,
}

/** The rank of a class, upper or lower case; undefined for a class of one's own. */
export const classRank = (name: string): number | undefined => {
  const key = name.toLowerCase()
  return Object.hasOwn(RANKS, key) ? RANKS[key] : undefined
}
