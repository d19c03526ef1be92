import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Usage {
  readonly status: number
  readonly output: string
  readonly cpuSeconds: number
  readonly wallSeconds: number
  readonly maxRssBytes: number
}

/** A program that starts the command and tells what it and all it started have cost: the kernel counts it for children that were waited for. */
const WRAPPER = `
import json, os, resource, subprocess, sys, time
start = time.monotonic()
with open(sys.argv[2], 'wb') as out:
    status = subprocess.call(sys.argv[3:], stdout=out, stderr=out)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({'status': status, 'cpuSeconds': used.ru_utime + used.ru_stime, 'wallSeconds': wall, 'maxRssBytes': used.ru_maxrss * 1024}, open(sys.argv[1], 'w'))
`

/** Runs a command as a process and measures it with everything it starts (git, too). The memory is that of its largest process. */
export async function ranAs([program = '', ...args]: readonly string[], cwd: string): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'dq-bench-'))
  const [usage, output] = [join(folder, 'usage.json'), join(folder, 'output.txt')]
  try {
    await new Promise<void>((done, failed) => {
      const child = spawn('python3', ['-c', WRAPPER, usage, output, program, ...args], { cwd, stdio: 'inherit' })
      child.on('error', failed)
      child.on('close', (code) => (code === 0 ? done() : failed(new Error(`the measuring program ended with ${code}`))))
    })
    return { ...JSON.parse(readFileSync(usage, 'utf8')), output: readFileSync(output, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
