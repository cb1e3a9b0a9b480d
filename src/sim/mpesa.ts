import { Callbacks } from './mpesa/callbacks.ts'
import { DarajaDoor } from './mpesa/door.ts'
import { FaultLab } from './fault-lab.ts'
import type { Fault } from './mpesa/faults.ts'
import { keysIn, Memory } from './mpesa/memory.ts'
import { Mandates } from './mpesa/mandates.ts'
import { Orders } from './mpesa/orders.ts'
import { Payouts } from './mpesa/payouts.ts'
import { Prompts } from './mpesa/prompts.ts'
import { Town } from './mpesa/town.ts'

export { APP, INITIATOR } from './mpesa/town.ts'

/**
 * M-Pesa as Safaricom's documents describe it, with the people who have phones. It behaves, or misbehaves as the fault lab says;
 * time is what `now` says, so that days pass in tests as they like.
 */
export class SimMpesa {
  readonly faults = new FaultLab<Fault>()
  readonly town: Town
  readonly callbacks: Callbacks
  readonly prompts: Prompts
  readonly payouts: Payouts
  readonly mandates: Mandates
  readonly door: DarajaDoor
  /** PEM of the public half: what a shortcode keeps as Safaricom's certificate. */
  readonly certificate: string
  private readonly memory: Memory | undefined
  private timer: NodeJS.Timeout | undefined

  /** With a file, what people have and paid outlives the process, as it does at Safaricom. */
  constructor(now: () => Temporal.Instant, file?: string) {
    const keys = keysIn(file)
    this.certificate = keys.publicKey
    this.town = new Town(now)
    this.memory = file === undefined ? undefined : new Memory(file, this.town, keys)
    this.callbacks = new Callbacks(this.faults, () => now().epochMilliseconds)
    const { town, callbacks, faults } = this
    this.prompts = new Prompts({ town, callbacks, faults, now })
    this.payouts = new Payouts({ town, callbacks, faults, now })
    this.mandates = new Mandates({ town, callbacks, now, prompts: this.prompts })
    const { prompts, payouts, mandates } = this
    const orders = new Orders({ town, callbacks, faults, now })
    this.door = new DarajaDoor({
      town,
      prompts,
      payouts,
      orders,
      mandates,
      callbacks,
      faults,
      now,
      privateKey: keys.privateKey,
    })
  }

  /** Everything that is due by now is told; again, until nothing more is. */
  async settle(): Promise<void> {
    this.prompts.expire()
    await this.mandates.execute()
    while ((await this.callbacks.tellDue()) > 0);
    this.memory?.keep()
  }

  /** Puts back what was kept; the shortcodes are added before. */
  recall(): void {
    this.memory?.recall()
  }

  /** Lets time pass by itself, for the demo. */
  run(every_ms = 250): void {
    let isBusy = false
    this.timer = setInterval(() => {
      if (isBusy) return
      isBusy = true
      void this.settle().finally(() => (isBusy = false))
    }, every_ms)
    this.timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    this.memory?.keep()
    await this.door.close()
  }
}
