import type { ApiFailure } from '#modules/network/index.ts'
import type { Answer } from '#radius/client/question.ts'
import { Code } from '#radius/codes.ts'
import type { Dropped, Replied } from './front.ts'
import type { LogBook } from './log-book.ts'
import type { AccessNas } from './picture.ts'
import type { Tracer } from './tracer.ts'

/** Sees what comes, goes and is thrown away, and has it noted; of tests in the name of a router nothing is. */
export class Witness {
  private readonly book: LogBook
  private readonly tracer: Tracer
  private readonly now_ms: () => number

  constructor({ book, tracer, now_ms }: { book: LogBook; tracer: Tracer; now_ms: () => number }) {
    this.book = book
    this.tracer = tracer
    this.now_ms = now_ms
  }

  replied(replied: Replied<AccessNas>): void {
    const { request, nas } = replied
    const at_ms = this.now_ms()
    if (request.code === Code.AccessRequest) this.book.hear(nas, 'authorizedAt', at_ms)
    if (request.code === Code.AccountingRequest) this.book.hear(nas, 'accountedAt', at_ms)
    this.tracer.replied(replied, at_ms)
  }

  dropped(dropped: Dropped<AccessNas>): void {
    if (dropped.nas?.isTest) return
    const at_ms = this.now_ms()
    this.book.drop(dropped, at_ms)
    this.tracer.dropped(dropped, at_ms)
  }

  /** A router was told of a change by RADIUS. */
  asked(nas: AccessNas, answer: Answer, serviceId: string | null): void {
    const at_ms = this.now_ms()
    if (answer.kind === 'reply') this.book.hear(nas, 'confirmedAt', at_ms)
    else this.book.trouble(nas.id, 'It did not answer a change.', at_ms)
    this.tracer.asked(nas, answer, serviceId, at_ms)
  }

  /** And by its API. */
  askedByApi(nas: AccessNas, failure: ApiFailure | null): void {
    const at_ms = this.now_ms()
    if (failure) this.book.trouble(nas.id, `Its API: ${failure.said}.`, at_ms)
    else this.book.hear(nas, 'confirmedAt', at_ms)
  }
}
