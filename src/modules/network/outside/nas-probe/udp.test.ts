import { createSocket } from 'node:dgram'
import { describe, expect, test } from 'vitest'
import { Code } from '#radius/codes.ts'
import { isRequestAuthentic } from '#radius/authenticity.ts'
import { Attr, ErrorCause } from '#radius/numbers.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { udpProbe } from './udp.ts'

const signal = new AbortController().signal

/** A router that knows `text` as its secret: it checks what is asked of it and says that there is no such session. */
async function aRouter(text: string, how: 'answers' | 'checks-first' = 'checks-first') {
  const secret = new Secret(text)
  const socket = createSocket('udp4')
  socket.on('message', (datagram, from) => {
    const request = parsePacket(datagram)
    if (typeof request === 'string') return
    if (how === 'checks-first' && !isRequestAuthentic(request, secret)) return
    const reply = new PacketWriter()
      .reply(Code.DisconnectNak, request)
      .number(Attr.ErrorCause, ErrorCause.SessionContextNotFound)
      .seal(secret)
    socket.send(reply, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    port: socket.address().port,
    [Symbol.dispose]: () => {
      socket.close()
    },
  }
}

describe('a router that is asked to end a session that does not exist', () => {
  test('proves that it knows the secret by saying so', async () => {
    using router = await aRouter('right')
    const asked = await udpProbe.ask(
      { address: '127.0.0.1', port: router.port, secret: 'right' },
      signal,
    )
    expect(asked).toEqual({
      outcome: 'well',
      took_ms: expect.any(Number),
      said: 'Disconnect-NAK, Error-Cause 503',
    })
  })

  test('is found out when it signs with another secret', async () => {
    using router = await aRouter('other', 'answers')
    const asked = await udpProbe.ask(
      { address: '127.0.0.1', port: router.port, secret: 'right' },
      signal,
    )
    expect(asked.outcome).toBe('wrong-secret')
  })

  test('is unreachable where nobody listens', async () => {
    const { port } = await (async () => {
      using gone = await aRouter('x')
      return { port: gone.port }
    })()
    const asked = await udpProbe.ask({ address: '127.0.0.1', port, secret: 'right' }, signal)
    expect(asked).toMatchObject({ outcome: 'unreachable' })
  })

  test('is asked no longer than the job lasts', async () => {
    using router = await aRouter('other')
    const job = new AbortController()
    const asking = udpProbe.ask(
      { address: '127.0.0.1', port: router.port, secret: 'right' },
      job.signal,
    )
    job.abort(new Error('drained'))
    await expect(asking).rejects.toThrow()
  })
})
