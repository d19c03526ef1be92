#!/usr/bin/env node
// Plain JavaScript that an old Node can parse, and no import above the check: the packages need Node 22.22 and fail in obscure ways below it.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  console.error(
    `dq needs Node >= 22.22 (this is ${process.version}): install a newer Node, or \`npm i -D node@24\` in your project and run \`npx dq\``,
  )
  process.exit(2)
}

process.getBuiltinModule('node:module').enableCompileCache()

// Not imported: that would make Node fill in every export of these modules.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs')
const { fileURLToPath } = process.getBuiltinModule('node:url')
const root = new URL('..', import.meta.url)

if (process.argv[2] === '--version') {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  console.log(`dq/${version} ${process.platform}-${process.arch} node-${process.version}`)
} else if (existsSync(new URL('dist/cli/main.js', root))) {
  const { main } = await import('../dist/cli/main.js')
  await main(process.argv.slice(2), fileURLToPath(root))
} else {
  console.error('dq is not built yet: run `npm run build` (`npm start` and `npm test` do it themselves)')
  process.exit(2)
}
