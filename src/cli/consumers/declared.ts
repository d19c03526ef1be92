import { join, resolve } from 'node:path'
import { CONSUMERS_FOLDER, CONSUMES_FILE, type Declared } from '../../contracts/consumers/consumes-file.ts'
import type { CommitElsewhere, PinnedRepository } from '../../contracts/consumers/ports.ts'
import { readConsumes } from '../../contracts/consumers/read-consumes.ts'
import invalidConsumes from '../../contracts/consumers/rules/invalid-consumes.ts'
import stalePin from '../../contracts/consumers/rules/stale-pin.ts'
import unreachablePin from '../../contracts/consumers/rules/unreachable-pin.ts'
import { finding } from '../../contracts/validate/rule.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { onDisk, type RepoFiles } from '../repo-files.ts'
import { shownPath } from '../shown-path.ts'
import { pinnedRepository } from '../wiring.ts'

/** A consumer elsewhere, and where it says so. */
export interface Consumer extends Declared {
  /** `contracts/consumers/billing.yaml`, or the repository and its pin. */
  readonly from: string
}

export interface Consumers {
  readonly consumers: readonly Consumer[]
  readonly findings: readonly Finding[]
}

/** Who declares use of the contracts of this repo: published files, and what dq.yaml imports from other repositories. */
export async function consumersOf(
  settings: Settings,
  { refresh = false, files = onDisk(settings) }: { readonly refresh?: boolean; readonly files?: RepoFiles } = {},
): Promise<Consumers> {
  const found = [
    await published(settings, files),
    ...(await Promise.all(settings.consumers.map((_, i) => imported(settings, i, refresh)))),
  ]
  const consumers = found.flatMap((one) => one.consumers)
  const findings = found.flatMap((one) => one.findings)
  const twice = consumers.find(
    ({ consumes }, i) => consumers.findIndex((other) => other.consumes.service === consumes.service) < i,
  )
  if (twice === undefined) return { consumers, findings }
  const message = `the service "${twice.consumes.service}" declares what it uses twice`
  return {
    consumers,
    findings: [...findings, finding(invalidConsumes, { at: { file: twice.file, line: 1 }, message })],
  }
}

async function published(settings: Settings, files: RepoFiles): Promise<Consumers> {
  const folder = join(settings.contracts, CONSUMERS_FOLDER)
  const paths = (await files.names(folder)).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name))
  const read = await Promise.all(
    paths.map(async (path) => read1(shownPath(path), (await files.text(path)) ?? '', shownPath(path))),
  )
  return { consumers: read.flatMap(({ consumers }) => consumers), findings: read.flatMap(({ findings }) => findings) }
}

function read1(file: string, text: string, from: string): Consumers {
  const { declared, findings } = readConsumes(file, text)
  return { consumers: declared === undefined ? [] : [{ ...declared, from }], findings }
}

async function imported(settings: Settings, i: number, refresh: boolean): Promise<Consumers> {
  const { git, ref, file = CONSUMES_FILE } = settings.consumers[i]!
  const at = { file: shownPath(settings.file ?? settings.root) }
  try {
    const repository = await pinnedRepository(settings, { git, ref }, refresh)
    const text = await textAt(repository.pin, file, git)
    const read = read1(`${git}@${ref}:${file}`, text, `${git} at ${ref}`)
    return { ...read, findings: [...read.findings, ...(await staleImport(repository, { git, file, text, at }))] }
  } catch (error) {
    return { consumers: [], findings: [unreachable(error, at)] }
  }
}

async function textAt(commit: CommitElsewhere, file: string, git: string): Promise<string> {
  const text = await commit.text(file)
  if (text !== undefined) return text
  throw new DqError(`${git} has no ${file} at ${commit.name}`, { hint: 'say which file it is: file: <path>' })
}

/** The service may use other fields by now. */
async function staleImport(
  { pin, newest }: PinnedRepository,
  { git, file, text, at }: { git: string; file: string; text: string; at: Finding['at'] },
): Promise<readonly Finding[]> {
  if (pin.commit === newest.commit) return []
  const now = await newest.text(file)
  if (now === text) return []
  const message =
    now === undefined
      ? `${git} has no ${file} at ${newest.name} any more; ${pin.name} is pinned`
      : `${git} declares something else at ${newest.name} than at ${pin.name}, which is pinned`
  return [{ ...finding(stalePin, { at, message }), fix: 'look at the difference, and move the pin in dq.yaml' }]
}

/** What cannot be read is said: who uses what is not known then. */
export function unreachable(error: unknown, at: Finding['at']): Finding {
  if (!(error instanceof DqError)) throw error
  return finding(unreachablePin, {
    at: error.at ?? at,
    message: error.message,
    ...(error.hint !== undefined && { fix: error.hint }),
  })
}

/** Where this repo, as a service, says what it uses of others. */
export const consumesPath = ({ root }: Settings): string => resolve(root, CONSUMES_FILE)
