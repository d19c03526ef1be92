/*
 * Runs suites of real servers as containers: `node test/stack/full/podman.ts`. Where no engine answers, Debian's podman with runc
 * serves Docker's API on a socket, and the image is made here from Debian's packages, because no public image is within reach.
 * Needs root, and apt-get install --no-install-recommends podman runc netavark aardvark-dns iptables debootstrap.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../../../src/adapters/stack/processes/child.ts'
import { loadSettings } from '../../../src/cli/config.ts'
import { report } from '../../full.ts'
import { chooseProvider } from '../provider.ts'

const IMAGE = 'localhost/dq-redis:1'
const SUITES = ['test/stack/redis.test.ts']

const CONTAINERS = `[containers]
default_ulimits = ["nofile=20000:20000","nproc=1000:1000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
`
const storage = (images: string, run: string) => `[storage]
driver = "overlay"
graphroot = "${images}"
runroot = "${run}"
`

const folder = mkdtempSync(join(tmpdir(), 'dq-podman-'))
const images = join(loadSettings({}).cacheDir, 'podman')
mkdirSync(images, { recursive: true })
writeFileSync(join(folder, 'containers.conf'), CONTAINERS)
writeFileSync(join(folder, 'storage.conf'), storage(images, join(folder, 'run')))
const socket = join(folder, 'podman.sock')
const env = {
  CONTAINERS_CONF: join(folder, 'containers.conf'),
  CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  DOCKER_HOST: `unix://${socket}`,
  DQ_STACK: 'containers',
  DQ_STACK_IMAGES: `redis=${IMAGE}`,
  // Its cleaner of left-over containers is an image out of reach, and inside a container it would take the bridge's address.
  TESTCONTAINERS_RYUK_DISABLED: 'true',
  TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
}
Object.assign(process.env, env)

const service = { name: 'podman', env, folder, log: join(folder, 'podman.log'), signal: 'TERM' as const, grace: 10 }
let status = 1
try {
  if (spawnSync('podman', ['image', 'exists', IMAGE]).status !== 0) makeImage()
  removeLeftovers()
  const podman = startChild({
    ...service,
    command: 'podman',
    args: ['system', 'service', '--time=0', `unix://${socket}`],
  })
  while (!existsSync(socket) && podman.ended() === undefined) await sleep(100)
  if (podman.ended() !== undefined) throw new Error(`podman ended: ${readFileSync(podman.log, 'utf8')}`)
  console.log((await chooseProvider('containers')).why)
  const file = join(folder, 'report.json')
  const vitest = [
    '--no-install',
    'vitest',
    'run',
    '-c',
    'vitest.stack.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  status = spawnSync('npx', [...vitest, ...SUITES], { stdio: 'inherit' }).status ?? 1
  report('tests of real servers in containers', JSON.parse(readFileSync(file, 'utf8')).numPassedTests)
  removeLeftovers()
  await podman.stop()
} finally {
  run('podman', 'umount', '--all')
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = status

/** A small Debian with Redis, by debootstrap from the mirror that apt uses. */
function makeImage(): void {
  console.log(`making ${IMAGE} from Debian's packages, once`)
  const site = run('apt-get', 'indextargets', '--format', '$(SITE)').split('\n')[0] ?? ''
  const release = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable'
  const root = join(folder, 'root')
  run('debootstrap', '--variant=minbase', '--include=redis-server', release, root, site)
  const tar = join(folder, 'root.tar')
  run('tar', '-C', root, '-cf', tar, '.')
  rmSync(root, { recursive: true, force: true })
  const command = 'CMD ["redis-server","--bind","0.0.0.0","--protected-mode","no","--save",""]'
  run('podman', 'import', '--change', command, '--change', 'EXPOSE 6379', tar, IMAGE)
  rmSync(tar)
}

/** Containers of a run that was killed: nothing else removes them. */
function removeLeftovers(): void {
  const ids = run('podman', 'ps', '-aq', '--filter', 'label=org.testcontainers').split('\n').filter(Boolean)
  if (ids.length > 0) run('podman', 'rm', '--force', '--time', '0', ...ids)
}

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw new Error(`${command}: ${error.message}; see the first lines of test/stack/full/podman.ts`)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return stdout
}
