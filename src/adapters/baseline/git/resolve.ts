import { DqError } from '../../../kernel/errors.ts'
import { didYouMean } from '../../../kernel/suggest.ts'
import type { Repository } from './repository.ts'

/** A git ref as a user names it: what `git rev-parse` takes, or `merge-base:<ref>`; `:<folder>` at its end says where the contracts lay. */
export interface GitSpec {
  readonly ref: string
  readonly fromMergeBase: boolean
  /** Below the repository's root; undefined: where they lie now. */
  readonly folder: string | undefined
}

const MERGE_BASE = 'merge-base:'

export function parseSpec(text: string): GitSpec {
  const fromMergeBase = text.startsWith(MERGE_BASE)
  const rest = fromMergeBase ? text.slice(MERGE_BASE.length) : text
  const colon = rest.indexOf(':')
  const ref = colon === -1 ? rest : rest.slice(0, colon)
  const folder = colon === -1 ? undefined : rest.slice(colon + 1).replace(/^\.?\/|\/+$/g, '')
  const refuse = (why: string, hint: string) => {
    throw new DqError(`"${text}" is no baseline: ${why}`, { hint })
  }
  if (ref === '') refuse('it names no ref', 'e.g. --against main, --against merge-base:origin/main')
  if (ref.startsWith('-')) refuse('a ref cannot begin with "-"', 'e.g. --against main')
  if (ref.includes('..')) refuse('it is a range', 'name one commit; merge-base:<ref> is where this branch left <ref>')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\s\x00-\x1f\x7f?*[\\]/.test(ref))
    refuse('git allows no such character in a ref', 'git branch -a and git tag list what there is')
  return { ref, fromMergeBase, folder }
}

/** Id of the commit that a spec means; what is missing is a DqError with the command that gets it. */
export async function resolveCommit(spec: GitSpec, repository: Repository): Promise<string> {
  const commit = await commitOf(spec.ref, repository)
  if (commit === undefined) throw await missingRef(spec, repository)
  if (!spec.fromMergeBase) return commit
  const base = (await repository.git.text(['merge-base', 'HEAD', commit])).trim()
  if (base !== '') return base
  throw new DqError(`this branch and ${spec.ref} have no common commit here`, {
    hint: repository.isShallow
      ? 'the clone is shallow: git fetch --unshallow (GitHub Actions: fetch-depth: 0 for actions/checkout)'
      : `compare with ${spec.ref} itself: --against ${spec.ref}`,
  })
}

/** False on a branch without commits. */
export const hasCommit = async ({ git }: Repository): Promise<boolean> =>
  (await git.objects(['HEAD^{commit}']))[0] !== undefined

/** Peels tags; undefined when there is no such commit. In a process of its own: git dies of some of the names that users write. */
async function commitOf(ref: string, { git }: Repository): Promise<string | undefined> {
  try {
    return (await git.text(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).trim() || undefined
  } catch (error) {
    if (error instanceof DqError) throw error
    return undefined
  }
}

/** Whether several objects begin with these digits: git says so only when it is not quiet. */
const isAmbiguous = (ref: string, { git }: Repository): Promise<boolean> =>
  git.text(['rev-parse', '--verify', ref]).then(
    () => false,
    (error: unknown) => error instanceof Error && /ambiguous/.test(error.message),
  )

async function missingRef({ ref }: GitSpec, repository: Repository): Promise<DqError> {
  const { git, isShallow } = repository
  if (!(await hasCommit(repository)))
    return new DqError(`there is no commit "${ref}": the branch has no commit yet`, {
      hint: 'git add -A && git commit -m "First contracts"',
    })
  const [root = '', back] = splitAt(ref)
  if (/^[0-9a-f]{4,}$/.test(root) && (await isAmbiguous(root, repository)))
    return new DqError(`"${root}" is ambiguous`, { hint: 'write more digits of the commit id' })
  if (back !== undefined && (await commitOf(root, repository)) !== undefined) {
    const steps = Number(/^~(\d+)$/.exec(back)?.[1] ?? 1)
    return new DqError(`there is no commit "${ref}" in this clone`, {
      hint: isShallow
        ? `the clone is shallow: git fetch --deepen=${steps}`
        : `git log --oneline ${root} shows how far back the history goes`,
    })
  }
  const lines = async (...args: string[]) => (await git.text(args)).split('\n').filter((line) => line !== '')
  const remotes = await lines('remote')
  const refs = await lines('for-each-ref', '--format=%(refname:short)')
  const [remote] = remotes
  const message = `there is no branch, tag or commit "${root}"${didYouMean(root, refs)}`
  const tracked = refs.find((known) => remotes.some((name) => known === `${name}/${root}`))
  if (tracked !== undefined) return new DqError(message, { hint: `it is on the remote: --against ${tracked}` })
  const owner = remotes.find((name) => root.startsWith(`${name}/`))
  if (owner !== undefined)
    return new DqError(message, { hint: fetchBranch(owner, root.slice(owner.length + 1), isShallow) })
  if (remote === undefined) return new DqError(message, { hint: `refs: ${refs.slice(0, 10).join(', ')}` })
  if (/^[0-9a-f]{7,64}$/.test(root))
    return new DqError(message, {
      hint: isShallow ? 'the clone is shallow: git fetch --unshallow' : `git fetch ${remote} ${root}`,
    })
  if (/^v?\d+(\.|$)/.test(root) || root.startsWith('refs/tags/'))
    return new DqError(message, { hint: `git fetch --depth=1 ${remote} tag ${root.replace('refs/tags/', '')}` })
  return new DqError(message, { hint: `${fetchBranch(remote, root, isShallow)}, then --against ${remote}/${root}` })
}

const fetchBranch = (remote: string, branch: string, isShallow: boolean): string =>
  `git fetch ${isShallow ? '--depth=1 ' : ''}${remote} +refs/heads/${branch}:refs/remotes/${remote}/${branch}`

/** `main~2` → `main`, `~2`. */
function splitAt(ref: string): [root: string, back: string | undefined] {
  const at = ref.search(/[~^]|@\{/)
  return at === -1 ? [ref, undefined] : [ref.slice(0, at) || 'HEAD', ref.slice(at)]
}
