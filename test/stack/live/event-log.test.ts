import { openKafkajsLog } from '../../../src/adapters/event-log/kafkajs.ts'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import { useServer } from '../server.ts'
import { eventLogSuite } from './event-log.suite.ts'

const server = useServer('kafka')
const bootstrap = () => server.endpoint('bootstrap')
const connection = () => ({ brokers: [bootstrap()], clientId: 'dq-test' })

eventLogSuite({
  name: 'platformatic',
  bootstrap,
  open: () => openPlatformaticLog(connection(), { session: 6_000, heartbeat: 300 }),
  unreadable: [],
})

eventLogSuite({
  name: 'kafkajs',
  bootstrap,
  open: () => openKafkajsLog(connection(), { session: 6_000, heartbeat: 300 }),
  unreadable: ['snappy', 'lz4', 'zstd'],
})
