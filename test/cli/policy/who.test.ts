import { expect, onTestFinished, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { whoAmI } from '../../../src/cli/policy/who.ts'
import { gitRepo, tempFolder } from '../../git-repo.ts'

/** A repository below which nobody else's settings of git count. */
function scene() {
  const repo = gitRepo()
  repo.write({ 'dq.yaml': 'version: 1\n', 'contracts/.keep': '' })
  const { HOME } = process.env
  process.env.HOME = tempFolder()
  onTestFinished(() => {
    process.env.HOME = HOME
  })
  return { ...repo, who: () => whoAmI(loadSettings({}, { env: {}, cwd: () => repo.folder }), {}) }
}

test('git says who: of several values the last one counts, with its own dots and blanks', async () => {
  const { git, who } = scene()
  git('config', 'user.name', 'Ana')
  git('config', '--add', 'user.name', 'Ana  L. Lima')
  git('config', 'user.email', 'ana@shop.example')
  git('config', 'user.emails', 'other@shop.example')
  expect(await who()).toEqual({ source: 'git', name: 'Ana  L. Lima', email: 'ana@shop.example' })
})

test('what git does not say is named', async () => {
  const { git, who } = scene()
  await expect(who()).rejects.toThrow('git does not say who you are: user.name is not set')
  git('config', 'user.name', 'Ana Lima')
  await expect(who()).rejects.toThrow('git does not say who you are: user.email is not set')
  git('config', 'user.email', '')
  await expect(who()).rejects.toThrow('git does not say who you are: user.email is not set')
})
