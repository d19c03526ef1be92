import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fromRepositoryRoot } from '../../../src/cli/report/from-root.ts'
import { FORMATS } from '../../../src/cli/report/index.ts'
import { outputFlag, writeReport } from '../../../src/cli/report/outputs.ts'
import { tempFolder } from '../../git-repo.ts'
import { clean, context, reported, sample } from './sample.ts'

const lines = (text: string) => text.split('\n')

test('text: a line a finding, where it stood, who is hurt, how to mend it, what is waived, how much was looked at', () => {
  expect(lines(reported('text'))).toEqual([
    expect.stringMatching(
      /^contracts\/a b\/ordér.odcs.yaml:12:5 {2}error {4}field "total" is gone .* \(unknown-key 3f2a91c07be04d15\)$/,
    ),
    '    before: a1b2c3d:contracts/a.odcs.yaml:3',
    '    hurts: job fraud-enricher (value): alert.total',
    expect.stringContaining('    fix: write "owner"'),
    expect.anything(),
    expect.anything(),
    expect.stringMatching(/^waivers.yaml:4 +warning {2}nothing needs it {2}\(unused-waiver\)$/),
    expect.stringMatching(/^dq.yaml +info/),
    expect.stringMatching(/^contracts\/w.odcs.yaml:1 +waived +agreed/),
    '    until 2027-03-31 by checkout: consumers <moved>',
    '22 contracts against main (a1b2c3d), 3 findings (1 error, 1 warning, 1 info), 1 waived',
  ])
})

test('github: one command a line, whatever is in the texts', () => {
  const printed = lines(reported('github'))
  expect(printed).toHaveLength(4)
  expect(printed[0]).toBe(
    '::error file=data/contracts/a b/ordér.odcs.yaml,line=12,col=5,title=unknown-key::' +
      'field "total" is gone <script>alert(1)</script> & \'more\' | `x` 100%25, a:b%0A' +
      'hurts: job fraud-enricher (value): alert.total%0Afix: write "owner"%0Aand then%0D%0Amore',
  )
  expect(printed[1]).toBe('::warning file=data/waivers.yaml,line=4,title=unused-waiver::nothing needs it')
  expect(printed[2]).toMatch(/^::notice file=data\/dq.yaml,title=made-up::/)
  expect(printed[3]).toMatch(/^22 contracts against main/)
})

test('github: a comma or a colon in a file name does not end it', () => {
  const at = { file: 'a,line=1:b%.yaml' }
  const report = { findings: [{ rule: 'x', severity: 'error' as const, at, message: 'm' }], looked: {} }
  expect(lines(reported('github', report))[0]).toBe('::error file=data/a%2Cline=1%3Ab%25.yaml,title=x::m')
})

test('gitlab: a list of issues with the keys that GitLab reads', () => {
  const issues = JSON.parse(reported('gitlab'))
  expect(issues[0]).toEqual({
    description: expect.stringContaining('field "total" is gone'),
    check_name: 'unknown-key',
    fingerprint: '3f2a91c07be04d15',
    severity: 'major',
    location: { path: 'data/contracts/a b/ordér.odcs.yaml', lines: { begin: 12 } },
  })
  expect(issues.map(({ severity }: { severity: string }) => severity)).toEqual(['major', 'minor', 'info'])
  expect(JSON.parse(reported('gitlab', clean))).toEqual([])
})

test('gitlab: findings that share a fingerprint are all shown', () => {
  const [finding] = sample.findings
  const issues = JSON.parse(reported('gitlab', { ...sample, findings: [finding!, finding!] }))
  expect(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).toEqual([
    '3f2a91c07be04d15',
    '3f2a91c07be04d15-2',
  ])
})

interface Element {
  readonly tag: string
  readonly attrib: Record<string, string>
  text: string
}

const TOKEN = /<\?[^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/)?>|[^<]+/gy
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** A strict reader of the XML that JUnit files are made of: elements in order, with attributes and texts as XML says they read. */
function parsedXml(xml: string): Element[] {
  const plain = (text: string) => {
    expect(text.replaceAll(/&(?:amp|lt|gt|quot|#\d+);/g, '')).not.toMatch(/[&<]/)
    return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
      code === undefined ? (ENTITIES[name] ?? '') : String.fromCodePoint(Number(code)),
    )
  }
  const elements: Element[] = []
  const open: Element[] = []
  let read = 0
  for (const [token, end, start, attributes = '', empty] of xml.matchAll(TOKEN)) {
    read += token.length
    if (end !== undefined) expect(open.pop()?.tag).toBe(end)
    else if (start !== undefined) {
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        plain(value),
      ])
      const element = { tag: start, attrib: Object.fromEntries(pairs), text: '' }
      elements.push(element)
      if (empty === undefined) open.push(element)
    } else if (!token.startsWith('<?')) {
      const top = open.at(-1)
      if (top !== undefined) top.text += plain(token)
    }
  }
  expect([read, open]).toEqual([xml.length, []])
  return elements
}

test('junit: errors fail, warnings pass with their text, what is waived is skipped', () => {
  const elements = parsedXml(reported('junit'))
  expect(elements[1]?.attrib).toEqual({ name: 'dq', tests: '5', failures: '1', errors: '0', skipped: '1' })
  const failure = elements.find(({ tag }) => tag === 'failure')
  expect(failure?.attrib.message).toBe(sample.findings[0]?.message)
  expect(failure?.text).toContain('fix: write "owner"\nand then\r\nmore')
  expect(elements.filter(({ tag }) => tag === 'system-out')).toHaveLength(2)
  expect(elements.find(({ tag }) => tag === 'skipped')?.attrib.message).toContain('consumers <moved>')
  expect(reported('junit')).toContain('no rule text \ufffd\ufffd[31m')
})

test('junit: with --fail-on warning a warning is a failure', () => {
  expect(reported('junit', { ...sample, failOn: 'warning' })).toContain('failures="2"')
})

test('junit: nothing found is one test that says how much was looked at', () => {
  const elements = parsedXml(reported('junit', clean))
  expect(elements.map(({ tag }) => tag)).toEqual(['testsuites', 'testsuite', 'testcase'])
  expect(elements[2]?.attrib.name).toBe('looked at 22 contracts against main (a1b2c3d)')
})

test('markdown: verdict, a table, what to do, what is waived; nothing from the files is markup', () => {
  const page = reported('markdown')
  expect(page).toMatch(/^### ❌ Data contracts: 1 error, 1 warning, 1 info\n/)
  expect(page).not.toMatch(/<script|<moved>/)
  const rows = lines(page).filter(
    (line) => line.startsWith('| 🔴') || line.startsWith('| 🟡') || line.startsWith('| 🔵'),
  )
  expect(rows).toHaveLength(3)
  for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
  expect(rows[0]).toContain('`data/contracts/a b/ordér.odcs.yaml:12`')
  expect(page).toContain('dq waiver add 3f2a91c07be04d15')
  expect(page).toContain('@&#8203;team #&#8203;12')
  expect(page.match(/<details>/g)).toHaveLength(2)
  expect(page.match(/<\/details>/g)).toHaveLength(2)
})

test('markdown: nothing found is a short and friendly comment', () => {
  expect(lines(reported('markdown', clean))).toEqual([
    '### ✅ Data contracts: nothing found',
    '',
    '<sub>22 contracts against main (a1b2c3d), 0 findings · dq 1.2.3</sub>',
  ])
})

test('--format takes every format, alone or with a file; a misspelt one is told', async () => {
  const parse = (text: string) => outputFlag.parse(text, {} as never, {} as never)
  for (const format of FORMATS) {
    expect(await parse(format)).toEqual({ format })
    expect(await parse(`${format}=a=b.x`)).toEqual({ format, file: 'a=b.x' })
  }
  await expect(parse('sarf')).rejects.toThrow('unknown format "sarf" (did you mean "sarif"?)')
  await expect(parse('sarif=')).rejects.toThrow('names no file')
})

function run(outputs: Parameters<typeof writeReport>[1], env: NodeJS.ProcessEnv = {}) {
  const printed: string[] = []
  writeReport(sample, outputs, context, { log: (text) => printed.push(text), env })
  return printed
}

test('several formats at once: one on stdout, the others in files, folders made', () => {
  const folder = tempFolder()
  const sarif = join(folder, 'new/out.sarif')
  const junit = join(folder, 'out.xml')
  expect(run([{ format: 'text' }, { format: 'sarif', file: sarif }, { format: 'junit', file: junit }])).toEqual([
    reported('text'),
  ])
  expect(readFileSync(sarif, 'utf8')).toBe(`${reported('sarif')}\n`)
  expect(readFileSync(junit, 'utf8')).toBe(`${reported('junit')}\n`)
})

test('files only: stdout says in one line what was found', () => {
  expect(run([{ format: 'json', file: join(tempFolder(), 'x.json') }])).toEqual([
    '22 contracts against main (a1b2c3d), 3 findings (1 error, 1 warning, 1 info), 1 waived',
  ])
})

test('two formats on stdout are refused, and a file that cannot be written is named', () => {
  expect(() => run([{ format: 'text' }, { format: 'json' }])).toThrow('stdout can hold one format, not text and json')
  const folder = tempFolder()
  writeFileSync(join(folder, 'file'), '')
  expect(() => run([{ format: 'json', file: join(folder, 'file/x.json') }])).toThrow(/cannot write .*file\/x.json/)
  expect(existsSync(join(folder, 'file/x.json.part'))).toBe(false)
})

test('in GitHub Actions the summary page of the job gets the Markdown too', () => {
  const page = join(tempFolder(), 'summary.md')
  writeFileSync(page, 'before\n')
  run([{ format: 'github' }], { GITHUB_STEP_SUMMARY: page })
  run([{ format: 'text' }], { GITHUB_STEP_SUMMARY: page })
  expect(readFileSync(page, 'utf8')).toBe(`before\n${reported('markdown')}\n`)
})

test('files are named from the root of the repository, wherever dq runs in it', () => {
  const root = tempFolder()
  mkdirSync(join(root, '.git'))
  mkdirSync(join(root, 'data/team'), { recursive: true })
  const fromRoot = fromRepositoryRoot(join(root, 'data/team'))
  expect(fromRoot('contracts/a.yaml')).toBe('data/team/contracts/a.yaml')
  expect(fromRoot('../x.yaml')).toBe('data/x.yaml')
  expect(fromRoot('a1b2c3d:contracts/a.yaml')).toBe('data/team/a1b2c3d:contracts/a.yaml')
})

test('with several baselines every format says which of them show a finding', () => {
  const [first = sample.findings[1]] = sample.findings
  const report = { ...sample, findings: first === undefined ? [] : [{ ...first, against: ['main (a1b2c3d)', 'v1'] }] }
  for (const format of FORMATS)
    expect([format, reported(format, report)]).toEqual([format, expect.stringMatching(/v1/)])
  expect(JSON.parse(reported('json', report)).findings[0].against).toEqual(['main (a1b2c3d)', 'v1'])
})

test('a link or a device named as the file is written into, and stays what it is', () => {
  const folder = tempFolder()
  symlinkSync('target.json', join(folder, 'link.json'))
  const host = { log: () => {}, env: {} }
  writeReport(clean, [{ format: 'json', file: join(folder, 'link.json') }], context, host)
  expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8')).findings).toEqual([])
})
