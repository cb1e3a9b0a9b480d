/**
 * Whether another server is worth asking. It is dead when it has not answered several requests in a row; what was asked in
 * between may have been lost by the network, or refused in silence for its own sake (RFC 5997 §4.2 and RFC 3539 §3.4.1).
 * A dead server is asked by Status-Server now and then, or, if it does not know that, tried again after a while.
 */
export class Health {
  private readonly rules: HealthRules
  private silences = 0
  /** Null: it is believed to be alive. */
  deadSince_ms: number | null = null
  private checkDue_ms = 0

  constructor(rules: Partial<HealthRules> = {}) {
    this.rules = { ...RULES, ...rules }
  }

  /** Any reply that proves itself shows life. */
  answered(): void {
    this.silences = 0
    this.deadSince_ms = null
  }

  silent(now_ms: number): void {
    this.silences += 1
    if (this.silences < this.rules.silencesMax || this.deadSince_ms !== null) return
    this.deadSince_ms = now_ms
    this.checkDue_ms = now_ms + this.rules.check_ms
  }

  isAlive(now_ms: number): boolean {
    if (this.deadSince_ms === null) return true
    // Nobody can be asked whether it lives, so it gets a request to lose.
    return this.rules.check === 'none' && now_ms - this.deadSince_ms >= this.rules.revive_ms
  }

  /** Whether it is time for a Status-Server; says so once for each interval. */
  takeCheck(now_ms: number): boolean {
    if (this.rules.check === 'none' || this.deadSince_ms === null) return false
    if (now_ms < this.checkDue_ms) return false
    this.checkDue_ms = now_ms + this.rules.check_ms
    return true
  }
}

export type HealthRules = {
  check: 'status-server' | 'none'
  /** Unanswered requests in a row until it is dead. */
  silencesMax: number
  /** Between two Status-Servers; RFC 5997 §4.2 asks for no fewer than 6 s and suggests 30. */
  check_ms: number
  /** Without Status-Server: after so long it is tried again. */
  revive_ms: number
}

const RULES: HealthRules = {
  check: 'status-server',
  silencesMax: 2,
  check_ms: 30_000,
  revive_ms: 120_000,
}
