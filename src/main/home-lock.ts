import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'

export type Holder = { pid: number; doing: string; stopping: boolean }

export type HomeLock = {
  /** Others who ask are told that we are on our way out, so that they wait instead of giving up. */
  stopping(): void
  release(): Promise<void>
}

/**
 * Lets one process at a time own a Kasi home. The lock is a name in the kernel (an abstract unix socket), not a file:
 * it disappears with its owner, however that owner dies, so there is never a stale one to judge.
 */
export async function takeHome(
  home: string,
  doing: string,
): Promise<HomeLock | { heldBy: Holder }> {
  const name = lockName(home)
  for (;;) {
    const lock = await tryToTake(name, doing)
    if (lock) return lock
    const holder = await askHolder(name)
    if (holder) return { heldBy: holder }
  }
}

function lockName(home: string): string {
  return `\0kasi-home-${createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 40)}`
}

function tryToTake(name: string, doing: string): Promise<HomeLock | undefined> {
  let stopping = false
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(JSON.stringify({ pid: process.pid, doing, stopping } satisfies Holder))
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen({ path: name }, () =>
      resolve({
        stopping: () => void (stopping = true),
        release: () => new Promise((done) => server.close(() => done())),
      }),
    )
  })
}

/** Asks who holds the lock. Nobody answers when the holder has just gone: then the lock is free to take. */
function askHolder(name: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path: name })
    let heard = ''
    socket.setTimeout(5_000, () => {
      socket.destroy()
      resolve({ pid: 0, doing: 'something that does not answer', stopping: false })
    })
    socket.on('data', (chunk) => (heard += String(chunk)))
    socket.on('error', () => resolve(undefined))
    socket.on('end', () => resolve(heard === '' ? undefined : (JSON.parse(heard) as Holder)))
  })
}
