import type { Tree } from './yaml-tree.ts'

const WIDTH = 120

/** JSON with two spaces; a list of values that fits stands on one line. */
export const jsonOf = (tree: Tree): string => `${printed(tree, 0, 0)}\n`

/** `used`: columns that are taken on the line already. */
function printed(tree: Tree, indent: number, used: number): string {
  if (typeof tree !== 'object' || tree === null) return scalar(tree)
  const entries: readonly (readonly [prefix: string, value: Tree])[] = isList(tree)
    ? tree.map((value) => ['', value])
    : Object.entries(tree).map(([key, value]) => [`${JSON.stringify(key)}: `, value])
  const [open, close] = isList(tree) ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return open + close
  if (isList(tree) && tree.every((value) => typeof value !== 'object' || value === null)) {
    const line = `[${tree.map((value) => printed(value, 0, 0)).join(', ')}]`
    if (used + line.length < WIDTH) return line
  }
  const inner = ' '.repeat(indent + 2)
  const lines = entries.map(([prefix, value]) => {
    const start = inner + prefix
    return start + printed(value, indent + 2, start.length)
  })
  return `${open}\n${lines.join(',\n')}\n${' '.repeat(indent)}${close}`
}

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree)

const scalar = (value: null | boolean | number | bigint | string): string =>
  typeof value === 'bigint' ? String(value) : JSON.stringify(value)
