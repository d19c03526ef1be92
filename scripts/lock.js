// `npm run lock`: brings package-lock.json in line with package.json, complete for every platform.
// A registry that lacks a package for some other platform makes npm leave it out of the lock file, and `npm ci` then refuses the file.
// Such a package is added with its exact version and platform, and no integrity (nothing here has seen it).
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

// npm's own version decides which majors it picks, so it must run under the Node of node_modules: `npm run` sees to that.
const { status } = spawnSync(process.execPath, [process.env.npm_execpath, 'install', '--package-lock-only'], {
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const { packages } = lock
const before = Object.keys(packages).length
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined) {
      packages[`node_modules/${name}`] = { version, ...platform(name), ...(entry.dev && { dev: true }), optional: true }
    }
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.error(
  `package-lock.json: ${before} packages, and ${Object.keys(packages).length - before} of other platforms added`,
)

/** `@scope/tool-linux-x64-musl` → for which systems npm installs it. */
function platform(name) {
  const words = name.split(/[-/]/)
  const os = words.filter((word) => OS.includes(word))
  const cpu = words.filter((word) => CPU.includes(word))
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`cannot tell the platform of the optional package ${name}`)
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined
  return { cpu, ...(libc && { libc }), os }
}
