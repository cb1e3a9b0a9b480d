import { randomBytes } from 'node:crypto'
import { NO_AUTHENTICATOR } from '../authenticity.ts'
import type { Answer, Question } from '../client/question.ts'
import { Code, isCode } from '../codes.ts'
import type { Packet } from '../packet.ts'
import type { Secret } from '../secret.ts'
import type { PacketWriter } from '../writer.ts'
import { isLooping, keyAuthenticator, type Passes, writeBack, writeForward } from './forward.ts'
import type { Home, HomeServer } from './home.ts'

export type Forwarded =
  /** `fill` writes what it says into a reply to the NAS, hidden with the secret of the NAS. */
  | { kind: 'reply'; code: Code; reply: Packet; fill: (writer: PacketWriter) => void; by: string }
  /** No server answered in time, or none is alive. RFC 2865 has the NAS find out by itself. */
  | { kind: 'silence' }
  | { kind: 'loop' }

/**
 * The servers of one realm, asked in their order until one answers. The next one is asked within the time that the NAS still
 * waits; a server that keeps silent is passed over until Status-Server shows that it is back.
 */
export class HomePool {
  private readonly homes: readonly Home[]

  constructor(homes: readonly Home[]) {
    this.homes = homes
  }

  /** Forwards a request that was admitted. `passes`: which attributes of the answer the NAS gets to see; all unless said. */
  async forward(
    request: Packet,
    nasSecret: Secret,
    now: () => number,
    passes?: Passes,
  ): Promise<Forwarded> {
    if (isLooping(request)) return { kind: 'loop' }
    for (const home of this.candidates(now())) {
      const answer = await home.ask(questionFor(home.server, request, nasSecret), now)
      if (answer.kind === 'reply' && isCode(answer.reply.code)) {
        const fill = fillFor({ home, answer, request, nasSecret, passes })
        const { reply } = answer
        return { kind: 'reply', code: answer.reply.code, reply, fill, by: home.server.name }
      }
    }
    return { kind: 'silence' }
  }

  alive(now_ms: number): string[] {
    return this.homes.filter((home) => home.isAlive(now_ms)).map(({ server }) => server.name)
  }

  /** Those alive. If none is, the first: somebody may just have been too quick to call it dead. */
  private candidates(now_ms: number): readonly Home[] {
    const alive = this.homes.filter((home) => home.isAlive(now_ms))
    return alive.length > 0 ? alive : this.homes.slice(0, 1)
  }
}

function questionFor(server: HomeServer, request: Packet, nasSecret: Secret): Question {
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

type Told = {
  home: Home
  answer: Extract<Answer, { kind: 'reply' }>
  request: Packet
  nasSecret: Secret
  passes: Passes | undefined
}

function fillFor({ home, answer, request, nasSecret, passes }: Told) {
  const isAccess = request.code === Code.AccessRequest
  const authenticator = isAccess ? answer.request.authenticator : NO_AUTHENTICATOR
  const theirs = { secret: home.server.secret, authenticator }
  return (writer: PacketWriter) => {
    const ours = { secret: nasSecret, authenticator: writer.authenticator }
    writeBack(writer, answer.reply, theirs, ours, passes)
  }
}
