import { type Ran, type RunProgram, runProgram } from '../../program.ts'

/** What a user's own Python setup says must not change which packages are found. */
const PLAIN = {
  PYTHONNOUSERSITE: '1',
  PYTHONPATH: undefined,
  PYTHONHOME: undefined,
  PYTHONIOENCODING: 'utf-8',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
}

/** Runs Python, or what installs its packages, with arguments, never through a shell. */
export const run = (file: string, args: readonly string[], options: Omit<RunProgram, 'env'>): Promise<Ran> =>
  runProgram(file, args, { ...options, env: PLAIN })
