import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { violations } from './architecture/rules.ts'

const root = new URL('..', import.meta.url)
const sources = new Map(
  globSync('src/**/*.ts', { cwd: root }).map((path) => {
    const file = path.replaceAll('\\', '/')
    return [file, readFileSync(new URL(file, root), 'utf8')]
  }),
)

test('the source tree follows the layers: commands → cli → pipelines → lake → quality → contracts → kernel', () => {
  expect(sources.size).toBeGreaterThan(20)
  expect(violations(sources)).toEqual([])
})

const many = (lines: number, first = '') => `${first}${'const x = 1\n'.repeat(lines)}`

// biome-ignore format: one row a case
const planted: [what: string, file: string, source: string, caught: string | undefined][] = [
  ['a layer above',                       'src/kernel/a.ts',          "import { x } from '../contracts/model.ts'",            'imports go downwards only'],
  ['a layer above, type only',            'src/contracts/a.ts',       "import type { x } from '../pipelines/ports.ts'",       'imports go downwards only'],
  ['a layer above, over many lines',      'src/quality/a.ts',         "import {\n  x,\n  y,\n} from '../lake/table.ts'",       'imports go downwards only'],
  ['a layer above, dynamic',              'src/quality/a.ts',         "const x = await import('../cli/table.ts')",            'imports go downwards only'],
  ['a layer above, as an inline type',    'src/quality/a.ts',         "type X = import('../cli/table.ts').X",                 'imports go downwards only'],
  ['a layer above, re-exported',          'src/contracts/index.ts',   "export { x } from '../pipelines/ports.ts'",            'imports go downwards only'],
  ['a layer above, for its effect',       'src/contracts/a.ts',       "import '../pipelines/ports.ts'",                       'imports go downwards only'],
  ['a layer below',                       'src/pipelines/a.ts',       "import { x } from '../contracts/model.ts'",            undefined],
  ['the same layer',                      'src/pipelines/a.ts',       "import { x } from './job/ir.ts'",                      undefined],
  ['an adapter from the core',            'src/contracts/a.ts',       "import { x } from '../adapters/registry/http.ts'",     'only the wiring imports adapters'],
  ['an adapter from another cli file',    'src/cli/table.ts',         "import { x } from '../adapters/registry/http.ts'",     'only the wiring imports adapters'],
  ['an adapter from a command',           'src/commands/a.ts',        "import { x } from '../adapters/registry/http.ts'",     'only the wiring imports adapters'],
  ['an adapter from the wiring',          'src/cli/wiring.ts',        "const x = await import('../adapters/registry/http.ts')", undefined],
  ['an adapter from a part of the wiring', 'src/cli/wiring/lake.ts',  "const x = await import('../../adapters/registry/http.ts')", undefined],
  ['the cli from an adapter',             'src/adapters/a/b.ts',      "import { x } from '../../cli/table.ts'",               'adapters import core layers only'],
  ['the core from an adapter',            'src/adapters/a/b.ts',      "import { x } from '../../contracts/ports.ts'",         undefined],
  ['another port from an adapter',        'src/adapters/a/b.ts',      "import { x } from '../c/d.ts'",                        'an adapter does not import another port'],
  ['what adapters share',                 'src/adapters/a/b.ts',      "import { x } from '../names.ts'",                      undefined],
  ['tests from the source',               'src/cli/a.ts',             "import { x } from '../../test/x.ts'",                  'imports stay in src/'],
  ['a path without its ending',           'src/cli/a.ts',             "import { x } from './table'",                          'imports end in .ts'],
  ['the file system in the core',         'src/kernel/a.ts',          "import { readFileSync } from 'node:fs'",               'no node: modules here'],
  ['a path module in the core',           'src/pipelines/a.ts',       "import { join } from 'node:path'",                     'no node: modules here'],
  ['a node module in an adapter',         'src/adapters/a/b.ts',      "import { join } from 'node:path'",                     undefined],
  ['a client library in the core',        'src/contracts/a.ts',       "import avro from 'avsc'",                              'package not allowed in contracts'],
  ['a client library below a sub-path',   'src/contracts/a.ts',       "import x from '@duckdb/node-api/lib/x'",               'package not allowed in contracts'],
  ['a client library in the cli',         'src/cli/a.ts',             "import avro from 'avsc'",                              'package not allowed in cli'],
  ['oclif below the cli',                 'src/pipelines/a.ts',       "import { Command } from '@oclif/core'",                'package not allowed in pipelines'],
  ['a parser in the core',                'src/contracts/a.ts',       "import { z } from 'zod'",                              undefined],
  ['a package in the kernel',             'src/kernel/a.ts',          "import { z } from 'zod'",                              'package not allowed in kernel'],
  ['the clock in the core',               'src/pipelines/a.ts',       'const now = Date.now()',                               'not in a core layer: Date.now'],
  ['the clock as new Date()',             'src/pipelines/a.ts',       'const now = new Date()',                               'not in a core layer: new Date()'],
  ['the clock as new Date',               'src/pipelines/a.ts',       'const now = new Date',                                 'not in a core layer: new Date()'],
  ['a given date',                        'src/pipelines/a.ts',       'const day = new Date(ms).toISOString()',               undefined],
  ['chance in the core',                  'src/pipelines/a.ts',       'const x = Math.random()',                              'not in a core layer: Math.random'],
  ['the process in the core',             'src/contracts/a.ts',       'const x = process.env.HOME',                           'not in a core layer: process'],
  ['the process inside a template',       'src/contracts/a.ts',       // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
                                                                      'const x = `a ${process.env.HOME} b`',                  'not in a core layer: process'],
  ['printing in the core',                'src/quality/a.ts',         'console.log(1)',                                       'not in a core layer: console'],
  ['a timer in the core',                 'src/quality/a.ts',         'setTimeout(f, 1)',                                     'not in a core layer: a timer'],
  ['the network in the core',             'src/quality/a.ts',         "await fetch('https://x')",                             'not in a core layer: fetch'],
  ['a global by another way',             'src/quality/a.ts',         'globalThis.process',                                   'not in a core layer: globalThis'],
  ['the same words in a comment',         'src/quality/a.ts',         '// no Date.now() and no console.log()\n/* process.env */', undefined],
  ['the same words in a text',            'src/quality/a.ts',         "const hint = 'do not call Date.now() or console.log()'", undefined],
  ['the same words after a quote regex',  'src/quality/a.ts',         "const q = /['\"`]/\nconst now = Date.now()",           'not in a core layer: Date.now'],
  ['the process, taken apart',            'src/contracts/a.ts',       'const { env } = process',                              'not in a core layer: process'],
  ['a method called process',             'src/quality/a.ts',         'engine.process.batch(1)',                              undefined],
  ['the clock in the cli',                'src/cli/a.ts',             'const now = Date.now()',                               undefined],
  ['a command of 40 lines',               'src/commands/a.ts',        many(40),                                               undefined],
  ['a command of 41 lines',               'src/commands/a.ts',        many(41),                                               'a command has at most 40 lines'],
  ['a file of 300 lines',                 'src/cli/a.ts',             many(300),                                              undefined],
  ['a file of 301 lines',                 'src/cli/a.ts',             many(301),                                              'at most 300 lines'],
  ['a long generated file',               'src/cli/a.gen.d.ts',       many(301),                                              undefined],
  ['a long file with its reason',         'src/cli/a.ts',             many(301, '// Over 300 lines: one table, as the standard prints it\n'), undefined],
  ['a drawer for everything',             'src/cli/utils.ts',         'export const x = 1',                                   'name the idea'],
  ['a barrel',                            'src/cli/index.ts',         "export * from './table.ts'",                           'only entry points and registries re-export'],
  ['a re-export in passing',              'src/cli/a.ts',             "export type { X } from './table.ts'",                  'only entry points and registries re-export'],
  ['an entry point',                      'src/contracts/index.ts',   "export { x } from './model.ts'",                       undefined],
]

test.for(planted)('%s', ([, file, source, caught]) => {
  const found = violations(new Map([[file, source]]))
  if (caught === undefined) expect(found).toEqual([])
  else expect(found).toEqual([expect.stringContaining(`${file}: ${caught}`)])
})

test('one client library in two files', () => {
  const found = violations(
    new Map([
      ['src/adapters/a/b.ts', "import x from 'avsc'"],
      ['src/adapters/a/c.ts', "import x from 'avsc'"],
    ]),
  )
  expect(found).toEqual([
    'src/adapters/a/b.ts: one file a client library: avsc is also imported by src/adapters/a/c.ts',
  ])
})

test('a file in no layer', () => {
  expect(() => violations(new Map([['src/stuff/a.ts', '']]))).toThrow('src/stuff/a.ts is in no known layer')
})
