import { execa } from 'execa'
import { DqError } from '../kernel/errors.ts'

export interface RunProgram {
  readonly input?: string
  /** Milliseconds; then it is ended. */
  readonly timeoutMs: number
  /** Each line of standard error, as it comes. */
  readonly onLog?: (line: string) => void
  readonly cwd?: string
  /** Added to this process's own; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** What became of a program; `timedOut` and `missing` are answers too. */
export interface Ran {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
  /** There is no such program. */
  readonly missing: boolean
}

const MOST_BYTES = 256 * 1024 * 1024

/** From asking it to end until it is made to. */
const GRACE_MS = 2000

/** Runs a program with arguments, never through a shell. */
export async function runProgram(
  file: string,
  args: readonly string[],
  { input = '', timeoutMs, onLog, cwd, env = {} }: RunProgram,
): Promise<Ran> {
  const child = execa(file, args, {
    input,
    maxBuffer: { stdout: MOST_BYTES, stderr: MOST_BYTES },
    reject: false,
    env,
    ...(cwd !== undefined && { cwd }),
  })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
    // What it started may live on and hold the pipes: nobody waits for that.
    child.stdout?.destroy()
    child.stderr?.destroy()
  }, timeoutMs)
  try {
    if (onLog !== undefined) child.stderr?.on('data', linesOf(onLog))
    const { exitCode, stdout, stderr, code, isMaxBuffer } = await child
    if (isMaxBuffer) throw new DqError(`${file} printed more than ${MOST_BYTES} bytes`)
    return { exitCode, stdout, stderr, timedOut, missing: code === 'ENOENT' || code === 'EACCES' }
  } finally {
    clearTimeout(timer)
  }
}

/** Chunks as they come, cut into lines. */
function linesOf(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
}
