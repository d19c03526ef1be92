import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { ContractBaseline } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { memorySnapshot } from '../memory-snapshot.ts'
import { missingFile } from '../missing-file.ts'
import { tarFiles } from './archive/tar.ts'

/** Contracts are text: what unpacks to more is no archive of contracts. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * The contracts in a `.tar`, `.tar.gz` or `.tgz`, read in memory and never unpacked: what `git archive`, a release page or `tar`
 * makes. `folder` is where contracts lie in a repository, e.g. `contracts`; an archive of that folder alone will do too.
 */
export function archiveBaseline(file: string, shown: string, folder: string): ContractBaseline {
  return {
    name: shown,
    async snapshot() {
      const files = tarFiles(unpacked(file, shown), shown)
      const root = rootOf([...files.keys()], folder)
      if (root === undefined)
        throw new DqError(`${shown} holds no contract (no *.odcs.yaml)`, {
          hint: `git archive --output=${shown} main ${folder}`,
        })
      const contracts = [...files].filter(
        ([path]) =>
          path.startsWith(root) &&
          !path
            .slice(root.length)
            .split('/')
            .some((part) => part.startsWith('.')),
      )
      return memorySnapshot(shown, new Map(contracts.map(([path, bytes]) => [path.slice(root.length), bytes])))
    },
  }
}

export const isArchive = (path: string): boolean => /\.(tar|tar\.gz|tgz)$/i.test(path)

function unpacked(file: string, shown: string): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw missingFile(shown, error)
  }
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
