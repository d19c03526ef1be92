import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PLANS_FOLDER, type Plan } from '../../contracts/evolve/plan-file.ts'
import { readPlan } from '../../contracts/evolve/read-plan.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { onDisk, type RepoFiles } from '../repo-files.ts'
import { shownPath } from '../shown-path.ts'

export interface Plans {
  readonly plans: readonly Plan[]
  readonly findings: readonly Finding[]
}

/** The planned breaks of a repo. */
export async function loadPlans(settings: Settings, files: RepoFiles = onDisk(settings)): Promise<Plans> {
  const folder = join(settings.root, PLANS_FOLDER)
  const paths = (await files.names(folder)).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name))
  const read = await Promise.all(paths.map(async (path) => readPlan(shownPath(path), (await files.text(path)) ?? '')))
  return { plans: read.flatMap(({ plan }) => plan ?? []), findings: read.flatMap(({ findings }) => findings) }
}

/** Writes a new plan; the path as messages show it. @throws DqError when there is one of that name. */
export function writePlan({ root }: Settings, name: string, text: string): string {
  const file = join(root, PLANS_FOLDER, `${name}.yaml`)
  if (existsSync(file))
    throw new DqError(`there is a plan already: ${shownPath(file)}`, {
      hint: 'change it there, or give the new state another name: --to v3',
    })
  mkdirSync(join(root, PLANS_FOLDER), { recursive: true })
  writeFileSync(file, text)
  return shownPath(file)
}
