import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import { creditInvoice } from '#modules/billing/commands/credit-invoice.ts'
import { disputeInvoice } from '#modules/billing/commands/dispute-invoice.ts'
import { endDispute } from '#modules/billing/commands/end-dispute.ts'
import { recordCertificate } from '#modules/billing/commands/record-certificate.ts'
import { recordCertificate as recordCertificateEndpoint } from '#modules/billing/contract.ts'
import { invoiceOpen } from '#modules/billing/queries/open-invoices.ts'
import { promiseToPay } from '#modules/billing/commands/promise-to-pay.ts'
import { closePeriod } from '#modules/ledger/commands/close-period.ts'
import { rollUpDays, sealDay } from '#modules/ledger/jobs.ts'
import { periodEdges } from '#modules/ledger/queries/periods.ts'
import type { JobDoor } from '#platform/jobs.ts'
import type { DeedOf } from './deeds.ts'
import { keptBack } from './oracle/debts.ts'

/** What is done about documents that are there, and about books: by people in an office. `idOf`: of somebody in the town. */
export function openPaperwork(
  door: JobDoor,
  given: { zone: string; idOf: (name: string) => string },
) {
  const { zone, idOf } = given

  async function firstLine({ who, invoice }: { who: string; invoice: number }) {
    const found = await door.read((read) =>
      sql<{ id: string; invoice_id: string; left: bigint }>`
        select line.id, line.invoice_id, line.net_cents - line.credited_net_cents as left
        from billing.line join billing.invoice on invoice.id = line.invoice_id
        where invoice.subscriber_id = ${idOf(who)} and line.place = 1 order by invoice.number offset ${invoice} limit 1`.execute(
        read.sql,
      ),
    )
    return must(found.rows[0], 'the invoice is there')
  }

  return {
    async credit(deed: DeedOf<'credit'>) {
      const line = await firstLine(deed)
      await door.unit((tx) =>
        creditInvoice(tx, {
          ...{ invoiceId: line.invoice_id, reason: 'An outage.' },
          lines: [{ lineId: line.id, net: kes((line.left * BigInt(deed.share)) / 100n) }],
        }),
      )
    },
    async certify(deed: DeedOf<'certify'>, id: string) {
      const { invoice_id: invoiceId } = await firstLine(deed)
      const invoice = must(await door.read((read) => invoiceOpen(read, invoiceId)), 'it is there')
      const { cents } = keptBack(invoice, deed)
      await door.unit((tx) =>
        recordCertificate(
          tx,
          recordCertificateEndpoint.input.parse({
            ...{ invoiceId, id, tax: deed.tax, number: deed.certificate },
            ...{ on: today(tx.now).toString(), amount: { cents: String(cents), currency: 'KES' } },
          }),
        ),
      )
    },
    async dispute(deed: DeedOf<'dispute' | 'dispute-ends'>) {
      const { invoice_id: invoiceId } = await firstLine(deed)
      const about = { invoiceId, reason: 'We were away.' }
      await door.unit((tx) =>
        deed.do === 'dispute'
          ? disputeInvoice(tx, about)
          : endDispute(tx, { ...about, outcome: 'stands' }),
      )
    },
    async promise({ who, days }: DeedOf<'promise'>, id: string) {
      await door.unit((tx) =>
        promiseToPay(tx, {
          ...{ subscriberId: idOf(who), id },
          untilOn: today(tx.now).add({ days }).toString(),
        }),
      )
    },
    /** Month by month, as long as the next one is over. */
    async closeBooks() {
      await rollUpDays.close(door)
      await sealDay.run(door, {})
      for (;;) {
        const { closable, now } = await door.read(async (read) => ({
          ...(await periodEdges(read)),
          now: read.now,
        }))
        const thisMonth = today(now).with({ day: 1 })
        if (!closable || Temporal.PlainDate.compare(closable, thisMonth) >= 0) return
        await door.unit((tx) =>
          closePeriod(tx, { month: closable.toString(), reason: 'Told to KRA.' }),
        )
      }
    },
  }

  function today(now: Temporal.Instant): Temporal.PlainDate {
    return now.toZonedDateTimeISO(zone).toPlainDate()
  }
}
