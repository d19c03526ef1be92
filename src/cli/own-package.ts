import { registerHooks } from 'node:module'

const PACKAGE = '@dq-toolkit/dq/'
const ENTRIES: Readonly<Record<string, string>> = {
  pipelines: '../pipelines/index',
  contracts: '../contracts/index',
  quality: '../quality/index',
  types: '../contracts/types',
}

let registered = false

/**
 * Lets job modules import `@dq-toolkit/dq/…` from the very installation that runs them: it need not be installed beside them
 * (a global `dq` works), and there are never two copies with different ideas of what an expression is.
 */
export function resolveOwnPackage(): void {
  if (registered) return
  registered = true
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  registerHooks({
    resolve(specifier, context, next) {
      const entry = specifier.startsWith(PACKAGE) ? ENTRIES[specifier.slice(PACKAGE.length)] : undefined
      if (entry === undefined) return next(specifier, context)
      return { url: new URL(`${entry}${extension}`, import.meta.url).href, shortCircuit: true }
    },
  })
}
