import { setTimeout as sleep } from 'node:timers/promises'
import { UdpClient } from '#radius/client/udp-client.ts'
import { Code } from '#radius/codes.ts'
import { hidePassword } from '#radius/hidden.ts'
import { AcctStatus, Attr } from '#radius/numbers.ts'
import { Secret } from '#radius/secret.ts'

/** Of one session, what its router was told is stored. */
export type Told = { session: string; octets: number; isOver: boolean }

export type Line = { name: string; password: string }

/** How much a session moves between two of its records. */
const STEP_bytes = 1_000
const RECORDS = 5

/**
 * Routers that never stop: each has a port of its own and line after line of sessions, and sends each record again
 * until it is told that it is stored, as routers do.
 */
export class Storm {
  readonly told = new Map<string, Told>()
  private readonly secret: Secret
  private readonly ports: { auth: number; acct: number }
  private readonly routers: UdpClient[]
  private readonly running: Promise<void>[]
  private isOver = false

  constructor(given: {
    secret: string
    ports: { auth: number; acct: number }
    lines: readonly Line[]
    name: string
  }) {
    this.secret = new Secret(given.secret)
    this.ports = given.ports
    this.routers = given.lines.map(() => new UdpClient({ socketsMax: 1 }))
    this.running = given.lines.map((line, place) => this.run(line, `${given.name}-${place}`, place))
  }

  get records(): number {
    return this.told.values().reduce((sum, { octets }) => sum + octets / STEP_bytes, 0)
  }

  /** What has been told up to this moment. */
  snapshot(): Told[] {
    return [...this.told.values()].map((one) => ({ ...one }))
  }

  /** The sessions that are open are accounted for to their ends. */
  async end(): Promise<void> {
    this.isOver = true
    await Promise.all(this.running)
    await Promise.all(this.routers.map((router) => router.close()))
  }

  private async run(line: Line, name: string, place: number): Promise<void> {
    for (let number = 0; !this.isOver; number++) {
      const session = `${name}-${number}`
      for (let record = 1; record <= RECORDS; record++) {
        const octets = record * STEP_bytes
        const status =
          record === 1
            ? AcctStatus.Start
            : record === RECORDS
              ? AcctStatus.Stop
              : AcctStatus.Interim
        await this.account({ line, place, session, status, octets, seconds: record })
        this.told.set(session, { session, octets, isOver: record === RECORDS })
      }
    }
  }

  private async account(given: {
    line: Line
    place: number
    session: string
    status: number
    octets: number
    seconds: number
  }): Promise<void> {
    const { line, place, session, status, octets, seconds } = given
    for (;;) {
      const answer = await this.routers[place]?.ask(
        {
          ...{ code: Code.AccountingRequest, secret: this.secret, tries: 3, wait_ms: 200 },
          write: (writer) =>
            writer
              .number(Attr.AcctStatusType, status)
              .text(Attr.AcctSessionId, session)
              .text(Attr.UserName, line.name)
              .number(Attr.AcctSessionTime, seconds)
              .number(Attr.AcctInputOctets, octets)
              .number(Attr.AcctOutputOctets, 0),
        },
        { address: '127.0.0.1', port: this.ports.acct },
      )
      if (answer?.kind === 'reply') return
      await sleep(50)
    }
  }
}

/** A login by PAP: for how long somebody got in, in seconds; nothing when they did not, or when nobody answered. */
export async function login(
  router: UdpClient,
  { name, password }: Line,
  at: { secret: string; port: number; tries?: number; wait_ms?: number },
): Promise<number | undefined> {
  const secret = new Secret(at.secret)
  const answer = await router.ask(
    {
      ...{ code: Code.AccessRequest, secret, tries: at.tries ?? 3, wait_ms: at.wait_ms ?? 1_000 },
      write: (writer) => {
        writer.text(Attr.UserName, name)
        const hidden = hidePassword(Buffer.from(password), writer.authenticator, secret)
        writer.bytes(Attr.UserPassword, hidden)
      },
    },
    { address: '127.0.0.1', port: at.port },
  )
  return answer.kind === 'reply' ? answer.reply.number(Attr.SessionTimeout) : undefined
}
