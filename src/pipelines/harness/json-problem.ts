/** Why a value would not come back from JSON as it is, with its place; undefined when it does. `path` is the name of the value. */
export function jsonProblem(value: unknown, path: string): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? undefined
        : `${path} is ${Object.is(value, -0) ? '-0' : value}, which JSON cannot hold`
    case 'object':
      if (value === null) return undefined
      if (Array.isArray(value)) return first(value.map((item, i) => [`${path}[${i}]`, item]))
      if (!isPlain(value)) return `${path} is a ${value.constructor?.name ?? 'special object'}, which JSON cannot hold`
      return first(Object.entries(value).map(([name, field]) => [`${path}.${name}`, field]))
    default:
      return `${path} is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}, which JSON cannot hold`
  }
}

function first(entries: readonly (readonly [path: string, value: unknown])[]): string | undefined {
  for (const [path, value] of entries) {
    const problem = jsonProblem(value, path)
    if (problem !== undefined) return problem
  }
  return undefined
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
