import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DqError } from '../../../kernel/errors.ts'
import { findPython } from './find-python.ts'
import { run } from './python.ts'

/** The release that dq is held against. */
export const GX_VERSION = '1.24.1'

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url))

/** Written last: an environment without it was never finished. */
const MARK = 'dq.json'

const SETUP_MS = 20 * 60_000

/** The virtual environment in the cache folder; another list of packages is another environment. */
const folderOf = (cacheDir: string): string =>
  join(
    cacheDir,
    `gx-${GX_VERSION}-${createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 8)}`,
  )

const pythonIn = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')

export interface GxSetup {
  readonly folder: string
  /** Version of the Python in it. */
  readonly python: string
  /** False when it was there already. */
  readonly made: boolean
}

export interface SetupOptions {
  readonly cacheDir: string
  /** `DQ_PYTHON`. */
  readonly python?: string | undefined
  /** Makes it again, whatever is there. */
  readonly force?: boolean
  readonly onProgress?: (text: string) => void
}

/**
 * Makes the virtual environment of Great Expectations, when it is not there: built beside its place and moved there when it is
 * whole, so that an interrupted setup leaves nothing that looks finished.
 */
export async function setupGx({ cacheDir, python: named, force = false, onProgress }: SetupOptions): Promise<GxSetup> {
  const folder = folderOf(cacheDir)
  if (!force && (await problemOf(folder)) === undefined) return { folder, python: markOf(folder), made: false }
  const python = await findPython(named)
  const work = `${folder}.${process.pid}`
  try {
    mkdirSync(cacheDir, { recursive: true })
    onProgress?.(`making an environment of Python ${python.version}`)
    const made = await run(python.path, ['-m', 'venv', '--clear', work], { timeoutMs: SETUP_MS })
    if (made.exitCode !== 0) throw failure('the environment cannot be made', made)
    const pip = [
      '-m',
      'pip',
      'install',
      '--no-input',
      '--progress-bar',
      'off',
      '--no-warn-script-location',
      '-r',
      REQUIREMENTS,
    ]
    onProgress?.(`installing great_expectations ${GX_VERSION}`)
    const installed = await run(pythonIn(work), pip, { timeoutMs: SETUP_MS })
    if (installed.exitCode !== 0) throw failure('the packages cannot be installed', installed)
    onProgress?.('checking it')
    const checked = await run(pythonIn(work), ['-c', 'import great_expectations'], { timeoutMs: 120_000 })
    if (checked.exitCode !== 0) throw failure('Great Expectations is installed, and does not start', checked)
    writeFileSync(join(work, MARK), JSON.stringify({ great_expectations: GX_VERSION, python: python.version }))
    rmSync(folder, { recursive: true, force: true })
    renameSync(work, folder)
  } catch (error) {
    if (error instanceof DqError) throw error
    throw new DqError(`${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'see that the cache folder (DQ_CACHE_DIR) can be written',
      cause: error,
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return { folder, python: python.version, made: true }
}

/** The Python of the environment. @throws DqError when there is none that works. */
export async function requireGx(cacheDir: string): Promise<string> {
  const folder = folderOf(cacheDir)
  const problem = await problemOf(folder)
  if (problem === undefined) return pythonIn(folder)
  throw new DqError(problem.message, { hint: problem.hint })
}

/** Fast: it starts Python, and not Great Expectations. */
async function problemOf(folder: string): Promise<{ readonly message: string; readonly hint: string } | undefined> {
  if (!existsSync(join(folder, MARK)))
    return {
      message: `Great Expectations ${GX_VERSION} is not set up`,
      hint: 'run dq quality setup-gx once; it needs Python 3.10 or later, a network and about 410 MB',
    }
  const asks = 'import importlib.metadata as m; print(m.version("great_expectations"))'
  const { exitCode, stdout } = await run(pythonIn(folder), ['-c', asks], { timeoutMs: 30_000 })
  if (exitCode === 0 && stdout.trim() === GX_VERSION) return undefined
  return {
    message: `the environment of Great Expectations in ${folder} is broken${exitCode === 0 ? `: it has ${stdout.trim()}` : ': its Python does not start'}`,
    hint: 'make it again with dq quality setup-gx --force',
  }
}

const markOf = (folder: string): string => String(JSON.parse(readFileSync(join(folder, MARK), 'utf8')).python)

const OFFLINE =
  /name resolution|getaddrinfo|Connection refused|Network is unreachable|ConnectTimeout|NewConnectionError|No matching distribution|ProxyError/i

function failure(what: string, { stderr, stdout, timedOut, exitCode }: Awaited<ReturnType<typeof run>>): DqError {
  if (timedOut) return new DqError(`${what}: not done after ${SETUP_MS / 60_000} minutes`)
  const said = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim())
  const error = said.filter((line) => /^(ERROR|Error)/.test(line)).at(-1) ?? said.filter((line) => line !== '').at(-1)
  return new DqError(`${what}: ${error ?? `exit code ${exitCode}`}`, {
    hint: OFFLINE.test(said.join('\n'))
      ? 'pip reaches no package index: check the network, and the index that pip is set to use'
      : 'the Python in use can be chosen with DQ_PYTHON',
  })
}
