import { finding } from '../../contracts/validate/rule.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { HistoryRow, PromotionHistory } from './history.ts'
import forgedAudit from './rules/forged-audit.ts'
import promotionLost from './rules/promotion-lost.ts'
import promotionTagMoved from './rules/promotion-tag-moved.ts'
import unauditedCommit from './rules/unaudited-commit.ts'
import { tagsOf } from './tags.ts'

/** What is wrong with the history of a branch. Of a branch that is not protected, a commit of one's own is no finding. */
export const checkHistory = ({ branch, rows, lost }: PromotionHistory, isProtected: boolean): readonly Finding[] => [
  ...rows.flatMap((row) => ofRow(row, branch, isProtected)),
  ...lost.map(({ tag, hash }) =>
    finding(promotionLost, {
      at: { file: tag },
      message: `${branch} has no commit ${hash} any more, which ${tag} says was promoted`,
    }),
  ),
]

function ofRow(row: HistoryRow, branch: string, isProtected: boolean): readonly Finding[] {
  const { hash, author, tables } = row
  const at = { file: `${branch}@${hash.slice(0, 12)}` }
  const by = `${author}, ${tables.length === 0 ? 'no table' : tables.join(', ')}`
  switch (row.kind) {
    case 'forged':
      return [finding(forgedAudit, { at, message: `the audit of this commit is not its own: ${row.why} (${by})` })]
    case 'direct':
    case 'merge': {
      const what = row.kind === 'merge' ? 'a merge' : 'a commit'
      return isProtected ? [finding(unauditedCommit, { at, message: `${what} that no promotion made (${by})` })] : []
    }
    case 'audited': {
      const tags = tagsOf(branch, hash)
      return (['before', 'after'] as const)
        .filter((side) => row.tags[side] === 'moved')
        .map((side) =>
          finding(promotionTagMoved, { at, message: `the tag ${tags[side]} is not where this promotion put it` }),
        )
    }
  }
}
