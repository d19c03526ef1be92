import { expect, test } from 'vitest'
import { normalise } from './normalise.ts'
import { parseCommand, parsePage, updatePage } from './page.ts'

const PAGE = `---
copy: [contracts]
---
# Two commands

\`\`\`console
$ dq rules
old
lines
\`\`\`

Exit code: 0

Between them.

\`\`\`console
$ dq nothing
\`\`\`

Exit code: 2
`

test('a page is its set-up and its commands with what they print', () => {
  const { setup, blocks } = parsePage(PAGE)
  expect(setup).toEqual({ copy: ['contracts'], spawn: false, git: false })
  expect(blocks).toMatchObject([
    { command: 'dq rules', output: 'old\nlines', exitCode: 0 },
    { command: 'dq nothing', output: '', exitCode: 2 },
  ])
})

test('updating replaces outputs and exit codes, and nothing else', () => {
  const { blocks } = parsePage(PAGE)
  const actual = [
    { output: 'new $& $1', exitCode: 1 },
    { output: 'said', exitCode: 2 },
  ]
  const updated = PAGE.replace('old\nlines', () => 'new $& $1')
    .replace('code: 0', 'code: 1')
    .replace('nothing\n', 'nothing\nsaid\n')
  expect(updatePage(PAGE, blocks, actual)).toBe(updated)
  expect(updatePage(PAGE, blocks, blocks)).toBe(PAGE)
})

// biome-ignore format: one row a case
const refused: [what: string, page: string][] = [
  ['no command',            '# Nothing\n'],
  ['a block without $',     '```console\nrules\n```\n\nExit code: 0\n'],
  ['a block without a code', '```console\n$ dq rules\n```\n'],
]

test.for(refused)('a page with %s is refused: it would test nothing', ([, page]) => {
  expect(() => parsePage(page)).toThrow('console blocks')
})

test('front matter with a misspelt key is refused', () => {
  expect(() => parsePage(PAGE.replace('copy:', 'copies:'))).toThrow('copies')
})

test('edits stand before the command they are for', () => {
  const edit = '```diff a/b.yaml\n-old: 1\n-  x\n+new: 2\n```\n\n'
  const { blocks } = parsePage(PAGE.replace('Between them.\n\n', edit))
  expect(blocks.map(({ edits }) => edits)).toEqual([[], [{ path: 'a/b.yaml', from: 'old: 1\n  x\n', to: 'new: 2\n' }]])
  expect(() => parsePage(PAGE.replace('Between them.', '```diff a\nold\n```'))).toThrow('not: old')
})

test('a command is split as a shell would', () => {
  expect(parseCommand(`A=1 B='x y' dq run "my job" --input a=b`)).toEqual({
    env: { A: '1', B: 'x y' },
    program: 'dq',
    args: ['run', 'my job', '--input', 'a=b'],
  })
  expect(() => parseCommand('ls')).toThrow('not a dq command: ls')
})

// biome-ignore format: one row a case
const volatile: [what: string, printed: string, shown: string][] = [
  ['a rate and a time',     '12,345 events in 1.23 s (10,037 events/s)', '12,345 events in <time> (<rate> events/s)'],
  ['what is no wall time',  'windows of 2 min, late by 30 s',            'windows of 2 min, late by 30 s'],
  ['the scratch folder',    'wrote /scratch/x/out/a.jsonl',              'wrote <scratch>/out/a.jsonl'],
  ['the version',           'dq/0.1.0 linux-x64 node-v24.21.0',          'dq/<version> <platform> node-<version>'],
  ['trailing space',        'a  \nb\n\n',                                'a\nb'],
]

test.for(volatile)('%s is shown by its name', ([, printed, shown]) => {
  expect(normalise(printed, '/scratch/x')).toBe(shown)
})
