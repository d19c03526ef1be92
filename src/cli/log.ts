import type { Observed, Observer } from '../pipelines/live/observed.ts'

/** Tells what happens, a line of JSON each; a level below that of the settings is silent. */
export interface Log {
  error(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
}

export type LogFields = Readonly<Record<string, unknown>>

/** Tells of a live run: outages and what they did as warnings, each once; assignments as information; commits for who debugs. */
export function logObserver(log: Log): Observer {
  /** By task and system: told, and not over. */
  const down = new Set<string>()
  return (event: Observed) => {
    const { kind: _, ...fields } = event
    switch (event.kind) {
      case 'assigned':
        log.info(`${event.partitions.length} partitions are this worker's now`, fields)
        return
      case 'rebalancing':
        log.info('a rebalance begins')
        return
      case 'restored':
        log.info('state restored', fields)
        return
      case 'committed':
        log.debug('committed', fields)
        return
      case 'waiting': {
        const key = `${event.partition} ${event.system}`
        if (down.has(key)) log.debug(`still waiting for ${event.system}`, fields)
        else log.warn(`${event.system} cannot be reached: waiting, nothing is lost`, fields)
        down.add(key)
        return
      }
      case 'resumed':
        down.delete(`${event.partition} ${event.system}`)
        log.warn(`${event.system} answers again`, fields)
        return
      case 'restarted':
        log.warn('the task begins again', fields)
        return
      case 'gone':
        log.error('records were removed by retention before they were read', fields)
        return
      case 'given-up':
        log.info('another worker has the partition now', fields)
        return
      case 'drained':
        log.info('everything up to the end is committed', fields)
        return
    }
  }
}
