import { AvroSchemaError } from './error.ts'
import { type JsonText, readJsonText } from './json-text.ts'
import { namedTypes } from './named-types.ts'
import { type NamesInText, namesInText } from './references.ts'
import type { AvroSchema } from './schema.ts'
import { DEFINED_TWICE } from './scope.ts'
import { type AvroDocument, located, parseJsonText } from './text.ts'
import { unknownType } from './unknown-type.ts'

export interface AvroFile {
  readonly file: string
  readonly text: string
}

interface Source {
  readonly file: string
  readonly text: JsonText
  readonly names: NamesInText
}

/**
 * Parses files that refer to one another's types, whatever their order; the documents come in the order given.
 * A type that no file defines, and files that need each other, are errors at the reference.
 */
export function parseAvroFiles(
  files: readonly AvroFile[],
  options: { references?: Iterable<AvroSchema> } = {},
): readonly AvroDocument[] {
  const sources = files.map(({ file, text }): Source => {
    const read = readJsonText(text, file)
    return { file, text: read, names: namesInText(read.json) }
  })
  const documents = new Map<Source, AvroDocument>()
  const known: AvroSchema[] = [...(options.references ?? [])]
  const given = new Set(known.flatMap(namedTypes).map(({ fullName }) => fullName))
  for (const source of inOrder(sources, given)) {
    const document = parseSource(source, known, documents)
    documents.set(source, document)
    known.push(...document.defined)
  }
  return sources.flatMap((source) => documents.get(source) ?? [])
}

/** A type that two files define is told with the other file: the parser knows types by name alone. */
function parseSource(
  { text, file, names }: Source,
  references: readonly AvroSchema[],
  before: ReadonlyMap<Source, AvroDocument>,
): AvroDocument {
  try {
    return parseJsonText(text, file, { references })
  } catch (error) {
    if (!(error instanceof AvroSchemaError) || !error.message.endsWith(DEFINED_TWICE)) throw error
    const fullName = [...names.defined].find((name) => error.message.startsWith(`${name} `))
    const other = [...before.keys()].find((source) => fullName !== undefined && source.names.defined.has(fullName))
    if (other === undefined) throw error
    const { message, pointer, hint = '', at } = error
    throw new AvroSchemaError(`${message}: ${other.file} defines it too`, { pointer, hint, ...(at && { at }) })
  }
}

/** Files after those they refer to. */
function inOrder(sources: readonly Source[], given: ReadonlySet<string>): readonly Source[] {
  const definers = new Map<string, Source>()
  for (const source of sources)
    for (const name of source.names.defined) if (!definers.has(name)) definers.set(name, source)
  const done = new Set<Source>()
  const path: Source[] = []
  const place = (source: Source): void => {
    path.push(source)
    for (const { names, pointer } of source.names.referred) {
      if (names.some((name) => source.names.defined.has(name))) continue
      const name = names.find((candidate) => definers.has(candidate))
      const needed = name === undefined ? undefined : definers.get(name)
      if (name === undefined || needed === undefined) {
        if (names.some((candidate) => given.has(candidate))) continue
        throw located(unknownType(names[0] ?? '', pointer, [...definers.keys(), ...given]), source.text)
      }
      if (done.has(needed)) continue
      if (path.includes(needed)) {
        const circle = [...path.slice(path.indexOf(needed)), needed].map(({ file }) => file).join(' → ')
        throw new AvroSchemaError(
          `Files refer to each other in a circle: ${circle}; this is the reference to ${name}`,
          {
            pointer,
            hint: 'Define the types that need each other in one file.',
            at: source.text.placeOf(pointer),
          },
        )
      }
      place(needed)
    }
    path.pop()
    done.add(source)
  }
  for (const source of sources) if (!done.has(source)) place(source)
  return [...done]
}
