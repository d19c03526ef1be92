import { byKey, type TableKey } from '../../../lake/catalog/key.ts'
import type { Commit } from '../../../lake/catalog/port.ts'
import type { Git } from '../../git.ts'
import { keyOfPath } from './content.ts'
import { authorText, parseMessage } from './message.ts'

/** Fields and records of git's answer: messages of ours hold no control characters. */
const [FIELD, RECORD] = ['\x1f', '\x1e']
const FORMAT = `${RECORD}${['%H', '%P', '%an', '%ae', '%at', '%B'].join(FIELD)}${FIELD}`

/** Newest first, along the first parents. */
export async function logOf(git: Git, commit: string, max: number | undefined): Promise<readonly Commit[]> {
  const out = await git.text([
    'log',
    '--no-show-signature',
    '--no-renames',
    '--first-parent',
    '--diff-merges=first-parent',
    '--name-only',
    `--format=${FORMAT}`,
    ...(max === undefined ? [] : [`--max-count=${Math.floor(max)}`]),
    commit,
  ])
  return out.split(RECORD).slice(1).map(commitOf)
}

function commitOf(record: string): Commit {
  const [hash = '', parents = '', name = '', mail = '', seconds = '', message = '', paths = ''] = record.split(FIELD)
  return {
    hash,
    parents: parents === '' ? [] : parents.split(' '),
    author: authorText(name, mail),
    time: Number(seconds) * 1000,
    ...parseMessage(message),
    changed: paths
      .split('\n')
      .flatMap((path): { readonly key: TableKey }[] => {
        const key = keyOfPath(path)
        return key === undefined ? [] : [{ key }]
      })
      .sort(byKey)
      .map(({ key }) => key),
  }
}
