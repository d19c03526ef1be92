import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Files outside `src/` that the build depends on. */
const BUILD_INPUTS = [
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.js',
  'scripts/build-stamp.js',
  'scripts/bundle.js',
]

export const STAMP = 'dist/.stamp'

/** Files below a folder, relative to it, sorted. */
export const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()

/** One hash over names and contents of all that the build of the repository in `root` reads: times mean nothing after a checkout. */
export function buildInputsHash(root = '.') {
  const hash = createHash('sha256')
  const sources = filesBelow(join(root, 'src')).map((file) => relative(root, file))
  for (const file of [...BUILD_INPUTS, ...sources]) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

export function isBuildFresh(root = '.') {
  const stamp = join(root, STAMP)
  return (
    existsSync(stamp) &&
    existsSync(join(root, 'oclif.manifest.json')) &&
    readFileSync(stamp, 'utf8') === buildInputsHash(root)
  )
}
