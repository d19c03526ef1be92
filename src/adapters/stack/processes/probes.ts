import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const PATIENCE_MS = 2000

/** Does a GET answer with status 200, and with this text in the body? */
export const answersHttp =
  (url: string, text = ''): (() => Promise<boolean>) =>
  () =>
    fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      async (response) => {
        const body = await response.text()
        return response.status === 200 && body.includes(text)
      },
      () => false,
    )

/** Is the question answered over TCP with a text that begins so? */
export const answersTcp =
  (port: number, question: string, answer: string): (() => Promise<boolean>) =>
  () =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', timeout: PATIENCE_MS })
      const end = (result: boolean) => {
        socket.destroy()
        resolve(result)
      }
      socket.once('connect', () => socket.write(question))
      socket.once('data', (data) => end(data.toString('latin1').startsWith(answer)))
      socket.once('timeout', () => end(false))
      socket.once('error', () => end(false))
      socket.once('close', () => end(false))
    })

/** Has the server said so in its log? */
export const saysInLog =
  (log: string, text: string): (() => Promise<boolean>) =>
  async () =>
    readFileSync(log, 'utf8').includes(text)
