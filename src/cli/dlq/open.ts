import { resolve } from 'node:path'
import type { Contract } from '../../contracts/model.ts'
import { loadContracts } from '../../contracts/repo/load.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { namePrefix } from '../live/name-prefix.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { eventLog, wire } from '../wiring/live.ts'
import { contractFiles } from '../wiring.ts'
import { fileLetters } from './file-letters.ts'
import type { Letters } from './letter.ts'
import { logLetters } from './log-letters.ts'

export interface OpenLetters {
  readonly letters: Letters
  /** By name: what is personal in a record is said by the contract of its topic. */
  readonly contracts: ReadonlyMap<string, Contract>
}

/** The dead letters of a file, or of a topic of the environment. */
async function openLetters(
  settings: Settings,
  topic: string,
  { file, out }: { readonly file?: string | undefined; readonly out?: string | undefined },
): Promise<OpenLetters> {
  const { readable } = await loadContracts(await contractFiles(settings))
  const contracts = new Map(readable.map((contract) => [contract.name, contract]))
  const contract = contracts.get(topic)
  if (file !== undefined) {
    const path = resolve(file)
    return {
      contracts,
      letters: fileLetters({ topic, contract, path, out: out === undefined ? undefined : resolve(out) }),
    }
  }
  if (settings.env === undefined)
    throw new DqError('nothing says where the dead letters are', {
      hint: 'give --file <path> of a run, or --env <environment>',
    })
  if (out !== undefined) throw new DqError('--out is for --file: in an environment records go back to their topics')
  const log = await eventLog(settings)
  return {
    contracts,
    letters: logLetters({ log, wire: await wire(settings), topic, contract, prefix: namePrefix(settings) }),
  }
}

/** Uses the letters and closes them, whatever happens. */
export async function withLetters<T>(
  settings: Settings,
  topic: string,
  where: { readonly file?: string | undefined; readonly out?: string | undefined },
  use: (open: OpenLetters) => Promise<T>,
): Promise<T> {
  const open = await openLetters(settings, topic, where)
  try {
    return await orUnreachable(use(open))
  } finally {
    await open.letters.close()
  }
}
