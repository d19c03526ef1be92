import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be shut: who comes is turned away, and who is inside is thrown out. */
export interface Gate {
  readonly url: string
  shut(): void
  open(): void
  close(): void
}

export async function gateTo(server: string): Promise<Gate> {
  const { hostname, port } = new URL(server)
  const inside = new Set<Socket>()
  let isShut = false
  const gate = createServer((socket) => {
    if (isShut) return void socket.destroy()
    const inner = connect(Number(port), hostname)
    socket.pipe(inner).pipe(socket)
    inside.add(socket)
    socket.on('close', () => inside.delete(socket))
    for (const end of [socket, inner]) end.on('error', () => socket.destroy())
  })
  gate.listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const through = new URL(server)
  through.hostname = '127.0.0.1'
  through.port = String((gate.address() as AddressInfo).port)
  return {
    url: through.href,
    shut() {
      isShut = true
      for (const socket of inside) socket.destroy()
    },
    open() {
      isShut = false
    },
    close: () => void gate.close(),
  }
}
