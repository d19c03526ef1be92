import { dirname, join } from 'node:path/posix'
import { codeOnly, importsOf } from './code-only.ts'

/** From top to bottom: a layer imports itself and what stands after it. */
const LAYERS = ['commands', 'cli', 'pipelines', 'lake', 'quality', 'contracts', 'kernel'] as const

type Area = (typeof LAYERS)[number] | 'adapters'

/** Layers without I/O, clock, chance or process: everything of that kind comes as an argument. */
const CORE: readonly Area[] = ['pipelines', 'lake', 'quality', 'contracts', 'kernel']

/** Packages an area may import; adapters may import any, each package in one file. */
// biome-ignore format: one row an area
const PACKAGES: Record<Exclude<Area, 'adapters'>, readonly string[]> = {
  commands:  ['@oclif/core'],
  cli:       ['@oclif/core', 'zod', 'yaml'],
  pipelines: ['zod', 'yaml', 'jsonc-parser'],
  lake:      ['zod', 'yaml', 'jsonc-parser'],
  quality:   ['zod', 'yaml', 'jsonc-parser'],
  contracts: ['zod', 'yaml', 'jsonc-parser'],
  kernel:    [],
}

/** Pure parsers: no client libraries, so they may be imported in many files. */
const PARSERS = ['zod', 'yaml', 'jsonc-parser']

/** Areas that may use Node's own modules. */
const NODE: readonly Area[] = ['cli', 'adapters']

/** The only files that choose adapters. */
const isWiring = (file: string): boolean => file === 'src/cli/wiring.ts' || file.startsWith('src/cli/wiring/')

/** The only files that re-export: the public entry points, the registries that job authors import from, and the doors to client libraries. */
const RE_EXPORTS = [
  // A client library that several files need has one door.
  'src/adapters/duckdb.ts',
  'src/adapters/event-log/platformatic/library.ts',
  'src/contracts/index.ts',
  'src/contracts/types.ts',
  'src/quality/index.ts',
  'src/pipelines/index.ts',
  'src/pipelines/expr/operators/index.ts',
  'src/pipelines/expr/aggregates/index.ts',
]

// biome-ignore format: one row a word
const FORBIDDEN_IN_CORE: readonly [name: string, code: RegExp][] = [
  ['Date.now',         /\bDate\.now\b/],
  ['new Date()',       /\bnew Date(?:\(\s*\)|(?!\s*\())|(?<!new )(?<![\w.])Date\(/],
  ['Math.random',      /\bMath\.random\b/],
  ['process',          /(?<![\w.])process\b(?!\s*[:(=])/],
  ['console',          /(?<![\w.])console\s*\./],
  ['performance',      /(?<![\w.])performance\s*\./],
  ['a timer',          /(?<![\w.])(?:setTimeout|setInterval|setImmediate)\s*\(/],
  ['fetch',            /(?<![\w.])fetch\s*\(/],
  ['random crypto',    /(?<![\w.])crypto\s*\./],
  ['globalThis',       /\bglobalThis\b/],
]

const MAX_LINES = 300
const MAX_COMMAND_LINES = 40

/** Everything that breaks the structure, as `file: rule: detail`. Keys are paths like `src/kernel/json.ts`. */
export function violations(files: ReadonlyMap<string, string>): string[] {
  const importers = new Map<string, string[]>()
  const found = [...files].flatMap(([file, source]) => [
    ...importViolations(file, source, importers),
    ...codeViolations(file, source),
    ...shapeViolations(file, source),
  ])
  for (const [library, where] of importers) {
    if (where.length > 1)
      found.push(`${where[0]}: one file a client library: ${library} is also imported by ${where.slice(1).join(', ')}`)
  }
  return found
}

function importViolations(file: string, source: string, importers: Map<string, string[]>): string[] {
  const area = areaOf(file)
  return importsOf(source).flatMap((name) => {
    const say = (rule: string) => [`${file}: ${rule}: ${name}`]
    if (name.startsWith('node:')) return NODE.includes(area) ? [] : say('no node: modules here')
    if (!name.startsWith('.')) return packageViolation(area, file, packageOf(name), importers)
    if (!/\.(ts|json)$/.test(name)) return say('imports end in .ts')
    const target = join(dirname(file), name)
    if (!target.startsWith('src/')) return say('imports stay in src/')
    const to = areaOf(target)
    if (to === 'adapters' && area !== 'adapters') return isWiring(file) ? [] : say('only the wiring imports adapters')
    if (area === 'adapters') {
      if (to === 'cli' || to === 'commands') return say('adapters import core layers only')
      return to === 'adapters' && !isShared(target) && portOf(target) !== portOf(file)
        ? say('an adapter does not import another port')
        : []
    }
    return LAYERS.indexOf(to as never) < LAYERS.indexOf(area) ? say('imports go downwards only') : []
  })
}

function packageViolation(area: Area, file: string, name: string, importers: Map<string, string[]>): string[] {
  if (area !== 'adapters')
    return PACKAGES[area].includes(name) ? [] : [`${file}: package not allowed in ${area}: ${name}`]
  if (!PARSERS.includes(name)) importers.set(name, [...new Set([...(importers.get(name) ?? []), file])])
  return []
}

function codeViolations(file: string, source: string): string[] {
  if (!CORE.includes(areaOf(file))) return []
  const code = codeOnly(source)
  return FORBIDDEN_IN_CORE.filter(([, pattern]) => pattern.test(code)).map(
    ([name]) => `${file}: not in a core layer: ${name}`,
  )
}

function shapeViolations(file: string, source: string): string[] {
  const lines = source.trimEnd().split('\n').length
  const found: string[] = []
  if (areaOf(file) === 'commands' && lines > MAX_COMMAND_LINES)
    found.push(`${file}: a command has at most ${MAX_COMMAND_LINES} lines: ${lines}`)
  // Nobody reads or writes what is generated.
  const isGenerated = file.endsWith('.gen.d.ts')
  if (lines > MAX_LINES && !isGenerated && !/^\/\/ Over 300 lines: \S/.test(source))
    found.push(`${file}: at most ${MAX_LINES} lines, or a first line "// Over 300 lines: why": ${lines}`)
  if (/\/(utils?|helpers?|common|misc)\.ts$/.test(file)) found.push(`${file}: name the idea`)
  if (/^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/m.test(source) && !RE_EXPORTS.includes(file))
    found.push(`${file}: only entry points and registries re-export`)
  return found
}

/** `src/<area>/…`; a file anywhere else belongs to no layer, which is a mistake of its own. */
function areaOf(file: string): Area {
  const area = file.split('/')[1] ?? ''
  if (area !== 'adapters' && !LAYERS.includes(area as never)) throw new Error(`${file} is in no known layer`)
  return area as Area
}

/** `src/adapters/<idea>.ts`: what adapters of several ports need. */
const isShared = (file: string): boolean => file.split('/').length === 3

const portOf = (file: string): string | undefined => file.split('/')[2]

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
