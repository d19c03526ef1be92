import { finding } from '../../contracts/validate/rule.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Row } from '../../quality/expectation.ts'
import { maskedRows } from '../../quality/mask.ts'
import type { BatchJob } from './batch-job.ts'
import type { Day } from './days.ts'
import type { OutputFault } from './ports.ts'
import outputBreaksContract from './rules/output-breaks-contract.ts'
import outputKeyRepeated from './rules/output-key-repeated.ts'
import outputOfAnotherDay from './rules/output-of-another-day.ts'

/** What is wrong with the rows of a run, with the place in the contract that they break; personal values are masked. */
export function outputFindings(
  { output: { contract, primaryKey } }: BatchJob,
  date: Day | undefined,
  rows: bigint,
  faults: readonly OutputFault[],
): readonly Finding[] {
  const table = `${contract.name}${date === undefined ? '' : ` of ${date}`}`
  return faults.map(({ kind, field, words, count, examples }) => {
    const shown = maskedRows(examples as readonly Row[], contract).map((row) =>
      Object.entries(row)
        .map(([name, value]) => `${name} ${value === null ? 'null' : String(value)}`)
        .join(', '),
    )
    const such = shown.length === 0 ? '' : `: ${shown.join('; ')}${count > BigInt(shown.length) ? '; …' : ''}`
    if (kind === 'key' || kind === 'key-beside') {
      const message = `${table}: ${primaryKey.join(', ')} ${words} for ${count} of ${rows} rows${such}`
      return finding(outputKeyRepeated, { at: contract.places.odcs(['schema', 0]), message })
    }
    const rule = kind === 'day' ? outputOfAnotherDay : outputBreaksContract
    const at = contract.fields.find(({ name }) => name === field)?.at ?? contract.places.odcs(['schema', 0])
    return finding(rule, { at, message: `${table}: "${field}" ${words} in ${count} of ${rows} rows${such}` })
  })
}
