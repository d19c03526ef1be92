import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { lineageOfJobs } from '../../../src/cli/lineage/lineage-of-jobs.ts'
import { lineageText } from '../../../src/contracts/lineage/lineage-file.ts'
import { digestOf } from '../../../src/contracts/lineage/stale-jobs.ts'
import { repo } from '../../built.ts'
import { runHere } from '../dq.ts'

test("this repository's lineage.json is what its jobs say", async () => {
  const settings = loadSettings({}, { env: {}, cwd: () => repo })
  expect(readFileSync(join(repo, 'lineage.json'), 'utf8')).toBe(lineageText(await lineageOfJobs(settings)))
})

test('a gate runs no code of a job: it names the job from the file, and does not even load its module', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-gate-'))
  try {
    const source =
      "import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('../mark', import.meta.url), 'x')\nthrow new Error('loaded')\n// order.order_id\n"
    const write = (path: string, text: string): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const job = {
      name: 'evil',
      kind: 'records',
      sources: [{ file: 'jobs/evil.ts', sha256: digestOf(source) }],
      outputs: [{ name: 'out', contract: 'fraud.alert', kind: 'topic', mode: 'emit' }],
      uses: { 'order.created.region': ['jobs/evil.ts:4'] },
      edges: [{ from: 'order.created.region', kind: 'value', to: 'fraud.alert.region', output: 'out' }],
    } as const
    for (const base of ['old', 'new']) {
      for (const ending of ['odcs.yaml', 'avsc']) {
        const text = readFileSync(join(repo, `contracts/events/order.created.${ending}`), 'utf8')
        write(`${base}/contracts/events/order.created.${ending}`, text)
      }
    }
    const avsc = 'new/contracts/events/order.created.avsc'
    const parsed = JSON.parse(readFileSync(join(folder, avsc), 'utf8')) as { fields: { name: string; type: unknown }[] }
    for (const field of parsed.fields) if (field.name === 'region') field.type = 'long'
    write(avsc, JSON.stringify(parsed))
    write('new/dq.yaml', 'version: 1\n')
    write('new/jobs/evil.ts', source)
    write(
      'new/lineage.json',
      lineageText({
        jobs: [
          {
            ...job,
            sources: [...job.sources],
            outputs: [...job.outputs],
            uses: { 'order.created.region': ['jobs/evil.ts:4'] },
            edges: [...job.edges],
          },
        ],
      }),
    )

    const where = { cwd: join(folder, 'new'), env: {} }
    const checked = await runHere(['contract', 'check', '--against', '../old'], where)
    expect(checked.output).toContain('hurts: job evil (value) at jobs/evil.ts:4: out.region')
    expect(checked.output).not.toContain('stale-lineage')
    write(avsc, readFileSync(join(repo, 'contracts/events/order.created.avsc'), 'utf8'))
    const asked = await runHere(['contract', 'impact', 'order.created.region'], where)
    expect(asked.output).toContain('job evil  value  jobs/evil.ts:4')
    expect(existsSync(join(folder, 'new/mark'))).toBe(false)

    // The same code, loaded on purpose, leaves its mark: the test would have seen it.
    const exported = await runHere(['job', 'show', 'evil'], where)
    expect(exported).toMatchObject({ exitCode: 2, output: expect.stringContaining('the job does not load: loaded') })
    expect(existsSync(join(folder, 'new/mark'))).toBe(true)

    write('new/jobs/evil.ts', `${source}\n// changed`)
    write(avsc, JSON.stringify(parsed))
    const stale = await runHere(['contract', 'check', '--against', '../old'], where)
    expect(stale.output).toContain('jobs/evil.ts of job evil changed since the lineage file was written')
    expect(stale.output).toContain('fix: run `dq lineage export` and commit lineage.json')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what dq init writes has its lineage', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-init-'))
  try {
    cpSync(join(repo, 'templates/init'), folder, { recursive: true })
    const checked = await runHere(['lineage', 'export', '--check'], { cwd: folder, env: {} })
    expect(checked).toEqual({ output: '1 job, 7 edges, 0 findings\n', exitCode: 0 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
