import { request } from 'node:http'
import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'

type Waiting = {
  readonly due_ms: number
  readonly url: string
  readonly body: unknown
  readonly isForged?: true
}
export type Delivery = {
  readonly url: string
  readonly body: unknown
  readonly status: number | 'failed'
}

const TIMEOUT_ms = 8_000
const KEPT_MAX = 500
/** Longer than between the callback of a prompt and the confirmation of the same payment. */
const REORDER_ms = 1_000
/** Of this machine as well, and none from which the simulated Safaricom speaks. */
const ELSEWHERE = '127.0.0.66'

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
    const faults = this.faults.draw(['lose', 'delay', 'duplicate', 'reorder'])
    if (faults.has('lose')) return
    const after_next_ms = faults.has('reorder') ? REORDER_ms : 0
    const late_ms = faults.has('delay') ? this.faults.delay_ms() : after_next_ms
    const due_ms = this.now_ms() + after_ms + late_ms
    this.waiting.push({ due_ms, url, body })
    if (faults.has('duplicate')) this.waiting.push({ due_ms: due_ms + 200, url, body })
  }

  /** Somebody else says it, who has learnt the address. */
  forge(url: string, body: unknown): void {
    this.waiting.push({ due_ms: this.now_ms(), url, body, isForged: true })
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

  private async post({ url, body, isForged }: Waiting): Promise<unknown> {
    try {
      if (isForged) {
        this.keep({ url, body, status: await postFrom(ELSEWHERE, url, JSON.stringify(body)) })
        return undefined
      }
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

/** `fetch` chooses the address from which it speaks by itself. */
function postFrom(localAddress: string, url: string, body: string): Promise<number> {
  return new Promise((answered, failed) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const options = { method: 'POST', localAddress, headers, timeout: TIMEOUT_ms }
    const asked = request(url, options, (response) => {
      response.resume()
      answered(response.statusCode ?? 0)
    })
    asked.on('timeout', () => asked.destroy(new Error('Nobody answers.')))
    asked.on('error', failed)
    asked.end(body)
  })
}
