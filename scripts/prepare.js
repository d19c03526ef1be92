// Runs after `npm install` in a clone, and so when npm installs dq from git, which is what pre-commit does: a clone has no dist/ yet.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from './build-stamp.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const { DQ_PREPARING, npm_config_global: isGlobal, ...env } = process.env

if (DQ_PREPARING === undefined && !isBuildFresh()) {
  if (existsSync('node_modules/typescript')) await import('./build.js')
  else if (isGlobal === 'true') {
    // npm means to install the development packages here first, but its own --global, passed on, sends them elsewhere.
    const clean = Object.entries(env).filter(([name]) => !/^npm_config_(?!cache$|userconfig$|registry$)/i.test(name))
    const { status } = spawnSync(process.execPath, ['scripts/setup.js'], {
      stdio: ['ignore', 2, 'inherit'],
      env: { ...Object.fromEntries(clean), DQ_PREPARING: '1' },
    })
    process.exitCode = status ?? 1
  }
  // Else the development packages were left out on purpose (--omit=dev), and nobody asked for a build.
}
