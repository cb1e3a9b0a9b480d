import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'

type Waiting = { readonly due_ms: number; readonly url: string; readonly body: unknown }
export type Delivery = {
  readonly url: string
  readonly body: unknown
  readonly status: number | 'failed'
}

const TIMEOUT_ms = 8_000
const KEPT_MAX = 500

/** What Daraja tells the world by itself: each telling once, unless the fault lab has it otherwise. */
export class Callbacks {
  /** The latest, for people who want to see what was told. */
  readonly told: Delivery[] = []
  private readonly waiting: Waiting[] = []
  private readonly faults: FaultLab<Fault>
  private readonly now_ms: () => number

  constructor(faults: FaultLab<Fault>, now_ms: () => number) {
    this.faults = faults
    this.now_ms = now_ms
  }

  /** How many are still to be told. */
  get left(): number {
    return this.waiting.length
  }

  /** Tells it `after_ms` from now. */
  tell(url: string, body: unknown, after_ms = 0): void {
    const faults = this.faults.draw(['lose', 'delay', 'duplicate'])
    if (faults.has('lose')) return
    const late_ms = faults.has('delay') ? this.faults.delay_ms() : 0
    const due_ms = this.now_ms() + after_ms + late_ms
    this.waiting.push({ due_ms, url, body })
    if (faults.has('duplicate')) this.waiting.push({ due_ms: due_ms + 200, url, body })
  }

  /** Tells what is due, in the order in which it is. What nobody takes is not told again: Safaricom does not either. */
  async tellDue(): Promise<number> {
    const now_ms = this.now_ms()
    const due = this.waiting.filter(({ due_ms }) => due_ms <= now_ms)
    for (const one of due) this.waiting.splice(this.waiting.indexOf(one), 1)
    for (const one of due.toSorted((a, b) => a.due_ms - b.due_ms)) await this.post(one)
    return due.length
  }

  /** Asks, and gives the answer: validations. Undefined where nobody answers in time. */
  async ask(url: string, body: unknown): Promise<unknown> {
    return this.post({ due_ms: 0, url, body })
  }

  private async post({ url, body }: Waiting): Promise<unknown> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_ms),
      })
      const text = await response.text()
      this.keep({ url, body, status: response.status })
      return response.ok ? JSON.parse(text) : undefined
    } catch {
      this.keep({ url, body, status: 'failed' })
      return undefined
    }
  }

  private keep(delivery: Delivery): void {
    this.told.push(delivery)
    if (this.told.length > KEPT_MAX) this.told.shift()
  }
}
