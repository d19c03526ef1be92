import { consumerUsages } from '../../contracts/consumers/usages.ts'
import { contractReferences } from '../../contracts/impact/references.ts'
import type { Usage, UsageSource } from '../../contracts/impact/usage.ts'
import { readText, shownPath } from '../../contracts/repo/read-text.ts'
import { recordedFields } from '../../pipelines/fixture/recorded-fields.ts'
import type { Settings } from '../config.ts'
import { consumersOf } from '../consumers/declared.ts'
import { lineageSource } from '../lineage/lineage-source.ts'
import { contractFiles, fixtureFiles, suiteFiles } from '../wiring.ts'

/**
 * Everything that knows who uses which field; a new one is one more line. All are files of the repo, as they stand in the
 * work tree: nothing is fetched, and no job's code is run.
 */
export const usageSources = (settings: Settings): readonly UsageSource[] => [
  lineageSource(settings),
  consumerSource(settings),
  suiteSource(settings),
  referenceSource(settings),
  fixtureSource(settings),
]

/** Services elsewhere. What is wrong with their declarations is told by the check itself, whatever changed. */
const consumerSource = (settings: Settings): UsageSource => ({
  name: 'consumers',
  async usages() {
    const { consumers } = await consumersOf(settings)
    return { usages: consumers.flatMap(consumerUsages), findings: [] }
  },
})

/** Suites judge columns; one is read when its table, or a table that it names, is asked about. */
const suiteSource = (settings: Settings): UsageSource => ({
  name: 'expectations',
  async usages() {
    const files = await suiteFiles(settings)
    const paths = await files.list()
    if (paths.length === 0) return { usages: [], findings: [] }
    // Loaded by who has suites: their shapes take a while to build.
    const [{ suiteUsages }, { tableOf }] = await Promise.all([
      import('../../quality/suite-usages.ts'),
      import('../../quality/load-suites.ts'),
    ])
    const texts = await Promise.all(paths.map(async (path) => [path, await readText(files, path)] as const))
    const read = new Map<string, readonly Usage[]>()
    const usagesOf = (contract: string): readonly Usage[] =>
      texts.flatMap(([path, found]) => {
        if (!('text' in found) || (tableOf(path) !== contract && !found.text.includes(contract))) return []
        const known = read.get(path) ?? suiteUsages(tableOf(path), shownPath(files, path), found.text)
        read.set(path, known)
        return known.filter((usage) => usage.contract === contract)
      })
    return { usages: [], usagesOf, findings: [] }
  },
})

const referenceSource = (settings: Settings): UsageSource => ({
  name: 'contracts',
  usages: async (about) => contractReferences(await contractFiles(settings), about),
})

/** Recorded events of the contracts that changed: they end at the case, so the others are not even read. */
const fixtureSource = (settings: Settings): UsageSource => ({
  name: 'fixtures',
  async usages(about) {
    const files = await fixtureFiles(settings)
    const usages: Usage[] = []
    for (const fixture of await files.cases()) {
      for (const part of ['input', 'expected'] as const) {
        for (const file of part === 'input' ? fixture.inputs : fixture.expected)
          if (about.has(file.topic)) usages.push(...recordedFields(fixture, part, file, await files.read(file.path)))
      }
    }
    return { usages, findings: [] }
  },
})
