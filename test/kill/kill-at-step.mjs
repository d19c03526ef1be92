// Loaded before `dq` in a process of the kill test: kills the process, as `kill -9` does, before or after its n-th step that changes
// a file or a database. Odd numbers are before a step, even ones after it. With 0 nothing is killed, and the number of moments is
// written to DQ_KILL_STEPS_FILE.
import { writeFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

const killAt = Number(process.env.DQ_KILL_AT_STEP)
let moments = 0

function moment() {
  if (++moments === killAt) process.kill(process.pid, 'SIGKILL')
}

/** Counts only calls on what belongs to the run: `isOurs` is asked with the call's arguments. */
function watch(object, name, isOurs = () => true) {
  const real = object[name]
  object[name] = function (...args) {
    if (!isOurs(...args)) return real.apply(this, args)
    moment()
    const result = real.apply(this, args)
    if (typeof result?.then !== 'function') {
      moment()
      return result
    }
    return result.then((value) => {
      moment()
      return value
    })
  }
}

const handle = await fs.open(fileURLToPath(import.meta.url))
const FileHandle = Object.getPrototypeOf(handle)
await handle.close()
watch(FileHandle, 'writeFile')
watch(FileHandle, 'sync')
watch(fs, 'rename')
watch(fs, 'truncate')
watch(fs, 'rm')
watch(DatabaseSync.prototype, 'exec')
syncBuiltinESMExports()

if (killAt === 0) process.on('exit', () => writeFileSync(process.env.DQ_KILL_STEPS_FILE, String(moments)))
