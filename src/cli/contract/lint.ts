import { lintContracts } from '../../contracts/lint/lint-contracts.ts'
import { mendFiles } from '../../contracts/lint/mend-files.ts'
import type { Settings } from '../config.ts'
import type { FailOn, Report } from '../report/report.ts'
import { excuse } from '../waiver/excuse.ts'
import { lintSources } from './lint-sources.ts'

/** Advises, excuses what is waived, and mends of the rest what needs no guess; `say` tells what was written. */
export async function lintRepo(
  settings: Settings,
  flags: { readonly fix: boolean; readonly 'fail-on': FailOn },
  say: (text: string) => void,
): Promise<Report> {
  const { contracts, connectors, ...sources } = await lintSources(settings)
  const result = await lintContracts({ contracts, connectors, ...sources })
  const { left, waived, faults, mistakes } = await excuse(settings, result.findings, { command: 'lint', staged: false })
  const open = {
    ...result,
    findings: left,
    mends: new Map([...result.mends].filter(([found]) => left.includes(found))),
  }
  const { files, findings } = flags.fix
    ? await mendFiles(open, { contracts, connectors, ...sources })
    : { files: [], findings: left }
  for (const { source, path, file, text } of files) {
    await (source === 'connectors' ? connectors : contracts).write(path, text)
    say(`wrote ${file}`)
  }
  return {
    findings: [...mistakes, ...findings, ...faults],
    waived,
    looked: { contract: result.contracts, connector: result.connectors },
    failOn: flags['fail-on'],
  }
}
