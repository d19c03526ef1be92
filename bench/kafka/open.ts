import { openKafkajsLog } from '../../src/adapters/event-log/kafkajs.ts'
import { openPlatformaticLog } from '../../src/adapters/event-log/platformatic.ts'

export const LOGS = { platformatic: openPlatformaticLog, kafkajs: openKafkajsLog } as const
export type Client = keyof typeof LOGS
