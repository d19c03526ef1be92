import { consumerUsages } from '../../contracts/consumers/usages.ts'
import { contractReferences } from '../../contracts/impact/references.ts'
import type { Usage, UsageSource } from '../../contracts/impact/usage.ts'
import { readText, shownPath } from '../../contracts/repo/read-text.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import { recordedFields } from '../../pipelines/fixture/recorded-fields.ts'
import type { Settings } from '../config.ts'
import { consumersOf } from '../consumers/declared.ts'
import { lineageSource } from '../lineage/lineage-source.ts'
import { onDisk, type RepoFiles } from '../repo-files.ts'

/**
 * Everything that knows who uses which field; a new one is one more line. All are files of the repo, as they stand in the
 * work tree, or in the index: nothing is fetched, and no job's code is run.
 */
export const usageSources = (settings: Settings, files: RepoFiles = onDisk(settings)): readonly UsageSource[] => [
  lineageSource(settings, files),
  consumerSource(settings, files),
  suiteSource(files),
  referenceSource(files),
  fixtureSource(files),
]

/** Services elsewhere. What is wrong with their declarations is told by the check itself, whatever changed. */
const consumerSource = (settings: Settings, files: RepoFiles): UsageSource => ({
  name: 'consumers',
  async usages() {
    const { consumers } = await consumersOf(settings, { files })
    return { usages: consumers.flatMap(consumerUsages), findings: [] }
  },
})

/** Suites judge columns; one is read when its table, or a table that it names, is asked about. */
const suiteSource = (repo: RepoFiles): UsageSource => ({
  name: 'expectations',
  async usages() {
    const files = await repo.suites()
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

const referenceSource = (repo: RepoFiles): UsageSource => ({
  name: 'contracts',
  usages: async (about) => contractReferences(await repo.contracts(), about),
})

/** Recorded events of the contracts that changed: they end at the case, so the others are not even read. */
const fixtureSource = (repo: RepoFiles): UsageSource => ({
  name: 'fixtures',
  async usages(about) {
    const files = await repo.fixtures()
    const wanted = (await files.cases()).flatMap((fixture) =>
      (['input', 'expected'] as const).flatMap((part) =>
        (part === 'input' ? fixture.inputs : fixture.expected)
          .filter(({ topic }) => about.has(topic))
          .map((file) => ({ fixture, part, file })),
      ),
    )
    const usages = await inBatches(wanted, async ({ fixture, part, file }) =>
      recordedFields(fixture, part, file, await files.read(file.path)),
    )
    return { usages: usages.flat(), findings: [] }
  },
})
