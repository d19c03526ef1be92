import { openKafkajsLog } from '../../../src/adapters/event-log/kafkajs.ts'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'

/** The adapters, by name. */
const LOGS = { platformatic: openPlatformaticLog, kafkajs: openKafkajsLog } as const

export type LogName = keyof typeof LOGS

export const LOG_NAMES = Object.keys(LOGS) as readonly LogName[]

/** Of tests: members that die are missed soon. */
export const openLog = (name: LogName, bootstrap: string): EventLog =>
  LOGS[name]({ brokers: [bootstrap], clientId: 'dq-test' }, { session: 6_000, heartbeat: 300 })
