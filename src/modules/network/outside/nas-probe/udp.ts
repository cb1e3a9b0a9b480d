import { randomBytes, randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReplyAuthentic } from '#radius/authenticity.ts'
import { Code, nameOfCode } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import type { NasProbe, ProbeOutcome } from './port.ts'

/** A router far away over a mobile link answers within a second; the third try is for a lost packet. */
const TRIES = 3
const EACH_MS = 1_500

/**
 * Asks to end a session that cannot exist (RFC 5176 §2.1). A router that knows the secret says that there is no such
 * session (Error-Cause 503), which ends nobody's and proves address, port and secret at once.
 */
export const udpProbe: NasProbe = {
  async ask({ address, port, secret: text }, signal) {
    signal.throwIfAborted()
    const secret = new Secret(text)
    const session = `kasi-test-${randomBytes(6).toString('hex')}`
    const request = new PacketWriter()
      .request(Code.DisconnectRequest, randomInt(256))
      .text(Attr.UserName, session)
      .text(Attr.AcctSessionId, session)
      .seal(secret)
    const authenticator = request.subarray(4, 20)
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    const started = performance.now()
    const took = () => Math.round(performance.now() - started)
    const over = new AbortController()
    const answer = new Promise<ProbeOutcome>((resolve) => {
      socket.on('error', () => resolve({ outcome: 'unreachable', took_ms: took(), said: null }))
      socket.on('message', (datagram) => {
        const packet = parsePacket(datagram)
        if (typeof packet === 'string' || packet.id !== request[1]) return
        const outcome = isReplyAuthentic(packet, authenticator, secret) ? 'well' : 'wrong-secret'
        const cause = packet.number(Attr.ErrorCause)
        const said = `${nameOfCode(packet.code)}${cause === undefined ? '' : `, Error-Cause ${cause}`}`
        resolve({ outcome, took_ms: took(), said })
      })
    })
    try {
      // Connected, so that the kernel hands us only that router's packets, and its "port unreachable".
      socket.connect(port, address)
      const asking = (async (): Promise<ProbeOutcome> => {
        await once(socket, 'connect', { signal: AbortSignal.any([signal, over.signal]) })
        for (let count = 0; count < TRIES; count++) {
          socket.send(request)
          await sleep(EACH_MS, undefined, { signal: AbortSignal.any([signal, over.signal]) })
        }
        return { outcome: 'silent', took_ms: null, said: null }
      })()
      return await Promise.race([answer, asking])
    } finally {
      over.abort()
      socket.close()
    }
  },
}
