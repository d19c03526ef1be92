// Runs after `npm install` in a clone, and so when npm installs dq from git, which is what pre-commit does: a clone has no dist/ yet.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from './build-stamp.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

// Without development packages (npm install --omit=dev) there is nothing to build with, and nobody asked for it.
if (existsSync('node_modules/typescript') && !isBuildFresh()) await import('./build.js')
