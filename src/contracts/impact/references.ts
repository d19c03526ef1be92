import { compareCodePoints } from '../../kernel/code-points.ts'
import { isJsonObject } from '../../kernel/json.ts'
import type { ContractFiles } from '../ports.ts'
import { ODCS } from '../repo/endings.ts'
import type { DocPath, Located } from '../repo/located.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import { readYaml } from '../repo/yaml-file.ts'
import { type FoundUsages, type Usage, WHOLE } from './usage.ts'

/** Keys of an ODCS document whose texts name other contracts: a dead letter topic, foreign keys, what a field was made from. */
const NAMING = /^(deadLetterTopic|transformSourceObjects|relationships)$/

/** Contracts whose documents name one of these, or a field of it as `<contract>.<field>`. Only documents that hold such a name are parsed. */
export async function contractReferences(files: ContractFiles, about: ReadonlySet<string>): Promise<FoundUsages> {
  const usages: Usage[] = []
  const paths = (await files.list()).filter((path) => path.endsWith(ODCS))
  await Promise.all(
    paths.map(async (path) => {
      const read = await readText(files, path)
      if (!('text' in read) || !mayName(read.text, about)) return
      const { yaml } = readYaml(shownPath(files, path), read.text)
      if (yaml !== undefined) usages.push(...referencesIn(yaml, about))
    }),
  )
  return { usages: usages.sort((a, b) => compareCodePoints(a.by.name, b.by.name)), findings: [] }
}

/** Whether it is worth parsing: nearly every document names its own dead letter topic, few name anything else. */
function mayName(text: string, about: ReadonlySet<string>): boolean {
  const deadLetters = /\bdeadLetterTopic\b\s+value:\s*(\S+)/.exec(text)?.[1]
  if (deadLetters !== undefined && about.has(deadLetters.replaceAll(/['"]/g, ''))) return true
  return /\b(?:transformSourceObjects|relationships)\b/.test(text) && [...about].some((name) => text.includes(name))
}

function referencesIn(yaml: Located, about: ReadonlySet<string>): readonly Usage[] {
  if (!isJsonObject(yaml.value) || typeof yaml.value.name !== 'string') return []
  const { name } = yaml.value
  // The longest that fits: names of contracts have dots too.
  const names = [...about].sort((a, b) => b.length - a.length)
  return [...namedIn(yaml.value, [], false)].flatMap(([text, path]) => {
    const named = names.find((contract) => text === contract || text.startsWith(`${contract}.`))
    if (named === undefined || named === name) return []
    const field = text === named ? WHOLE : text.slice(named.length + 1)
    return [{ contract: named, field, edge: 'reference', by: { kind: 'contract', name, at: yaml.at(path) } }]
  })
}

/** Texts below a key that names contracts; a setting is `{property: deadLetterTopic, value: …}`. */
function* namedIn(value: unknown, path: DocPath, isNaming: boolean): Generator<readonly [string, DocPath]> {
  if (typeof value === 'string') {
    if (isNaming) yield [value, path]
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* namedIn(item, [...path, i], isNaming)
  } else if (isJsonObject(value)) {
    const isSetting = typeof value.property === 'string' && NAMING.test(value.property)
    for (const [key, inner] of Object.entries(value))
      yield* namedIn(inner, [...path, key], isNaming || NAMING.test(key) || (isSetting && key === 'value'))
  }
}
