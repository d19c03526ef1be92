import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { loadSettings, type Settings } from '../../src/cli/config.ts'
import { appendRows, applyTable } from '../../src/cli/lake/write-table.ts'
import type { Outcome } from '../../src/cli/promote/outcome.ts'
import { type OnStep, promote } from '../../src/cli/promote/promote.ts'
import type { PromotionRequest } from '../../src/cli/promote/request.ts'
import { openCatalog, openLake } from '../../src/cli/wiring/lake.ts'
import type { BranchCatalog, Reference } from '../../src/lake/catalog/port.ts'
import type { Lake } from '../../src/lake/table/table.ts'
import { repoAt, runGit } from '../git-repo.ts'
import { elsewhere } from './mend.ts'
import { repoFiles } from './repo.ts'

export interface Row {
  readonly order_id: string
  readonly amount: string
}

/** A repo and a catalog with three branches, whose names no other scene has. */
export interface Scene {
  readonly folder: string
  readonly settings: Settings
  readonly catalog: BranchCatalog
  readonly dev: string
  readonly staging: string
  readonly prod: string
  /** Commits a change of the repo's files. */
  commit(files: Readonly<Record<string, string>>): void
  /** Who acts from now on. */
  as(name: string): void
  append(branch: string, ...rows: readonly Row[]): Promise<void>
  promote(from: string, to: string, more?: Partial<PromotionRequest>, on?: On): Promise<Outcome>
  rollback(branch: string, tag: string, more?: Partial<PromotionRequest>): Promise<Outcome>
  head(branch: string): Promise<string>
  /** Where the table lies on a branch; undefined when it is not there. */
  table(branch: string): Promise<string | undefined>
  /** What must never be left: scratch branches. */
  scratch(): Promise<readonly Reference[]>
}

export interface On {
  readonly onStep?: OnStep
  /** Puts something between a promotion and its catalog. */
  readonly wrap?: (catalog: BranchCatalog) => BranchCatalog
}

export type PolicyOf = (names: { readonly dev: string; readonly staging: string; readonly prod: string }) => string

/** Ana and Ben may; to prod Ben or Cleo has to agree. */
export const POLICY: PolicyOf = ({ dev, staging, prod }) => `version: 1
protected: [${staging}, ${prod}]
paths:
  - { from: ${dev}, to: ${staging}, gates: [contracts], actors: [ana@shop.example] }
  - { from: ${dev}, to: ${prod}, gates: [], actors: [ana@shop.example] }
  - { from: ${staging}, to: ${prod}, gates: [contracts, expectations, waivers], actors: [ana@shop.example], approvals: 1, approvers: [ana@shop.example, ben@shop.example, cleo@shop.example] }
rollbacks:
  - { branch: ${prod}, gates: [contracts], actors: [ana@shop.example] }
`

const NO_CI = [
  'GITHUB_ACTIONS',
  'GITHUB_ACTOR',
  'GITHUB_TRIGGERING_ACTOR',
  'GITLAB_CI',
  'GITLAB_USER_LOGIN',
  'DQ_AUTHOR',
]

let count = 0

export async function openScene(nessie?: string, policy: PolicyOf = POLICY): Promise<Scene> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dq-promote-')))
  // In CI too, it is git that says who acts.
  for (const name of NO_CI) vi.stubEnv(name, '')
  onTestFinished(() => void vi.unstubAllEnvs())
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const unique = `${process.pid}-${++count}`
  const names = { dev: `dev-${unique}`, staging: `staging-${unique}`, prod: `prod-${unique}` }
  const repo = repoAt(folder)
  runGit(folder, ['init', '-q', '-b', 'main'])
  repo.commit('Contracts', repoFiles({ nessie, policy: policy(names) }))
  const as = (name: string): void => {
    runGit(folder, ['config', 'user.name', name])
    runGit(folder, ['config', 'user.email', `${name.toLowerCase()}@shop.example`])
  }
  as('Ana')
  const settings = loadSettings({ config: join(folder, 'dq.yaml') })
  const catalog = await openCatalog(settings, { forPromotion: true })
  const head = async (branch: string): Promise<string> => (await catalog.reference(branch))?.hash ?? ''
  // In a Nessie without a commit, branches have nothing in common.
  if ((await catalog.log('main', { max: 1 })).length === 0) await elsewhere({ catalog, head }, 'main')
  const main = await head('main')
  for (const name of Object.values(names)) await catalog.createReference({ kind: 'branch', name, hash: main })
  await applyTable(settings, 'bronze.orders', names.dev)
  const ask = (move: PromotionRequest['move'], more: Partial<PromotionRequest> = {}, { onStep, wrap }: On = {}) =>
    promote(
      settings,
      { move, dryRun: false, approvals: [], rows: 0, ...more },
      onStep,
      wrap === undefined
        ? undefined
        : async (one): Promise<Lake> => {
            const lake = await openLake(one, { forPromotion: true })
            return { ...lake, catalog: wrap(lake.catalog) }
          },
    )
  let files = 0
  return {
    folder,
    settings,
    catalog,
    ...names,
    commit: (changed) => void repo.commit('Change', changed),
    as,
    async append(branch, ...rows) {
      const file = join(folder, `rows-${++files}.jsonl`)
      writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      await appendRows(settings, 'bronze.orders', [file], branch)
    },
    promote: (from, to, more, on) => ask({ kind: 'promotion', from, to }, more, on),
    rollback: (branch, tag, more) => ask({ kind: 'rollback', branch, tag }, more),
    head,
    async table(branch) {
      const content = await catalog.content(branch, ['bronze', 'orders'])
      return content?.kind === 'table' ? content.metadataLocation : undefined
    },
    scratch: async () =>
      (await catalog.references()).filter(({ name }) => name.startsWith('dq-scratch/') && name.includes(unique)),
  }
}
