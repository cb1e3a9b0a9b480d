import { randomBytes } from 'node:crypto'
import { NO_AUTHENTICATOR } from '../authenticity.ts'
import type { Answer, Question } from '../client/question.ts'
import { Code, isCode } from '../codes.ts'
import type { Packet } from '../packet.ts'
import type { Secret } from '../secret.ts'
import type { PacketWriter } from '../writer.ts'
import { isLooping, keyAuthenticator, writeBack, writeForward } from './forward.ts'
import { Health, type HealthRules } from './health.ts'

/** A server of somebody else, and how to ask it: by UdpClient or StreamClient. */
export type HomeServer = {
  name: string
  secret: Secret
  ask: (question: Question) => Promise<Answer>
  health?: Partial<HealthRules>
  /** Refuse its replies unless they are signed: any server of today signs. */
  signedReplyOnly?: boolean
  tries?: number
  wait_ms?: number
}

export type Forwarded =
  | { kind: 'reply'; packet: Buffer; by: string }
  /** No server answered in time, or none is alive. RFC 2865 has the NAS find out by itself. */
  | { kind: 'silence' }
  | { kind: 'loop' }

type Watched = HomeServer & { state: Health }

/**
 * The servers of one realm, asked in their order until one answers. The next one is asked within the time that the NAS still
 * waits; a server that keeps silent is passed over until Status-Server shows that it is back.
 */
export class HomePool {
  private readonly servers: Watched[]

  constructor(servers: readonly HomeServer[]) {
    this.servers = servers.map((server) => ({ ...server, state: new Health(server.health) }))
  }

  /** Forwards a request that was admitted; `writer` is for the reply to the NAS. */
  async forward(
    request: Packet,
    nasSecret: Secret,
    writer: PacketWriter,
    now: () => number,
  ): Promise<Forwarded> {
    if (isLooping(request)) return { kind: 'loop' }
    for (const server of this.candidates(now())) {
      const answer = await server.ask(questionFor(server, request, nasSecret))
      if (answer.kind === 'reply') {
        server.state.answered()
        const packet = replyFor(writer, server, answer, request, nasSecret)
        return packet ? { kind: 'reply', packet, by: server.name } : { kind: 'silence' }
      }
      server.state.silent(now())
    }
    return { kind: 'silence' }
  }

  /** Asks those that seem dead whether they are; for a timer, every second or so. */
  async check(now_ms: number): Promise<void> {
    const due = this.servers.filter((server) => server.state.takeCheck(now_ms))
    await Promise.all(
      due.map(async (server) => {
        const { ask, secret } = server
        const answer = await ask({
          code: Code.StatusServer,
          secret,
          write: () => undefined,
          tries: 1,
        })
        if (answer.kind === 'reply') server.state.answered()
      }),
    )
  }

  alive(now_ms: number): string[] {
    return this.servers.filter(({ state }) => state.isAlive(now_ms)).map(({ name }) => name)
  }

  /** Those alive. If none is, the first: somebody may just have been too quick to call it dead. */
  private candidates(now_ms: number): Watched[] {
    const alive = this.servers.filter(({ state }) => state.isAlive(now_ms))
    return alive.length > 0 ? alive : this.servers.slice(0, 1)
  }
}

function questionFor(server: Watched, request: Packet, nasSecret: Secret): Question {
  const { secret, signedReplyOnly = true, tries = 2, wait_ms = 1000 } = server
  const nas = { secret: nasSecret, authenticator: keyAuthenticator(request) }
  return {
    code: isCode(request.code) ? request.code : Code.AccessRequest,
    secret,
    signedReplyOnly: signedReplyOnly && request.code === Code.AccessRequest,
    tries,
    wait_ms,
    write: (writer) => {
      const home = { secret, authenticator: writer.authenticator }
      writeForward(writer, request, nas, home, randomBytes(8))
    },
  }
}

function replyFor(
  writer: PacketWriter,
  { secret }: Watched,
  { reply, request: asked }: Extract<Answer, { kind: 'reply' }>,
  request: Packet,
  nasSecret: Secret,
): Buffer | undefined {
  if (!isCode(reply.code)) return undefined
  const isAccess = request.code === Code.AccessRequest
  writer.reply(reply.code, request)
  const home = { secret, authenticator: isAccess ? asked.authenticator : NO_AUTHENTICATOR }
  const nas = { secret: nasSecret, authenticator: writer.authenticator }
  writeBack(writer, reply, home, nas)
  return writer.seal(nasSecret)
}
