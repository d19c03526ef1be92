import { bundleOf } from '../downloads/lock.ts'
import type { ServerRecipe } from '../recipe.ts'
import { type Broker, startBroker } from './kafka-broker.ts'

/** `admin` may do all, the others only what an ACL allows. For tests and demos: these passwords are no secrets. */
const USERS = ['admin', 'producer', 'consumer', 'stranger']
const passwordOf = (user: string): string => `${user}-secret`

const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule required'
const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required'
const ADMIN = `username="admin" password="${passwordOf('admin')}"`

export const securedSettings: Broker['settings'] = ({ client, controller, listen }) => [
  `listeners=CLIENT://${listen}:${client},CONTROLLER://127.0.0.1:${controller}`,
  `advertised.listeners=CLIENT://127.0.0.1:${client}`,
  'listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,CLIENT:SASL_PLAINTEXT',
  'inter.broker.listener.name=CLIENT',
  'sasl.enabled.mechanisms=SCRAM-SHA-256',
  'sasl.mechanism.inter.broker.protocol=SCRAM-SHA-256',
  'sasl.mechanism.controller.protocol=PLAIN',
  `listener.name.client.scram-sha-256.sasl.jaas.config=${SCRAM} ${ADMIN};`,
  'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
  `listener.name.controller.plain.sasl.jaas.config=${PLAIN} ${ADMIN} user_admin="${passwordOf('admin')}";`,
  'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users=User:admin',
  'allow.everyone.if.no.acl.found=false',
]

/** The users, as arguments of the storage tool. */
export const securedFormat: readonly string[] = USERS.flatMap((user) => [
  '--add-scram',
  `SCRAM-SHA-256=[name=${user},password=${passwordOf(user)}]`,
])

export const securedEndpoints = (port: number) => ({
  bootstrap: `127.0.0.1:${port}`,
  mechanism: 'SCRAM-SHA-256',
  users: USERS.map((user) => `${user}:${passwordOf(user)}`).join(' '),
})

export const kafkaSecured: ServerRecipe = {
  name: 'kafka-secured',
  product: 'Apache Kafka with SASL/SCRAM and ACLs',
  bundles: ['jdk', 'kafka'],
  archive: 'kafka',
  async start(host) {
    const port = await startBroker(host, { kind: 'kafka-secured', settings: securedSettings, format: securedFormat })
    const product = `${bundleOf('kafka').product} (KRaft, SASL/SCRAM, StandardAuthorizer)`
    return { product, endpoints: securedEndpoints(port) }
  },
}
