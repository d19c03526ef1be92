import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { ContractBaseline } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { memorySnapshot } from '../memory-snapshot.ts'
import { missingFile } from '../missing-file.ts'
import { tarFiles } from './archive/tar.ts'
import { zipFiles } from './archive/zip.ts'

/** Contracts are text: what unpacks to more is no archive of contracts. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * The contracts in a `.tar`, `.tar.gz`, `.tgz` or `.zip`, read in memory and never unpacked: what `git archive`, a release page
 * or `tar` makes. `folder` is where contracts lie in a repository, e.g. `contracts`; an archive of that folder alone will do too.
 */
export function archiveBaseline(file: string, shown: string, folder: string): ContractBaseline {
  let read: ReadonlyMap<string, Uint8Array> | undefined
  const files = (): ReadonlyMap<string, Uint8Array> => {
    read ??= filesIn(file, shown)
    return read
  }
  return {
    name: shown,
    async snapshot() {
      const root = rootOf([...files().keys()], folder)
      if (root === undefined)
        throw new DqError(`${shown} holds no contract (no *.odcs.yaml)`, {
          hint: `git archive --output=${shown} main ${folder}`,
        })
      return memorySnapshot(
        shown,
        below(files(), root, () => true),
      )
    },
    async beside(paths) {
      const root = rootOf([...files().keys()], folder) ?? ''
      const isRepo = folder === '' || root === `${folder}/` || root.endsWith(`/${folder}/`)
      if (!isRepo) return undefined
      const repo = folder === '' ? root : root.slice(0, -folder.length - 1)
      const isWanted = (path: string) => paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`))
      return memorySnapshot(shown, below(files(), repo, isWanted))
    },
  }
}

/** Files below a root, named from there; hidden ones are left out. */
const below = (
  files: ReadonlyMap<string, Uint8Array>,
  root: string,
  isWanted: (path: string) => boolean,
): ReadonlyMap<string, Uint8Array> =>
  new Map(
    [...files].flatMap(([path, bytes]) => {
      const name = path.slice(root.length)
      const isHidden = name.split('/').some((part) => part.startsWith('.'))
      return path.startsWith(root) && !isHidden && isWanted(name) ? [[name, bytes] as const] : []
    }),
  )

/** By its ending; what is packed in another way is refused when it is read. */
export const isArchive = (path: string): boolean => /\.(tar|tgz|zip|tar\.\w+|tbz2?|txz|7z|rar)$/i.test(path)

function filesIn(file: string, shown: string): ReadonlyMap<string, Uint8Array> {
  if (!/\.(tar|tar\.gz|tgz|zip)$/i.test(file))
    throw new DqError(`${shown} is of a kind that cannot be read`, {
      hint: 'archives are .tar, .tar.gz, .tgz and .zip: git archive makes them',
    })
  const bytes = readBytes(file, shown)
  return bytes[0] === 0x50 && bytes[1] === 0x4b
    ? zipFiles(bytes, shown, MAX_BYTES)
    : tarFiles(unpacked(bytes, shown), shown)
}

function readBytes(file: string, shown: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw missingFile(shown, error)
  }
}

function unpacked(bytes: Buffer, shown: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES })
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    throw new DqError(
      `${shown} ${isTooLarge ? `unpacks to more than ${MAX_BYTES} bytes` : 'is no readable gzip file'}`,
      {
        hint: 'pack the contracts alone: tar czf contracts.tgz contracts',
        cause,
      },
    )
  }
}

/** Where contracts begin in the archive: after the outermost `folder/`, or else where the layers of its contracts lie. */
function rootOf(paths: readonly string[], folder: string): string | undefined {
  const documents = paths.filter((path) => path.endsWith('.odcs.yaml'))
  const [first] = documents
  if (first === undefined) return undefined
  const inside = documents
    .map((path) => [path, `/${path}`.indexOf(`/${folder}/`)] as const)
    .filter(([, at]) => folder !== '' && at >= 0)
    .sort(([, a], [, b]) => a - b)[0]
  if (inside !== undefined) return inside[0].slice(0, inside[1] + folder.length + 1)
  const steps = first.split('/').slice(0, -2)
  const isShared = (step: number) => documents.every((path) => path.startsWith(`${steps.slice(0, step).join('/')}/`))
  let shared = steps.length
  while (shared > 0 && !isShared(shared)) shared--
  return shared === 0 ? '' : `${steps.slice(0, shared).join('/')}/`
}
