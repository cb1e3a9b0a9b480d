import { quotationForPaper } from '#modules/billing/index.ts'
import type { Tx } from '#platform/tx.ts'
import { WITH_ROOM } from '../rules/channels.ts'
import { dayWords, moneyWords, offerWords } from '../rules/words.ts'
import { tell } from './tell.ts'

/** Somebody is offered something: an e-mail says every line with its price, a text message what it is about. Nothing of one that is over already. */
export async function tellOfQuotation(tx: Tx, quotationId: string): Promise<void> {
  const { state, code, subscriberId, validOn, lines } = await quotationForPaper(tx, quotationId)
  if (state !== 'sent' || code === null || validOn === null) return
  const cents = lines.reduce((sum, { taxed }) => sum + taxed.gross, 0n)
  await tell(tx, [
    {
      ...{ notice: 'quotation-sent', key: quotationId, subscriberId, channels: WITH_ROOM },
      encloses: { name: 'documents.quotation', id: quotationId },
      values: ({ language, to }) => ({
        ...{ number: code, amount: moneyWords(cents, language) },
        until: dayWords(validOn, language),
        offer: offerWords(lines, { language, form: to.email ? 'letter' : 'text' }),
      }),
    },
  ])
}
