import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ana promotes, Ben agrees: to production nothing goes that one of them alone wants. */
const POLICY = `version: 1
protected: [staging, prod]
paths:
  - { from: dev, to: staging, gates: [contracts, waivers], actors: [ana@shop.example], rowsLost: 5 }
  - from: staging
    to: prod
    gates: [contracts, expectations, waivers]
    actors: [ana@shop.example]
    approvals: 1
    approvers: [ana@shop.example, ben@shop.example]
    rowsLost: 5
rollbacks:
  - { branch: prod, gates: [contracts, expectations], actors: [ana@shop.example] }
`

/**
 * A contract repo of two people, with a policy of its own: this repository's asks for CI and for office hours. Raw data keeps what its
 * sources sent, twice sent events too, so suites of bronze warn here and do not block.
 */
export function makeClones(folder: string): void {
  const ana = cloneOf(folder, 'ana')
  mkdirSync(ana, { recursive: true })
  for (const path of ['contracts', 'expectations', 'dq.yaml', 'lineage.json'])
    cpSync(path, join(ana, path), { recursive: true })
  rmSync(join(ana, 'contracts/policies'), { recursive: true })
  mkdirSync(join(ana, 'contracts/policies'))
  writeFileSync(join(ana, 'contracts/policies/branches.yaml'), POLICY)
  for (const file of globSync('expectations/bronze/*.json', { cwd: ana })) {
    const text = readFileSync(join(ana, file), 'utf8')
    writeFileSync(join(ana, file), text.replaceAll('"severity": "critical"', '"severity": "warning"'))
  }
  git(ana, 'init', '-q', '-b', 'main')
  who(ana, 'Ana Lima', 'ana@shop.example')
  git(ana, 'add', '-A')
  git(ana, 'commit', '-qm', 'Contracts, suites and policy')
  git(folder, 'clone', '-q', 'ana', 'ben')
  who(cloneOf(folder, 'ben'), 'Ben Sousa', 'ben@shop.example')
}

export const cloneOf = (folder: string, name: 'ana' | 'ben'): string => join(folder, name)

function who(clone: string, name: string, email: string): void {
  git(clone, 'config', 'user.name', name)
  git(clone, 'config', 'user.email', email)
}

const git = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
