import { createServer, type Server, type Socket } from 'node:net'

/** The test file of the EICAR, which every scanner calls harmful and which does nothing (eicar.org), in two halves so that
 * no scanner takes offence at this one. */
export const EICAR = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-',
  'ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

/**
 * ClamAV's daemon as far as Kasi speaks to it (clamd(8): PING, INSTREAM with NUL at the end): finds the test file of the
 * EICAR, refuses streams beyond `bytesMax`, and can be told not to answer at all.
 */
export type SimulatedClamd = {
  readonly server: Server
  /** Of each stream that was looked at whole. */
  readonly seen: Uint8Array[]
  isSilent: boolean
}

export function simulateClamd({ bytesMax = 25_000_000 } = {}): SimulatedClamd {
  const seen: Uint8Array[] = []
  const clamd: SimulatedClamd = {
    seen,
    isSilent: false,
    server: createServer((socket) => {
      let heard = Buffer.alloc(0)
      socket.on('error', () => socket.destroy())
      socket.on('data', (piece) => {
        heard = Buffer.concat([heard, Buffer.from(piece)])
        const answer = clamd.isSilent ? undefined : answerTo(heard, bytesMax, seen)
        if (answer !== undefined) say(socket, answer)
      })
    }),
  }
  return clamd
}

function say(socket: Socket, answer: string): void {
  socket.end(`${answer}\0`)
}

/** Nothing while more has to come. */
function answerTo(heard: Buffer, bytesMax: number, seen: Uint8Array[]): string | undefined {
  const end = heard.indexOf(0)
  if (end < 0) return undefined
  const command = heard.subarray(0, end).toString()
  if (command === 'zPING') return 'PONG'
  if (command !== 'zINSTREAM') return 'UNKNOWN COMMAND'
  const chunks: Buffer[] = []
  for (let at = end + 1; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at)
    if (length > bytesMax) return 'INSTREAM size limit exceeded. ERROR'
    if (length === 0) {
      const file = Buffer.concat(chunks)
      seen.push(file)
      return file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
    }
    chunks.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
