import { ispClock, type IspClock } from '#modules/usage/index.ts'

/** A clock remembers each quarter of an hour that it was asked for, so it is not kept for ever. */
const QUESTIONS_MAX = 100_000

/** The ISP's clock, the same for all batches of accounting while its zone is the same. */
export class Clocks {
  private clock: IspClock | null = null
  private questions = 0

  of(zone: string): IspClock {
    if (this.clock?.zone !== zone || ++this.questions > QUESTIONS_MAX) {
      this.clock = ispClock(zone)
      this.questions = 0
    }
    return this.clock
  }
}
