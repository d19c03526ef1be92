import type { Git } from '../../git.ts'

/** Answers of one kind that are kept; the one that was not wanted for longest goes first. */
const KEPT = 256
/** Longer answers are asked for again. */
const KEPT_BYTES = 256 * 1024

const READS: ReadonlySet<string> = new Set(['ls-tree', 'log', 'merge-base'])
const COMMIT = /^[0-9a-f]{40}$/
/** An object, a commit, or a path of a commit. */
const OBJECT = /^[0-9a-f]{40}(?:\^\{commit\}|:.*)?$/
/** As `cat-file` says it of an object or a commit. A path that a commit does not have it never gets. */
const ABSENT = /^[0-9a-f]{40}(?:\^\{commit\})? missing$/m

/**
 * Git that is not asked twice for what cannot change: what commits and objects hold, named by their hashes. References are asked for every
 * time. Each question is a process, and a promotion asks the same of a few commits again and again.
 */
export function remembered(git: Git): Git {
  const texts = keeper<string>((text) => text !== '')
  const objects = keeper<Buffer>((bytes) => !ABSENT.test(bytes.toString('latin1')))
  return {
    folder: git.folder,
    text: (args, input) =>
      input === undefined && isOfCommits(args) ? texts(args.join('\0'), () => git.text(args)) : git.text(args, input),
    catFile: (lines) =>
      lines.every((line) => OBJECT.test(line))
        ? objects(lines.join('\n'), () => git.catFile(lines))
        : git.catFile(lines),
  }
}

/** A question about commits by their hashes, without a name that may be another commit by now. */
function isOfCommits([verb = '', ...args]: readonly string[]): boolean {
  const names = args.filter((arg) => !arg.startsWith('-'))
  return READS.has(verb) && names.length > 0 && names.every((name) => COMMIT.test(name))
}

/** Asks, unless it has the answer; what `isFinal` denies may be otherwise the next time. */
function keeper<T extends string | Buffer>(isFinal: (answer: T) => boolean) {
  const kept = new Map<string, T>()
  return async (question: string, ask: () => Promise<T>): Promise<T> => {
    const answer = kept.get(question) ?? (await ask())
    kept.delete(question)
    if (answer.length <= KEPT_BYTES && isFinal(answer)) kept.set(question, answer)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
    return answer
  }
}
