import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below those of the demo and those that the kernel gives to whoever connects: one of these could be taken before a program listens there. */
const FROM = 10_000
const TO = 22_000

/** A port of this machine at which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((tell) => {
    server.once('error', () => tell(false))
    server.listen(port, '127.0.0.1', () => server.close(() => tell(true)))
  })
}
