import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'
import { normalise } from '../cli/normalise.ts'

/*
 * `npm run story`, with the real commands; its text is story.md, to be read as a person would. To take over what it tells now:
 * UPDATE=1 npx vitest run test/story, then read the diff.
 */
const page = join(import.meta.dirname, 'story.md')

test('the story is told to its end, every number ties, and its text is the page', { timeout: 900_000 }, () => {
  needsFreshBuild()
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'dq-story-')))
  try {
    const dir = join(temp, 'lake')
    const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/story.ts', '--dir', dir], {
      cwd: repo,
      encoding: 'utf8',
      env,
    })
    expect(status, `${stdout.slice(-2000)}\n${stderr}`).toBe(0)
    // Sizes of files differ a little from run to run.
    const told = normalise(stdout.replaceAll(/^ {2}/gm, ''), temp).replaceAll(
      /(?<=files?, )[+-]?[\d.]+ (?:B|[KM]iB)/g,
      '<size>',
    )
    const text = `# The story\n\nWhat \`npm run story\` tells, but for times and hashes.\n\n\`\`\`console\n${told.trim()}\n\`\`\`\n`
    if (process.env.UPDATE === '1' && !process.env.CI) writeFileSync(page, text)
    expect(existsSync(page) ? readFileSync(page, 'utf8') : '').toBe(text)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
})
