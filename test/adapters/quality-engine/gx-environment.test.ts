import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireGx, setupGx } from '../../../src/adapters/quality-engine/gx/environment.ts'
import { findPython } from '../../../src/adapters/quality-engine/gx/find-python.ts'

/*
 * Programs that answer as Python does, so that every ending is seen without a network: test/quality/engines runs the real one.
 */
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dq-gx-env-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, body: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

const python = (version: string, whole = true) => `echo "[\\"$0\\", [${version.replaceAll('.', ', ')}], ${whole}]"`

// biome-ignore format: one row a case
const found: [what: string, body: string, message: string][] = [
  ['too old',                 python('3.9.2'),          'is Python 3.9.2'],
  ['too new',                 python('3.15.0'),         'is Python 3.15.0'],
  ['another language',        'echo hello',             'does not work'],
  ['broken',                  'exit 3',                 'does not work'],
  ['without venv, as Debian', python('3.11.2', false),  '(Python 3.11.2) has no venv'],
]

test.skipIf(process.platform === 'win32').for(found)(
  'a Python that is %s is named, with what to do',
  async ([, body, message]) => {
    const error = await findPython(program('py', body)).catch((cause) => cause)
    expect(error.message).toMatch(/^Great Expectations needs Python 3\.10 or later, and below 3\.15: /)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(message.includes('venv') ? 'apt-get install python3-venv' : 'DQ_PYTHON')
  },
)

test('a Python that is not there', async () => {
  await expect(findPython(join(folder, 'none'))).rejects.toThrow(`there is no ${join(folder, 'none')}`)
})

/** Answers the question for its version, makes "environments" with itself in them, and does as told when pip is called. */
const whole = (pip: string) => `case "$*" in
  *-m\\ venv*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
  *-m\\ pip*) echo pip >> '${join(folder, 'calls')}'; ${pip} ;;
  *importlib.metadata*) cat "$(dirname "$0")/version" ;;
  *import\\ great_expectations*) ;;
  *) ${python('3.11.7')} ;;
esac`
const installs = 'echo 1.24.1 > "$(dirname "$0")/version"'
const setup = (pip: string, options = {}) =>
  setupGx({ cacheDir: join(folder, 'cache'), python: program('python3', whole(pip)), ...options })

test.skipIf(process.platform === 'win32')('a setup is made once; made again only with force', async () => {
  await expect(requireGx(join(folder, 'cache'))).rejects.toThrow('is not set up')
  const first = await setup(installs)
  expect(first).toMatchObject({ made: true, python: '3.11.7' })
  expect(await setup(installs)).toEqual({ ...first, made: false })
  expect(await requireGx(join(folder, 'cache'))).toBe(join(first.folder, 'bin/python'))
  expect(await setup(installs, { force: true })).toEqual(first)
  expect(readFileSync(join(folder, 'calls'), 'utf8').split('\n').length - 1).toBe(2)
  expect(readdirSync(join(folder, 'cache')).length).toBe(1)
})

// biome-ignore format: one row a case
const failing: [what: string, pip: string, message: string, hint: string][] = [
  ['no network',         "echo 'WARNING: Retrying: Temporary failure in name resolution' >&2; echo 'ERROR: Could not find a version that satisfies the requirement altair' >&2; exit 1", 'the packages cannot be installed: ERROR: Could not find a version', 'check the network'],
  ['a package is refused', "echo 'ERROR: Failed building wheel for numpy' >&2; exit 1", 'ERROR: Failed building wheel for numpy', 'DQ_PYTHON'],
]

test.skipIf(process.platform === 'win32').for(failing)(
  '%s: nothing is left that looks finished',
  async ([, pip, message, hint]) => {
    const error = await setup(pip).catch((cause) => cause)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
    expect(readdirSync(join(folder, 'cache'))).toEqual([])
  },
)

test.skipIf(process.platform === 'win32')('an environment that broke is told, and mended by force', async () => {
  const { folder: made } = await setup(installs)
  writeFileSync(join(made, 'bin/version'), '1.2.0\n')
  await expect(requireGx(join(folder, 'cache'))).rejects.toThrow('is broken: it has 1.2.0')
  rmSync(join(made, 'bin/python'))
  const error = await requireGx(join(folder, 'cache')).catch((cause) => cause)
  expect(error.message).toContain('is broken: its Python does not start')
  expect(error.hint).toContain('--force')
  expect((await setup(installs)).made).toBe(true)
  expect(existsSync(join(made, 'bin/python'))).toBe(true)
})
