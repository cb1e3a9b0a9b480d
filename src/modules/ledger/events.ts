import { z } from 'zod'
import { defineEvent } from '#platform/events.ts'

const period = z.object({ month: z.iso.date() })

export const periodClosed = defineEvent('ledger.period-closed', period)
export const periodReopened = defineEvent('ledger.period-reopened', period)
export const sealed = defineEvent(
  'ledger.sealed',
  z.object({ number: z.int(), day: z.iso.date(), hash: z.string() }),
)
