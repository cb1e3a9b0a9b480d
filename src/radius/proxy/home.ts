import type { Answer, Question } from '../client/question.ts'
import { Code } from '../codes.ts'
import type { Secret } from '../secret.ts'
import { Health, type HealthRules } from './health.ts'

/** A server of somebody else, and how to ask it: by UdpClient or StreamClient. */
export type HomeServer = {
  name: string
  secret: Secret
  ask: (question: Question) => Promise<Answer>
  health?: Partial<HealthRules>
  /** Whether replies to logins that are not signed are refused (CVE-2024-3596); they are unless `false` is said of an old server. */
  signedReplyOnly?: boolean
  tries?: number
  wait_ms?: number
}

/** One such server with what is known of it. Several realms may go to it, and share what was learnt. */
export class Home {
  readonly server: HomeServer
  asked = 0
  answered = 0
  answeredAt_ms: number | null = null
  /** How long the last answer took. */
  took_ms: number | null = null
  private readonly health: Health

  constructor(server: HomeServer) {
    this.server = server
    this.health = new Health(server.health)
  }

  async ask(question: Question, now: () => number): Promise<Answer> {
    this.asked += 1
    const answer = await this.server.ask(question)
    this.note(answer, now())
    return answer
  }

  /** Asks it whether it lives, where it seems dead and it is time to; for a timer, every second or so. */
  async check(now: () => number): Promise<void> {
    if (!this.health.takeCheck(now())) return
    const { secret, ask } = this.server
    const question = { code: Code.StatusServer, secret, write: () => undefined, tries: 1 }
    const answer = await ask(question)
    if (answer.kind === 'reply') this.note(answer, now())
  }

  isAlive(now_ms: number): boolean {
    return this.health.isAlive(now_ms)
  }

  /** Since when it has answered nobody; null: it is believed to be alive. */
  get deadSince_ms(): number | null {
    return this.health.deadSince_ms
  }

  private note(answer: Answer, now_ms: number): void {
    if (answer.kind !== 'reply') return this.health.silent(now_ms)
    this.answered += 1
    this.answeredAt_ms = now_ms
    this.took_ms = answer.took_ms
    this.health.answered()
  }
}
