import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { DqError } from '../kernel/errors.ts'
import { formatPlace, type Place } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'

const settings = {
  /** Folders, relative to dq.yaml. */
  contracts: z.string().min(1).optional(),
  expectations: z.string().min(1).optional(),
  fixtures: z.string().min(1).optional(),
  /** Where runs keep state and outputs; git-ignored. */
  stateDir: z.string().min(1).optional(),
  cacheDir: z.string().min(1).optional(),
  /** How much is told on stderr. */
  log: z.enum(['error', 'warn', 'info', 'debug']).optional(),
}

/** Generated TypeScript declarations: the file, and the module they add to. */
const codegen = z.strictObject({ out: z.string().min(1), module: z.string().min(1) })

const environment = z.strictObject(settings)

const configFile = z.strictObject({
  version: z.literal(1),
  ...settings,
  codegen: codegen.optional(),
  environments: z.record(z.string(), environment).optional(),
})

/** `dq.yaml` as it stands. */
export type ConfigFile = z.infer<typeof configFile>

export const CONFIG_FILE = 'dq.yaml'

/** The nearest dq.yaml in `cwd` or a folder above it, as an absolute path. */
export function findConfigFile(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_FILE)
    if (existsSync(file)) return file
    if (dirname(folder) === folder) return undefined
  }
}

/** Reads and checks dq.yaml; every mistake is named with its line. */
export function readConfigFile(file: string, cwd: string): ConfigFile {
  const shown = relative(cwd, file) || file
  const lines = new LineCounter()
  const document = parseDocument(readText(file, shown), { lineCounter: lines })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file: shown, line, column: col }
  }
  const [broken] = document.errors
  if (broken !== undefined) {
    throw new DqError(`not valid YAML: ${broken.message.split('\n', 1)[0]}`, { at: placeAt(broken.pos[0]) })
  }
  const parsed = configFile.safeParse(document.toJS({ maxAliasCount: 20 }) ?? {})
  if (parsed.success) return parsed.data

  const mistakes = parsed.error.issues.flatMap(explain)
  const placed = mistakes.map(({ path, message }) => {
    const node = document.getIn(path, true)
    return { at: placeAt(isNode(node) ? (node.range?.[0] ?? 0) : 0), message }
  })
  const [first, ...others] = placed
  if (first === undefined) throw parsed.error
  const more = others.map(({ at, message }) => `\n  ${formatPlace(at)}: ${message}`).join('')
  throw new DqError(first.message + more, {
    at: first.at,
    hint: `keys of ${CONFIG_FILE}: ${Object.keys(configFile.shape).join(', ')}`,
  })
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DqError(`cannot read the configuration file ${shown}`, {
      hint: 'check --config and DQ_CONFIG, or leave them out: the nearest dq.yaml upwards is then used',
      cause,
    })
  }
}

type Mistake = { readonly path: readonly PropertyKey[]; readonly message: string }

function explain(issue: z.core.$ZodIssue): Mistake[] {
  if (issue.code !== 'unrecognized_keys') {
    const name = issue.path.join('.')
    return [{ path: issue.path, message: name === '' ? issue.message : `${name}: ${issue.message}` }]
  }
  const known = Object.keys(shapeAt(issue.path))
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: `unknown key "${key}"${didYouMean(key, known)}`,
  }))
}

const shapeAt = (path: readonly PropertyKey[]): object =>
  path.length === 0 ? configFile.shape : path[0] === 'environments' ? environment.shape : codegen.shape
