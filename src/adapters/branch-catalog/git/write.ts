import type { CommitMeta } from '../../../lake/catalog/port.ts'
import type { Git } from '../../git.ts'
import type { FileChange } from './commit.ts'
import { identity, messageText } from './message.ts'

const FAST_IMPORT = ['fast-import', '--quiet', '--date-format=raw']

/**
 * Writes one commit and moves the branch, in one process of `git fast-import`: it compares and sets, and refuses to leave behind
 * a commit that it does not build on. Undefined when the branch has moved.
 */
export async function writeCommit(
  git: Git,
  ref: string,
  parents: readonly string[],
  meta: CommitMeta,
  files: readonly FileChange[],
  now: number,
): Promise<string | undefined> {
  const [from, ...merged] = parents
  const when = `${identity(meta.author)} ${Math.floor(now / 1000)} +0000`
  const stream = [
    `commit ${ref}`,
    'mark :1',
    `author ${when}`,
    `committer ${when}`,
    data(messageText(meta)),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...merged.map((hash) => `merge ${hash}`),
    ...files.map(fileLine),
    '',
    'get-mark :1',
    'done',
    '',
  ].join('\n')
  try {
    const out = await git.text(FAST_IMPORT, `feature done\n${stream}`)
    return out.trim()
  } catch (error) {
    // "Not updating …: new tip does not contain …", or "cannot lock ref …: is at … but expected …".
    if (/does not contain|but expected|reference already exists/.test(String(error))) return undefined
    throw error
  }
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`

const fileLine = ({ path, text, blob }: FileChange): string => {
  if (blob !== undefined) return `M 100644 ${blob} ${path}`
  return text === undefined ? `D ${path}` : `M 100644 inline ${path}\n${data(text)}`
}
