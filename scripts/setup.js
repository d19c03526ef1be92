// Runs before `npm start` and `npm test`, on any Node >= 20 and with nothing installed: installs and builds what is missing or stale.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from './build-stamp.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const OLDEST = 20
if (Number.parseInt(process.versions.node, 10) < OLDEST)
  stop(`dq is developed on Node >= ${OLDEST}; this is ${process.version}`)

if (!isInstalled()) {
  console.error('dq: installing packages from package-lock.json …')
  // --include=dev: the build needs them whatever NODE_ENV says.
  run(process.execPath, [npmCli(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci')
  if (!isInstalled()) stop('npm ci left packages out; see what `npm ci` prints')
}

const node = developmentNode()
if (!isBuildFresh()) {
  console.error('dq: building …')
  run(node, ['scripts/build.js'], 'the build')
}

/** Does node_modules hold the versions of the lock file? npm writes what it installed into the hidden lock, last of all. */
function isInstalled() {
  const hidden = join('node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const { packages: wanted } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const { packages: installed } = JSON.parse(readFileSync(hidden, 'utf8'))
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    const found = installed[path]
    return found === undefined ? optional || devOptional : found.version === version
  })
}

/** npm as a script for this very Node: `npm` itself is a .cmd on Windows, which cannot be spawned without a shell. */
function npmCli() {
  const beside = dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ]
  return (
    candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path)) ??
    stop('cannot find npm: run `npm ci`, then `npm run build`')
  )
}

/** The `node` package in node_modules: the Node that npm scripts will use, whatever is on PATH now. */
function developmentNode() {
  const bin = join('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(bin)) return bin
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 22)) return process.execPath
  return stop(
    `the package "node" was installed without its binary (is ignore-scripts set?), and ${process.version} is older than 22.22`,
  )
}

function run(command, args, name) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 'inherit'] })
  if (status !== 0) stop(`${name} failed${error ? `: ${error.message}` : ''}`)
}

function stop(message) {
  console.error(`dq: ${message}`)
  process.exit(1)
}
