import { setTimeout } from 'node:timers/promises'

const PATIENCE_MS = 10_000

/** A broker answers that a topic is made before all of it knows the topic. */
export async function untilVisible(isVisible: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !(await isVisible()); ) await setTimeout(50)
}
