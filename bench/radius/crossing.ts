import { createSocket, type Socket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#platform/clock.ts'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { parsePacket } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Lanes } from './lanes.ts'
import { paced, Samples, type Server } from './load.ts'
import { accountingRequest } from './requests.ts'
import { FAIR_USE_bytes } from './town.ts'

/** Where the router listens for changes: it confirms each one, and says which session it was about. */
export class ChangePort {
  onChange: (session: string) => void = () => undefined
  secret = new Secret('')
  private readonly writer = new PacketWriter()
  private readonly socket: Socket

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('message', (datagram, { port, address }) => {
      const request = parsePacket(datagram)
      if (typeof request === 'string') return
      const isChange = request.code === Code.CoaRequest
      const code = isChange ? Code.CoaAck : Code.DisconnectAck
      socket.send(this.writer.reply(code, request).seal(this.secret), port, address)
      if (isChange) this.onChange(request.text(Attr.AcctSessionId) ?? '')
    })
  }

  static async open(): Promise<ChangePort> {
    const lookup = (address: string, _: unknown, done: (e: null, a: string, f: number) => void) =>
      done(null, address, 4)
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, lookup })
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    return new ChangePort(socket)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }
}

const PATIENCE_ms = 10_000

/**
 * Lines of a plan with fair use reach their limit, so many a second, while all others account as usual (a sixtieth of
 * them each five seconds, as at an interim of 300 s): from the sending of the record to the change that comes to the router.
 */
export async function cross(
  server: Server,
  changes: ChangePort,
  given: {
    /** The sessions are those of services `from`, and on, of `count` lines. */
    readonly crossing: { from: number; count: number; rate: number }
    readonly others: { from: number; count: number; rate: number }
    readonly sessionOf: (service: number) => string
  },
) {
  const { crossing, others, sessionOf } = given
  const secret = new Secret(server.secret)
  changes.secret = secret
  const elapsed_ms = stopwatch()
  const sentAt_ms = new Map<string, number>()
  const took_ms = new Samples(crossing.count)
  const done = Promise.withResolvers<void>()
  changes.onChange = (session) => {
    const sent_ms = sentAt_ms.get(session)
    if (sent_ms === undefined) return
    sentAt_ms.delete(session)
    took_ms.add(elapsed_ms() - sent_ms)
    if (took_ms.count === crossing.count) done.resolve()
  }
  let lost = 0
  const lanes = await new Lanes({
    ...{ port: server.acctPort, secret, sockets: 16, onLost: () => lost++ },
  }).open()
  const account = (number: number, service: number, down_bytes: bigint) => {
    const stay = { service, session: sessionOf(service), seconds: 600, down_bytes }
    lanes.ask(number, (id) => accountingRequest('interim', stay, id, secret))
  }
  const isOver = { now: false }
  const usual = (async () => {
    const count = Math.round((others.rate * (crossing.count / crossing.rate)) | 0)
    await paced(count, others.rate, (n) => {
      if (!isOver.now) account(n, others.from + (n % others.count), 20_000_000n)
    })
  })()
  await sleep(500)
  await paced(crossing.count, crossing.rate, (n) => {
    const service = crossing.from + n
    sentAt_ms.set(sessionOf(service), elapsed_ms())
    account(others.count + n, service, FAIR_USE_bytes + 1_000_000n)
  })
  await Promise.race([done.promise, sleep(PATIENCE_ms)])
  isOver.now = true
  await usual
  await sleep(200)
  lanes.close()
  return {
    ...{ crossings: crossing.count, rate: crossing.rate, changes: took_ms.count, lost },
    ...{ others_per_s: others.rate, ...took_ms.summary() },
  }
}
