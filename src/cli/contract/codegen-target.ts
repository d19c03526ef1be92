import { basename, dirname, relative, resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'

/** Where declarations go and what they add to: flag, then dq.yaml; the module is this package's own by default. */
export function codegenTarget(
  settings: Settings,
  flags: { readonly out?: string | undefined; readonly module?: string | undefined },
): { readonly folder: string; readonly name: string; readonly shown: string; readonly module: string } {
  const out = flags.out === undefined ? settings.codegen?.out : resolve(flags.out)
  if (out === undefined) {
    throw new DqError('nothing says where the declarations go', {
      hint: 'give --out <file>, or write codegen: {out, module} into dq.yaml',
    })
  }
  const module = flags.module ?? settings.codegen?.module ?? '@dq-toolkit/dq/types'
  return { folder: dirname(out), name: basename(out), shown: relative('.', out), module }
}
