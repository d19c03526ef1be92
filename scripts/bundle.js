import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { build } from 'esbuild'
import { filesBelow } from './build-stamp.js'

/** Everything that is loaded by its path: by bin/run.js, by oclif, or as an entry point of the package. */
const ENTRIES = [
  'src/cli/main.ts',
  'src/cli/help.ts',
  'src/cli/command-not-found.ts',
  'src/contracts/index.ts',
  'src/contracts/types.ts',
  'src/pipelines/index.ts',
  'src/quality/index.ts',
]

/** What bundled CommonJS packages expect to find; a bundle that is a module has none of it. */
const COMMONJS = `import { createRequire as commonJsRequire } from 'node:module'
const require = commonJsRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`

/** A dependency for the sake of our declarations, which name its types; its code is bundled. */
const BUNDLED_DEPENDENCIES = ['zod']

/** oclif asks for it to read a tsconfig.json, and does without. */
const NEVER = ['typescript']

/**
 * Bundles src/ and the packages it uses into `outdir`: entries keep their paths, what they share stands once, in chunks/, so
 * that a job's `import '@dq-toolkit/dq/pipelines'` meets the very code that runs it. Other `dependencies` stay packages.
 * Returns esbuild's list of what went where.
 */
export async function bundle(outdir) {
  const { dependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { metafile } = await build({
    entryPoints: [...ENTRIES, ...filesBelow('src/commands')],
    outdir,
    outbase: 'src',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.22',
    mainFields: ['module', 'main'],
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: COMMONJS },
    external: [...Object.keys(dependencies).filter((name) => !BUNDLED_DEPENDENCIES.includes(name)), ...NEVER],
    metafile: true,
    logLevel: 'warning',
    plugins: [sources, quickOclif],
  })
  for (const [file, { inputs }] of Object.entries(metafile.outputs)) {
    const astray = Object.keys(inputs).find((input) => asksForItsAddress.has(input))
    if (astray !== undefined && !file.startsWith(`${outdir}/chunks/`))
      throw new Error(
        `${astray} asks for its own address, so it must be shared by several entries: it went into ${file}`,
      )
  }
  writeFileSync(join(outdir, 'THIRD-PARTY.txt'), licences(metafile))
  return metafile
}

/** The licence texts of the bundled packages. */
function licences({ outputs }) {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  )
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined && license !== 'MIT') throw new Error(`${folder} has no licence text to pass on`)
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()}`
  })
  return `The files in this folder contain the packages below.\n\n${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

const asksForItsAddress = new Set()

const sources = {
  name: 'sources',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const file = relative('.', path).split(sep).join('/')
      // As a namespace, what nobody uses of it is left out.
      let contents = askedOfNode(readFileSync(path, 'utf8')).replace(
        "import { z } from 'zod'",
        "import * as z from 'zod'",
      )
      // The address it would have unbundled; from chunks/, that is one folder up.
      if (contents.includes('import.meta.url')) {
        asksForItsAddress.add(file)
        const address = `new URL('../${file.slice('src/'.length, -'.ts'.length)}.js', import.meta.url).href`
        contents = contents.replaceAll('import.meta.url', address)
      }
      return { contents, loader: 'ts' }
    })
  },
}

/**
 * `import { inspect } from 'node:util'` as a question for just that: an import makes Node fill in every export of the module,
 * and load what these need (workers, streams, a diff).
 */
const askedOfNode = (source) =>
  source.replaceAll(
    /^import (?!type )(?:\{([^}]*)\}|\* as (\w+)|(\w+)) from '(node:[^']+)'$/gm,
    (_, names, all, whole, name) => {
      const wanted = names
        ?.split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '' && !word.startsWith('type '))
        .map((word) => word.replace(' as ', ': '))
      return `const ${all ?? whole ?? `{ ${wanted.join(', ')} }`} = process.getBuiltinModule('${name}')`
    },
  )

/** What oclif does at every start and `dq` has no use for: [file, text, replacement]. A text that is gone fails the build. */
// biome-ignore format: one row a place
const NOT_NEEDED = [
  // bin/run.js has checked the version of Node already
  ['index.js',         /^checkNodeVersion\(\);/m,                          ''],
  // whether this is Windows' Linux matters for nothing here
  ['util/os.js',       /\(await import\('wsl-utils'\)\)\.isWsl/,           'false'],
  // sorting by code units needs no locale data
  ['config/plugin.js', /a\.id\.localeCompare\(b\.id\)/,                    '(a.id < b.id ? -1 : 1)'],
  // with a manifest nobody looks for commands
  ['config/plugin.js', /const tinyglobby_1 = (require\("tinyglobby"\));/,  'const tinyglobby_1 = { get glob() { return $1.glob } };'],
]

const quickOclif = {
  name: 'quick-oclif',
  setup({ onLoad, onEnd }) {
    const lib = dirname(createRequire(import.meta.url).resolve('@oclif/core'))
    const done = new Set()
    onLoad({ filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/]/ }, ({ path }) => {
      const name = relative(lib, path).split(sep).join('/')
      let contents = readFileSync(path, 'utf8')
      for (const rule of NOT_NEEDED) {
        const [file, text, replacement] = rule
        if (file !== name || !text.test(contents)) continue
        contents = contents.replace(text, replacement)
        done.add(rule)
      }
      return { contents, loader: 'js' }
    })
    onEnd(() => {
      const left = NOT_NEEDED.filter((rule) => !done.has(rule)).map(([file, text]) => `${file} ${text}`)
      if (left.length > 0) throw new Error(`oclif says no more what scripts/bundle.js replaces: ${left.join(', ')}`)
    })
  },
}
