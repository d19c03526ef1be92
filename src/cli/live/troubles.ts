import type { Observed, Observer } from '../../pipelines/live/observed.ts'

/** What went wrong on the way, and was mended; for the summary. */
export interface Troubles {
  /** By system: how often it could not be reached, and how many milliseconds were waited for it, by the task that waited longest. */
  readonly waits: ReadonlyMap<string, { readonly times: number; readonly milliseconds: number }>
  /** Tasks that another worker had taken over. */
  readonly fenced: number
  /** Records that were gone before they were read. */
  readonly gone: number
}

export function troubles(): { readonly observe: Observer; sum(): Troubles } {
  const waits = new Map<string, { times: number; milliseconds: number }>()
  /** By task and system. */
  const waiting = new Set<string>()
  let fenced = 0
  let gone = 0
  const observe = (event: Observed): void => {
    switch (event.kind) {
      case 'waiting': {
        const name = `${event.partition} ${event.system}`
        if (waiting.has(name)) return
        waiting.add(name)
        const known = waits.get(event.system) ?? { times: 0, milliseconds: 0 }
        waits.set(event.system, { ...known, times: known.times + 1 })
        return
      }
      case 'resumed': {
        waiting.delete(`${event.partition} ${event.system}`)
        const known = waits.get(event.system) ?? { times: 1, milliseconds: 0 }
        waits.set(event.system, { ...known, milliseconds: Math.max(known.milliseconds, event.after) })
        return
      }
      case 'restarted':
        fenced++
        return
      case 'gone':
        gone += event.next - event.from
        return
      default:
        return
    }
  }
  return { observe, sum: () => ({ waits, fenced, gone }) }
}
