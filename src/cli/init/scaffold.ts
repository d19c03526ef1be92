import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { compareCodePoints } from '../../kernel/code-points.ts'
import { DqError } from '../../kernel/errors.ts'
import { shownPath } from '../shown-path.ts'
import { packageJsonFiles } from './package-json.ts'
import { templateFiles } from './template.ts'

export interface ScaffoldOptions {
  /** Folder of this very `dq`: it has the template. */
  readonly installation: string
  /** Version of `dq` that the new repo asks for. */
  readonly version: string
  readonly name?: string | undefined
  /** What becomes of files that stand there with another content; without it they are an error. */
  readonly existing?: 'keep' | 'overwrite' | undefined
  readonly dryRun?: boolean
}

export interface Scaffolded {
  readonly folder: string
  readonly name: string
  /** Paths relative to the folder. */
  readonly written: readonly string[]
  readonly overwritten: readonly string[]
  /** They stand there with another content, and stay. */
  readonly kept: readonly string[]
  /** They stand there already with just this content. */
  readonly same: readonly string[]
  readonly dryRun: boolean
}

const NAME = /^[a-z0-9][a-z0-9._-]*$/

/** Writes a small contract repo into a folder. @throws DqError, before anything is written, when that would replace files. */
export function scaffold(path: string, options: ScaffoldOptions): Scaffolded {
  const folder = resolve(path)
  const { existing, dryRun = false } = options
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new DqError(`${shownPath(folder)} is a file`, { hint: 'name a folder; it need not exist' })
  const name = repoName(folder, options.name)
  const template = join(options.installation, 'templates', 'init')
  const wanted = [...templateFiles(template, name), ...packageJsonFiles(folder, name, options.version)]
  const files = new Map(wanted.sort(([a], [b]) => compareCodePoints(a, b)))
  const there = [...files.keys()].filter((path) => existsSync(join(folder, path)))
  const differing = there.filter((path) => readFileSync(join(folder, path), 'utf8') !== files.get(path))
  if (existing === undefined && differing.length > 0) throw wouldReplace(folder, differing)

  const overwritten = existing === 'overwrite' ? differing : []
  const written = [...files.keys()].filter((path) => !there.includes(path))
  for (const path of dryRun ? [] : [...written, ...overwritten]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), files.get(path) ?? '')
  }
  const kept = differing.filter((path) => !overwritten.includes(path))
  return { folder, name, written, overwritten, kept, same: there.filter((path) => !differing.includes(path)), dryRun }
}

/** As given, or made of the folder's name. */
function repoName(folder: string, given: string | undefined): string {
  if (given === undefined) {
    const name = basename(folder)
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '')
    return name === '' ? 'contracts' : name
  }
  if (NAME.test(given)) return given
  throw new DqError(`"${given}" is no name for a repo`, { hint: 'use lower-case letters, digits, hyphens, dots and _' })
}

function wouldReplace(folder: string, paths: readonly string[]): DqError {
  const list = paths.map((path) => `\n  ${shownPath(join(folder, path))}`).join('')
  const what = paths.length === 1 ? 'a file stands there already' : `${paths.length} files stand there already`
  return new DqError(`${what}, so nothing was written:${list}`, {
    hint: 'use another folder, --keep to write only what is not there, or --force to replace them',
  })
}
