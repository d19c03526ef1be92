import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { CheckedSuite } from '../../quality/checked-suite.ts'
import { loadSuites, tableOf } from '../../quality/load-suites.ts'
import { readSuite } from '../../quality/read-suite.ts'
import type { SuiteEngine } from '../../quality/suite.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { suiteFiles } from '../wiring.ts'

/** Whether it names a file, not a table. */
export const isSuiteFile = (name: string): boolean => /[\\/]|\.(json|ya?ml)$/.test(name)

type Parameters = Readonly<Record<string, unknown>>

/** The suite of a table, or in a file: nothing runs unless everything in it is well-formed. */
export async function requireSuite(
  settings: Settings,
  contracts: readonly Contract[],
  name: string,
  parameters: Parameters,
  engine?: SuiteEngine,
): Promise<CheckedSuite> {
  if (isSuiteFile(name)) return suiteInFile(name, contracts, parameters, engine)
  const files = await suiteFiles(settings)
  const paths = await files.list()
  const found = paths.filter((path) => tableOf(path) === name)
  const only = { ...files, list: async () => found }
  const { suites, findings } = await loadSuites(only, contracts, parameters, engine)
  if (findings.length > 0) throw mistakes(findings)
  const [suite, other] = suites
  if (suite === undefined) {
    const tables = paths.map(tableOf)
    throw new DqError(`there is no suite of "${name}"${didYouMean(name, tables)}`, {
      hint:
        tables.length === 0
          ? `draw a first one from rows: dq quality suggest ${name} --data <files> --out ${files.folder}/<layer>/${name}.json`
          : `suites: ${tables.join(', ')}`,
    })
  }
  if (other !== undefined)
    throw new DqError(`${name} has several suites: ${suite.file}, ${other.file}`, { hint: 'name the file you mean' })
  return suite
}

function suiteInFile(
  path: string,
  contracts: readonly Contract[],
  parameters: Parameters,
  engine: SuiteEngine | undefined,
): CheckedSuite {
  const file = shownPath(resolve(path))
  let text: string
  try {
    text = readFileSync(resolve(path), 'utf8')
  } catch (cause) {
    throw new DqError(`cannot read the suite ${file}`, {
      cause,
      hint: 'give the name of a table, or the path of a suite',
    })
  }
  const contract = contracts.find(({ name }) => name === tableOf(file.replaceAll('\\', '/')))
  const { suite, findings } = readSuite(file, text, { contract, parameters, engine })
  if (suite === undefined) throw mistakes(findings)
  return suite
}

function mistakes(findings: readonly Finding[]): DqError {
  const [first] = findings
  const more = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`
  return new DqError(`the suite has mistakes: ${first?.message}${more}`, {
    ...(first && { at: first.at }),
    hint: `list them all with dq quality validate${first?.fix === undefined ? '' : `; to mend this one: ${first.fix}`}`,
  })
}
