import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { SeverityPolicy } from '../contracts/impact/severity.ts'
import { parseShape } from '../contracts/repo/shape-findings.ts'
import { readYaml } from '../contracts/repo/yaml-file.ts'
import { DqError } from '../kernel/errors.ts'
import { type Finding, formatPlace } from '../kernel/finding.ts'
import { PromotionsConfig } from '../lake/promote/config.ts'
import { AlertsConfig } from '../quality/alerts/config.ts'
import { serverSettings } from './server-settings.ts'

const settings = {
  /** Folders, relative to dq.yaml. */
  contracts: z.string().min(1).optional(),
  expectations: z.string().min(1).optional(),
  fixtures: z.string().min(1).optional(),
  jobs: z.string().min(1).optional(),
  connectors: z.string().min(1).optional(),
  /** Where runs keep state and outputs; git-ignored. */
  stateDir: z.string().min(1).optional(),
  cacheDir: z.string().min(1).optional(),
  /** How much is told on stderr. */
  log: z.enum(['error', 'warn', 'info', 'debug']).optional(),
  /** Addresses of servers by name; `dq stack up` starts its own there. */
  servers: z.record(z.string(), z.string().min(1)).optional(),
  ...serverSettings,
  /** Who is told when `dq quality run` finds something. */
  alerts: AlertsConfig.optional(),
  /** Who is told of promotions. */
  promotions: PromotionsConfig.optional(),
  /** Erasures: the log, kept for good, and the key of the hashes in it (a reference). Default: `privacy/` in the state folder. */
  privacy: z.strictObject({ log: z.string().min(1).optional(), key: z.string().min(1).optional() }).optional(),
  /** How long runs of suites are kept, by table. */
  runHistory: z.strictObject({ runs: z.int().min(1).default(500), days: z.int().min(1).default(400) }).optional(),
}

/** Generated TypeScript declarations: the file, and the module they add to. */
const codegen = z.strictObject({ out: z.string().min(1), module: z.string().min(1) })

/** Git tags that transitive compatibility looks back to: patterns as `git tag --list` takes them; an empty list is no history. */
const history = z.strictObject({ tags: z.union([z.string().min(1), z.array(z.string().min(1))]) })

/** Declarations of use in other repositories: a url or folder, a tag or commit, and the file there. */
const consumer = z.strictObject({
  git: z.string().min(1),
  ref: z.string().min(1),
  file: z.string().min(1).optional(),
})

/** What stands below `environments.<name>`. */
export const environment = z.strictObject(settings)

/** The whole of dq.yaml. */
export const configFile = z.strictObject({
  version: z.literal(1),
  ...settings,
  codegen: codegen.optional(),
  /** How severe a finding of `dq contract check` is when somebody uses what changed, and when nobody does. */
  impact: SeverityPolicy.optional(),
  history: history.optional(),
  /** Services elsewhere that use these contracts. */
  consumers: z.array(consumer).optional(),
  /** Each is checked as an `environment`. */
  environments: z.record(z.string(), z.unknown()).default({}),
})

/** `dq.yaml`, checked. */
export type ConfigFile = Omit<z.infer<typeof configFile>, 'environments'> & {
  readonly environments: { readonly [name: string]: z.infer<typeof environment> }
}

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
  const { yaml, findings } = readYaml(shown, readText(file, shown))
  if (yaml === undefined) throw failure(findings)
  const config = parseShape(configFile, yaml)
  if (config.value === undefined) throw failure(config.findings)
  const environments = Object.keys(config.value.environments).map((name) => {
    const { value, findings } = parseShape(environment, yaml, { base: ['environments', name] })
    if (value === undefined) throw failure(findings)
    return [name, value] as const
  })
  return { ...config.value, environments: Object.fromEntries(environments) }
}

/** The first mistake with its place, the others below it. */
function failure([first, ...others]: readonly Finding[]): DqError {
  const more = others.map(({ at, message }) => `\n  ${formatPlace(at)}: ${message}`).join('')
  return new DqError((first?.message ?? '') + more, {
    ...(first && { at: first.at }),
    ...(first?.fix && { hint: first.fix }),
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
