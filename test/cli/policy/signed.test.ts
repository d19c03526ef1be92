import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { sshSign } from '../../../src/adapters/signature/ssh-keygen.ts'
import { loadSettings } from '../../../src/cli/config.ts'
import { loadApprovals } from '../../../src/cli/policy/approvals.ts'
import { approve } from '../../../src/cli/policy/approve.ts'
import { loadPolicies } from '../../../src/cli/policy/load-policies.ts'
import {
  type Approval,
  approvalFileText,
  approvalText,
  SIGNATURE_NAMESPACE,
} from '../../../src/contracts/policies/approval.ts'
import { planFileText } from '../../../src/contracts/policies/plan-envelope.ts'
import { git } from '../../contracts/policies/situation.ts'
import { tempFolder } from '../../git-repo.ts'

const [carla, ana] = [git('carla@shop.example', 'Carla'), git('ana@shop.example', 'Ana')]
let folder: string
let plan: string

beforeEach(() => {
  folder = tempFolder()
  plan = join(folder, 'plan.json')
  for (const name of ['carla', 'ana', 'eve']) key(name)
  write(
    'contracts/policies/branches.yaml',
    `version: 1\npaths:\n  - { from: staging, to: prod, actors: [group:data], approvals: 1, signed: true }\n`,
  )
  people('carla', 'ana')
  writePlan('a1')
})

const key = (name: string) =>
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)])
const publicKey = (name: string) => readFileSync(join(folder, `${name}.pub`), 'utf8').trim()

function people(keyOfCarla: string, keyOfAna: string): void {
  const entry = (name: string, own: string) =>
    `  ${name}: { emails: [${name}@shop.example], keys: ["${publicKey(own)}"] }\n`
  write(
    'contracts/policies/groups.yaml',
    `version: 1\npeople:\n${entry('carla', keyOfCarla)}${entry('ana', keyOfAna)}groups:\n  data: [carla, ana]\n`,
  )
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function writePlan(hash: string): void {
  const side = (branch: string, at: string) => ({ branch, hash: at })
  const authors = ['Ben <ben@shop.example>']
  writeFileSync(plan, planFileText({ kind: 'promotion', from: side('staging', hash), to: side('prod', 'b1'), authors }))
}

const settings = () => loadSettings({}, { env: {}, cwd: () => folder })
const approveAs = (who: typeof carla, keyName?: string) =>
  approve(settings(), plan, who, { sign: false, ...(keyName !== undefined && { 'sign-key': join(folder, keyName) }) })
const proofs = async () => {
  const { policies } = await loadPolicies(settings())
  const given = await loadApprovals(plan, [], policies.groups)
  return given.map((one) => ('proof' in one ? one.proof : one.fault))
}

test('a signature with one’s own key counts, and proves who it was', async () => {
  expect(await approveAs(carla, 'carla')).toMatchObject({ isSigned: true })
  expect(await proofs()).toEqual([{ kind: 'signed', person: 'carla' }])
})

test('a key that git names signs where the path asks for it', async () => {
  execFileSync('git', ['init', '-q', folder])
  execFileSync('git', ['-C', folder, 'config', 'user.signingkey', join(folder, 'carla')])
  expect(await approveAs(carla)).toMatchObject({ isSigned: true })
  expect(await proofs()).toEqual([{ kind: 'signed', person: 'carla' }])
})

// biome-ignore format: one row a case
const others: [what: string, who: typeof carla, keyName: string, says: RegExp][] = [
  ['the key of somebody else in the group', carla, 'ana', /its signature does not hold/],
  ['a key that nobody has',                 carla, 'eve', /its signature does not hold/],
  ['one’s own key, in somebody else’s name', ana, 'carla', /its signature does not hold/],
  ['somebody whom groups.yaml does not know', git('eve@else.example'), 'eve', /groups.yaml has no key of eve@else.example/],
]

test.for(others)('refused: %s', async ([, who, keyName, says]) => {
  expect((await approveAs(who, keyName)).refused).toMatch(says)
  expect(await proofs()).toEqual([])
})

test('refused: no signature where the path asks for one', async () => {
  await expect(approveAs(carla)).rejects.toThrow('this path asks for signed approvals: no key is named')
})

/** Somebody edits the file and mends its digest, as anybody can. */
async function forge(change: (approval: Approval) => Approval, namespace?: string): Promise<void> {
  const { file } = await approveAs(carla, 'carla')
  const { approval, signature } = JSON.parse(readFileSync(join(folder, file.slice(file.indexOf('plan.json'))), 'utf8'))
  const text = approvalText(approval)
  const other = namespace && (await sshSign({ text, keyFile: join(folder, 'carla'), namespace }))
  writeFileSync(
    join(folder, file.slice(file.indexOf('plan.json'))),
    approvalFileText(change(approval), other ?? signature),
  )
}

// biome-ignore format: one row a case
const forgeries: [what: string, change: (approval: Approval) => Approval, namespace?: string][] = [
  ['the digest of another plan',         (approval) => ({ ...approval, plan: 'e'.repeat(64) })],
  ['another name',                       (approval) => ({ ...approval, by: { ...approval.by, email: 'ana@shop.example' } })],
  ['a later time',                       (approval) => ({ ...approval, time: '2999-01-01T00:00:00.000Z' })],
  ['a note that was never written',      (approval) => ({ ...approval, note: 'all fine' })],
  ['a signature made for a git commit',  (approval) => approval, 'git'],
]

test.for(forgeries)('refused: a signed approval with %s', async ([, change, namespace]) => {
  await forge(change, namespace)
  expect(await proofs()).toEqual([{ kind: 'bad', reason: expect.stringMatching(/./) }])
})

test('refused: a key that was taken out of groups.yaml', async () => {
  await approveAs(carla, 'carla')
  people('eve', 'ana')
  expect(await proofs()).toEqual([{ kind: 'bad', reason: expect.stringMatching(/./) }])
})

test('without ssh-keygen it is said what is missing', async () => {
  const path = process.env.PATH
  process.env.PATH = folder
  try {
    await expect(
      sshSign({ text: 'x', keyFile: join(folder, 'carla'), namespace: SIGNATURE_NAMESPACE }),
    ).rejects.toThrow('ssh-keygen is not installed, or not on PATH')
  } finally {
    process.env.PATH = path
  }
})
