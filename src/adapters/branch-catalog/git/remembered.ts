import type { Git } from '../../git.ts'

/** Answers that are kept; the one that was not wanted for longest goes first. */
const KEPT = 256
/** Longer answers are asked for again. */
const KEPT_CHARACTERS = 256 * 1024

const READS: ReadonlySet<string> = new Set(['log', 'merge-base'])
const COMMIT = /^[0-9a-f]{40}$/

/**
 * Git that is not asked twice for what cannot change: the history of commits, named by their hashes. Each such question is a process, and a
 * promotion asks the same of a few commits again and again. An empty answer may be otherwise the next time.
 */
export function remembered(git: Git): Git {
  const kept = new Map<string, string>()
  return {
    ...git,
    async text(args, input) {
      if (input !== undefined || !isOfCommits(args)) return git.text(args, input)
      const question = args.join('\0')
      const answer = kept.get(question) ?? (await git.text(args))
      kept.delete(question)
      if (answer !== '' && answer.length <= KEPT_CHARACTERS) kept.set(question, answer)
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break
        kept.delete(oldest)
      }
      return answer
    },
  }
}

/** A question about commits by their hashes, without a name that may be another commit by now. */
function isOfCommits([verb = '', ...args]: readonly string[]): boolean {
  const names = args.filter((arg) => !arg.startsWith('-'))
  return READS.has(verb) && names.length > 0 && names.every((name) => COMMIT.test(name))
}
