import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export interface Usage {
  readonly cpuSeconds: number
  /** Memory of all its processes, a shared page counted once between those that share it where the system tells. */
  readonly memoryMiB: number
}

/** Ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100

/** What the processes of these groups have used so far; undefined where the system does not say. */
export function usageOf(groups: readonly number[]): Usage | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  let [ticks, kib] = [0, 0]
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid)
    if (!groups.includes(Number(fields[PGRP]))) continue
    ticks += [UTIME, UTIME + 1, UTIME + 2, UTIME + 3].reduce((sum, field) => sum + Number(fields[field]), 0)
    kib += memoryOf(pid)
  }
  return { cpuSeconds: ticks / TICKS, memoryMiB: Math.round(kib / 1024) }
}

/** When a process began, in the system's own words: with the id it names one process for ever. Undefined when there is none. */
export function beganAt(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) return statOf(String(pid))[STARTTIME]
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined
}

/** Indexes behind the name in /proc/<pid>/stat, which is in parentheses and may hold anything. */
const [PGRP, UTIME, STARTTIME] = [2, 11, 19]

function statOf(pid: string): readonly string[] {
  const text = textOf(`/proc/${pid}/stat`)
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? [] : fields.filter((field) => field !== '')
}

function memoryOf(pid: string): number {
  const shared = /^Pss:\s+(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`))
  const resident = shared ?? /^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))
  return Number(resident?.[1] ?? 0)
}

/** Empty when the process is gone, or not ours to read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
