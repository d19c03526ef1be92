/*
 * Brings src/adapters/stack/processes/downloads/lock.yaml in line with its `roots`: `node scripts/stack-lock.ts [bundle…]`.
 * Maven says what a root takes at run time; every file is downloaded, and its size and sha256 written down.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { sha256Of } from '../src/adapters/stack/processes/downloads/cache.ts'
import { LOCK_FILE } from '../src/adapters/stack/processes/downloads/lock.ts'

interface Bundle {
  readonly product: string
  readonly licence: string
  readonly roots: readonly string[]
}

/** What pip calls the platforms that we know by Node's names. */
// biome-ignore format: one row a platform
const PLATFORMS = [
  ['linux-x64',    'manylinux_2_17_x86_64'],
  ['linux-arm64',  'manylinux_2_17_aarch64'],
  ['darwin-x64',   'macosx_10_9_x86_64'],
  ['darwin-arm64', 'macosx_11_0_arm64'],
] as const

const HEADER = `# What \`dq stack\` and the tests download: chosen are the roots; \`node scripts/stack-lock.ts\` writes the files. Do not edit those by hand.
# An entry without sha256 could not be pinned; a download says what it got. Servers that come as packages of the system are not here.
`

const before = readFileSync(LOCK_FILE, 'utf8')
const lock: Readonly<Record<string, Bundle>> = parse(before)
const names = process.argv.slice(2)
let text = HEADER
for (const [name, { product, licence, roots }] of Object.entries(lock)) {
  if (names.length > 0 && !names.includes(name)) {
    text += before
      .split(/\n(?=\w+:\n)/)
      .find((part) => part.startsWith(`${name}:\n`))!
      .replace(/^/, '\n')
      .replace(/\n*$/, '\n')
    continue
  }
  const lines: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'dq-stack-lock-'))
  try {
    for (const root of roots.filter((root) => root.includes('=='))) lines.push(...(await wheels(root, folder)))
    const maven = roots.filter((root) => !root.includes('=='))
    if (maven.length > 0) lines.push(...(await artifacts(maven, folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  text += `\n${name}:\n  product: ${product}\n  licence: ${licence}\n  roots: [${roots.map((root) => `'${root}'`).join(', ')}]\n  files:\n`
  text += lines.map((line) => `    - { ${line} }\n`).join('')
  console.log(`${name}: ${lines.length} files`)
}
writeFileSync(LOCK_FILE, text)

async function wheels(root: string, folder: string): Promise<string[]> {
  const lines: string[] = []
  for (const [platform, tag] of PLATFORMS) {
    const dest = join(folder, platform)
    run(
      'python3',
      '-m',
      'pip',
      'download',
      '-q',
      '--no-deps',
      '--only-binary=:all:',
      '--platform',
      tag,
      '-d',
      dest,
      root,
    )
    for (const file of readdirSync(dest)) {
      // A wheel of Java or data serves all.
      const every = file.endsWith('-any.whl')
      lines.push(await lineOf('pypi', root, join(dest, file), file, every ? undefined : platform))
      if (every) return lines
    }
  }
  return lines
}

/** A root with a type stands for itself alone; a bare `group:artifact:version` brings what it needs at run time. */
async function artifacts(roots: readonly string[], folder: string): Promise<string[]> {
  const alone = roots.filter((root) => root.split(':').length > 3)
  const trees = roots.filter((root) => root.split(':').length === 3)
  const coordinates = [...alone, ...(trees.length === 0 ? [] : closure(trees, folder))]
  const lines: string[] = []
  for (const coordinate of coordinates) {
    const dest = join(folder, coordinate.replaceAll(':', '_'))
    run('mvn', '-q', '-B', 'dependency:copy', `-Dartifact=${coordinate}`, `-DoutputDirectory=${dest}`)
    const file = readdirSync(dest)[0]!
    lines.push(await lineOf('maven', coordinate, join(dest, file), file))
  }
  return lines
}

function closure(roots: readonly string[], folder: string): string[] {
  const dependencies = roots.map((root) => {
    const [group, artifact, version] = root.split(':')
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>dq</groupId><artifactId>roots</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`,
  )
  const list = join(folder, 'list.txt')
  run(
    'mvn',
    '-q',
    '-B',
    '-f',
    join(folder, 'pom.xml'),
    'dependency:list',
    '-DincludeScope=runtime',
    `-DoutputFile=${list}`,
  )
  return [...readFileSync(list, 'utf8').matchAll(/^\s+([\w.-]+):([\w.-]+):jar:([\w.-]+):(?:compile|runtime)/gm)]
    .map(([, group, artifact, version]) => `${group}:${artifact}:${version}`)
    .sort()
}

async function lineOf(
  source: string,
  coordinate: string,
  path: string,
  file: string,
  platform?: string,
): Promise<string> {
  const place = platform === undefined ? '' : `platform: ${platform}, `
  return `${source}: '${coordinate}', ${place}file: ${file}, bytes: ${statSync(path).size}, sha256: '${await sha256Of(path)}'`
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
