import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { SeverityPolicy } from '../contracts/impact/severity.ts'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'
import type { PromotionsConfig } from '../lake/promote/config.ts'
import type { AlertsConfig } from '../quality/alerts/config.ts'
import type { Retention } from '../quality/history/ports.ts'
import { CONFIG_FILE, type ConfigFile, findConfigFile, readConfigFile } from './config-file.ts'
import { type ServerSettings, serversOf } from './server-settings.ts'

/** What a command runs with. All paths are absolute. */
export interface Settings {
  /** The dq.yaml in use; undefined when there is none, and everything is a default. */
  readonly file: string | undefined
  /** The contract repo: the folder of dq.yaml, or the working folder. */
  readonly root: string
  readonly env: string | undefined
  /** Names in dq.yaml. */
  readonly environments: readonly string[]
  readonly contracts: string
  readonly expectations: string
  readonly fixtures: string
  /** The repo's own jobs: `<name>.ts`. */
  readonly jobs: string
  /** Configurations of Kafka Connect connectors: `*.json`. */
  readonly connectors: string
  readonly stateDir: string
  readonly cacheDir: string
  readonly log: 'error' | 'warn' | 'info' | 'debug'
  /** Addresses of servers by name. */
  readonly servers: Readonly<Record<string, string>>
  /** How they are used: addresses, users, references to secrets. */
  readonly use: ServerSettings
  readonly alerts: AlertsConfig | undefined
  readonly promotions: PromotionsConfig | undefined
  /** Of runs of suites. */
  readonly runHistory: Retention
  /** Of erasures: an absolute path, and a reference to the key. */
  readonly privacy: { readonly log: string | undefined; readonly key: string | undefined }
  readonly codegen: { readonly out: string; readonly module: string } | undefined
  /** Severity by use, of `dq contract check`. */
  readonly impact: SeverityPolicy
  /** Where services elsewhere declare what they use. */
  readonly consumers: readonly { readonly git: string; readonly ref: string; readonly file?: string | undefined }[]
  /** Patterns of the git tags that transitive levels look back to; undefined: every tag that the baseline contains. */
  readonly history: { readonly tags: readonly string[] } | undefined
}

export interface ConfigFlags {
  readonly config?: string | undefined
  readonly env?: string | undefined
}

const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const

/** Each setting from the first that gives it: flag, `DQ_*` variable, `environments.<env>` in dq.yaml, dq.yaml itself, default. */
export function loadSettings(
  flags: ConfigFlags,
  host: { readonly env: NodeJS.ProcessEnv; cwd(): string } = process,
): Settings {
  const { env: variables } = host
  const cwd = host.cwd()
  const named = flags.config ?? (variables.DQ_CONFIG || undefined)
  const file = named === undefined ? findConfigFile(cwd) : resolve(cwd, named)
  const config: ConfigFile = file === undefined ? { version: 1, environments: {} } : readConfigFile(file, cwd)
  const root = file === undefined ? cwd : dirname(file)
  const env = flags.env ?? (variables.DQ_ENV || undefined)
  const environment = env === undefined ? {} : environmentNamed(env, config)
  const given = { ...config, ...environment }

  return {
    file,
    root,
    env,
    environments: Object.keys(config.environments),
    contracts: resolve(root, given.contracts ?? 'contracts'),
    expectations: resolve(root, given.expectations ?? 'expectations'),
    fixtures: resolve(root, given.fixtures ?? 'fixtures'),
    jobs: resolve(root, given.jobs ?? 'jobs'),
    connectors: resolve(root, given.connectors ?? 'deploy/connectors'),
    stateDir: variables.DQ_STATE_DIR ? resolve(cwd, variables.DQ_STATE_DIR) : resolve(root, given.stateDir ?? '.dq'),
    cacheDir: variables.DQ_CACHE_DIR
      ? resolve(cwd, variables.DQ_CACHE_DIR)
      : resolve(root, given.cacheDir ?? userCacheDir(variables)),
    log: logLevel(variables.DQ_LOG) ?? given.log ?? 'warn',
    servers: { ...config.servers, ...environment.servers },
    use: serversOf(given, { ...config.servers, ...environment.servers }),
    alerts: given.alerts,
    promotions: given.promotions,
    privacy: { log: given.privacy?.log && resolve(root, given.privacy.log), key: given.privacy?.key },
    runHistory: given.runHistory ?? { runs: 500, days: 400 },
    codegen: config.codegen && { out: resolve(root, config.codegen.out), module: config.codegen.module },
    impact: config.impact ?? {},
    consumers: config.consumers ?? [],
    history: config.history && { tags: [config.history.tags].flat() },
  }
}

function environmentNamed(env: string, config: ConfigFile) {
  const { environments } = config
  const found = Object.hasOwn(environments, env) ? environments[env] : undefined
  if (found !== undefined) return found
  const names = Object.keys(environments)
  throw new DqError(`unknown environment "${env}"${didYouMean(env, names)}`, {
    hint:
      names.length === 0
        ? `${CONFIG_FILE} has no environments: leave out --env and DQ_ENV`
        : `environments of ${CONFIG_FILE}: ${names.join(', ')}`,
  })
}

function logLevel(text: string | undefined): Settings['log'] | undefined {
  if (!text) return undefined
  const level = LOG_LEVELS.find((known) => known === text)
  if (level !== undefined) return level
  throw new DqError(`DQ_LOG: unknown level "${text}"${didYouMean(text, LOG_LEVELS)}`, {
    hint: `levels: ${LOG_LEVELS.join(', ')}`,
  })
}

/** Where downloads go: the platform's own cache folder. */
function userCacheDir(variables: NodeJS.ProcessEnv): string {
  const home = homedir()
  if (variables.XDG_CACHE_HOME) return join(variables.XDG_CACHE_HOME, 'dq')
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'dq')
  if (process.platform === 'win32') return join(variables.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'dq')
  return join(home, '.cache', 'dq')
}
