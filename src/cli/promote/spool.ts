import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Chat } from '../../lake/promote/chat.ts'

const waiting = z.object({ id: z.string().optional(), text: z.string() })
type Waiting = z.infer<typeof waiting>

/** Keeps a message that could not be told, below the state folder: the next promotion tells it. `id`: what it should have changed. */
export function keep(folder: string, message: Waiting): void {
  mkdirSync(folder, { recursive: true })
  // Microseconds: several are kept within one millisecond, and told in their order.
  const now = Math.floor((performance.timeOrigin + performance.now()) * 1000)
  const file = join(folder, `${now}-${randomBytes(4).toString('hex')}.json`)
  writeFileSync(`${file}.part`, JSON.stringify(message))
  renameSync(`${file}.part`, file)
}

/** Tells what waits, oldest first, until one does not get through; a message is taken by one process alone. */
export async function tellWaiting(folder: string, chat: Chat): Promise<void> {
  for (const name of namesIn(folder)) {
    const [file, taken] = [join(folder, name), join(folder, `${name}.taken-${process.pid}`)]
    try {
      renameSync(file, taken)
    } catch {
      // Another process was quicker.
      continue
    }
    const message = waiting.safeParse(JSON.parse(readFileSync(taken, 'utf8'))).data
    const done =
      message && (await (message.id === undefined ? chat.post(message.text) : chat.change(message.id, message.text)))
    if (done?.kind === 'failed') {
      renameSync(taken, file)
      return
    }
    rmSync(taken)
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch {
    return []
  }
}
