/** Whether what both lists hold comes in another order; what only one of them holds does not count. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = new Set(before)
  const common = after.filter((name) => kept.has(name))
  const commonNames = new Set(common)
  return before.filter((name) => commonNames.has(name)).some((name, i) => name !== common[i])
}
