// Builds dist/ and oclif.manifest.json: declarations by tsc, everything that runs as a bundle (docs/decisions.md, "Start-up").
// Into a fresh folder first: what no source makes any more is gone, and a failed build leaves the old one.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildInputsHash, filesBelow, STAMP } from './build-stamp.js'
import { bundle } from './bundle.js'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const FRESH = 'dist.fresh'
const hash = buildInputsHash()
rmSync(FRESH, { recursive: true, force: true })

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
const declarations = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', FRESH], {
  stdio: 'inherit',
})
if (declarations.status !== 0) {
  rmSync(FRESH, { recursive: true, force: true })
  process.exit(declarations.status ?? 1)
}
const metafile = await bundle(FRESH)
writeFileSync(join(FRESH, 'meta.json'), JSON.stringify(metafile).replaceAll(`"${FRESH}/`, '"dist/'))

for (const file of filesBelow('src').filter((file) => !file.endsWith('.ts'))) {
  const copy = join(FRESH, relative('src', file))
  mkdirSync(dirname(copy), { recursive: true })
  cpSync(file, copy)
}

rmSync('oclif.manifest.json', { force: true })
rmSync('dist', { recursive: true, force: true })
renameSync(FRESH, 'dist')

// With the manifest, `dq --help` and starting one command load no other command.
const { Plugin } = await import('@oclif/core')
const plugin = new Plugin({
  root,
  type: 'user',
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
})
await plugin.load()
writeFileSync('oclif.manifest.json', JSON.stringify(plugin.manifest))
writeFileSync(STAMP, hash)
