import { DqError } from '../../../kernel/errors.ts'
import { run } from './python.ts'

/** Great Expectations 1.24 wants Python >= 3.10, < 3.15. */
const LEAST = [3, 10] as const
const BELOW = [3, 15] as const

export interface Python {
  readonly path: string
  /** E.g. `3.11.7`. */
  readonly version: string
}

const CANDIDATES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10']

/** Debian has Python without the parts that make environments. */
const ASKS =
  'import sys, json\ntry:\n  import venv, ensurepip\n  whole = True\nexcept ImportError:\n  whole = False\nprint(json.dumps([sys.executable, list(sys.version_info[:3]), whole]))'

/**
 * A Python that Great Expectations runs on: the one that is named (`DQ_PYTHON`), else the first on the PATH.
 * @throws DqError which says what was found instead.
 */
export async function findPython(named: string | undefined): Promise<Python> {
  const found: string[] = []
  for (const candidate of named === undefined ? CANDIDATES : [named]) {
    const { exitCode, stdout, missing } = await run(candidate, ['-c', ASKS], { timeoutMs: 20_000 })
    if (missing) continue
    const answer = exitCode === 0 ? parsed(stdout) : undefined
    if (answer === undefined) found.push(`${candidate} does not work`)
    else if (!isBetween(answer.numbers)) found.push(`${candidate} is Python ${answer.version}`)
    else if (!answer.whole) found.push(`${candidate} (Python ${answer.version}) has no venv`)
    else return { path: answer.path, version: answer.version }
  }
  const wanted = `Great Expectations needs Python ${LEAST.join('.')} or later, and below ${BELOW.join('.')}`
  throw new DqError(
    `${wanted}: ${found.length === 0 ? (named === undefined ? 'there is no Python here' : `there is no ${named}`) : found.join(', ')}`,
    {
      hint: found.some((text) => text.endsWith('has no venv'))
        ? 'install its venv module, on Debian: apt-get install python3-venv'
        : 'install one, or name one with DQ_PYTHON=/path/to/python3; without it dq judges by itself (--engine duckdb)',
    },
  )
}

function parsed(stdout: string) {
  try {
    const [path, numbers, whole] = JSON.parse(stdout) as [string, [number, number, number], boolean]
    return { path, numbers, whole, version: numbers.join('.') }
  } catch {
    return undefined
  }
}

const isBetween = ([major, minor]: readonly [number, number, number]): boolean =>
  major === LEAST[0] && minor >= LEAST[1] && minor < BELOW[1]
