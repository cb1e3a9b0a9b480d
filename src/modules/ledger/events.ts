import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { defineEvent } from '#platform/events.ts'

const period = z.object({ month: date })

export const periodClosed = defineEvent('ledger.period-closed', period)
export const periodReopened = defineEvent('ledger.period-reopened', period)
export const sealed = defineEvent(
  'ledger.sealed',
  z.object({ number: z.int(), day: date, hash: z.string() }),
)
