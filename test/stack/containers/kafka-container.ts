import { GenericContainer, Wait } from 'testcontainers'

/** The public image with our own settings: formatted, then started, on a port that is the same inside and outside. */
export const brokerContainer = (image: string, port: number, properties: string, format: string): GenericContainer =>
  new GenericContainer(image)
    .withExposedPorts({ container: port, host: port })
    .withCopyContentToContainer([{ content: properties, target: '/tmp/kafka.properties' }])
    .withEntrypoint(['/bin/sh', '-c'])
    .withCommand([
      `/opt/kafka/bin/kafka-storage.sh format ${format} -c /tmp/kafka.properties && exec /opt/kafka/bin/kafka-server-start.sh /tmp/kafka.properties`,
    ])
    .withWaitStrategy(Wait.forLogMessage('Kafka Server started'))
