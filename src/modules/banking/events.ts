import { z } from 'zod'
import { moneyOnWire } from '#kernel/money.ts'
import { defineEvent } from '#platform/events.ts'

/** Money of ours left for the bank, and no statement of the bank has it in its time. Told once. */
export const transferLate = defineEvent(
  'banking.transfer-late',
  z.object({ journalId: z.string(), amount: moneyOnWire, leftAt: z.iso.datetime() }),
)
