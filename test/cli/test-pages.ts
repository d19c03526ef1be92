import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runGit } from '../git-repo.ts'
import { type Ran, runHere, runSpawned } from './dq.ts'
import { normalise } from './normalise.ts'
import { type Edit, type Page, parseCommand, parsePage, updatePage } from './page.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const pages: readonly string[] = globSync('*.md', { cwd: join(root, 'test/cli/pages') }).sort()
const updating = process.env.UPDATE === '1'
if (updating && process.env.CI)
  throw new Error('UPDATE=1 is refused in CI: a page must not agree with whatever is printed')

/**
 * Each page is a test: its commands are run in order, and must print what the page says.
 * To take over what they print now: UPDATE=1 npx vitest run test/cli/transcripts, then read the diff.
 */
export function testPages(names: readonly string[]): void {
  test.for(names)('%s', { timeout: 300_000 }, async (name) => {
    const file = join(root, 'test/cli/pages', name)
    const text = readFileSync(file, 'utf8')
    const page = parsePage(text)
    const actual = await runPage(page)
    if (updating) writeFileSync(file, updatePage(text, page.blocks, actual))
    else expect(updatePage(text, page.blocks, actual)).toBe(text)
  })
}

/** In CI too, pages are run by whom git names. */
const NO_CI = Object.fromEntries(
  ['GITHUB_ACTIONS', 'GITHUB_ACTOR', 'GITHUB_TRIGGERING_ACTOR', 'GITLAB_CI', 'GITLAB_USER_LOGIN', 'DQ_AUTHOR'].map(
    (name) => [name, ''],
  ),
)

async function runPage({ setup, blocks }: Page): Promise<Ran[]> {
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'dq-page-')))
  try {
    const scratch = join(temp, 'repo')
    mkdirSync(scratch)
    for (const path of setup.copy ?? []) cpSync(join(root, path), join(scratch, path), { recursive: true })
    for (const [path, content] of Object.entries(setup.files ?? {})) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true })
      writeFileSync(join(scratch, path), content)
    }
    if (setup.git) makeRepo(scratch)
    const inScratch = setup.files !== undefined || setup.copy !== undefined
    const ran: Ran[] = []
    for (const { command, edits } of blocks) {
      for (const edit of edits) applyEdit(scratch, edit)
      const { env, program, args } = parseCommand(command)
      const where = {
        cwd: inScratch ? scratch : root,
        env: {
          ...NO_CI,
          ...(inScratch ? {} : { DQ_STATE_DIR: join(temp, 'state') }),
          DQ_CACHE_DIR: join(temp, 'cache'),
          ...env,
        },
      }
      if (program === 'git') {
        ran.push({ output: normalise(runGit(scratch, args), scratch), exitCode: 0 })
        continue
      }
      const { output, exitCode } = setup.spawn ? runSpawned(args, where) : await runHere(args, where)
      ran.push({ output: normalise(output, inScratch ? scratch : temp), exitCode })
    }
    return ran
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function makeRepo(scratch: string): void {
  runGit(scratch, ['init', '-q', '-b', 'main'])
  runGit(scratch, ['add', '-A'])
  runGit(scratch, ['commit', '-qm', 'Contracts'])
}

function applyEdit(scratch: string, { path, from, to }: Edit): void {
  const file = join(scratch, path)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (from === '' ? text !== '' : text.split(from).length !== 2)
    throw new Error(`${path} does not hold these lines exactly once:\n${from}`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, from === '' ? to : text.replace(from, () => to))
}
