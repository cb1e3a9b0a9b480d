import type { Answer, Question } from '#radius/client/question.ts'
import type { Front } from './front.ts'
import type { AccessNas } from './picture.ts'
import { PlainTcp, type PlainTcpOptions } from './plain-tcp.ts'
import { RadSec, type RadSecOptions } from './radsec.ts'

export type StreamsOptions = Omit<PlainTcpOptions, 'port'> & {
  /** RADIUS over TCP without TLS, for authentication and accounting alike: inside a network that is safe by other means. */
  readonly tcpPort?: number | undefined
  /** RADIUS over TLS, for authentication and accounting alike. */
  readonly radsec?: Pick<RadSecOptions, 'port' | 'certificate' | 'clientAuthority'> | undefined
}

/** RADIUS over TCP and over TLS, where they are wanted. */
export class Streams {
  private readonly tcp: PlainTcp | undefined
  private readonly radsec: RadSec | undefined

  constructor({ tcpPort, radsec, ...options }: StreamsOptions) {
    if (tcpPort !== undefined) this.tcp = new PlainTcp({ ...options, port: tcpPort })
    if (radsec) this.radsec = new RadSec({ ...options, ...radsec })
  }

  get fronts(): Front<AccessNas>[] {
    return this.all.map(({ front }) => front)
  }

  get tcpPort(): number {
    return this.tcp?.port ?? 0
  }

  get radsecPort(): number {
    return this.radsec?.port ?? 0
  }

  /** Whether this router has a connection to this process on which it may be asked. */
  reaches(nasId: string): boolean {
    return this.radsec?.reaches(nasId) ?? false
  }

  async ask(nasId: string, question: Omit<Question, 'secret'>): Promise<Answer> {
    return (await this.radsec?.ask(nasId, question)) ?? { kind: 'unreachable', why: 'no RadSec' }
  }

  async open(): Promise<void> {
    for (const stream of this.all) await stream.open()
  }

  async close(): Promise<void> {
    for (const stream of this.all) await stream.close()
  }

  private get all(): (PlainTcp | RadSec)[] {
    return [this.tcp, this.radsec].flatMap((stream) => stream ?? [])
  }
}
