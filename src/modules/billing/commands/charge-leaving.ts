import { priceBook } from '#modules/catalog/index.ts'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import {
  contractsById,
  lockSubscribers,
  noteMoments,
  subscriberFacts,
} from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceByKey } from '../queries/invoices.ts'
import { leavingCost, type Leaving } from '../queries/leaving.ts'
import { taxStatusOf } from '../queries/price-facts.ts'
import { leavingTaxClass } from '../queries/settings.ts'
import { lineOfThing } from '../rules/lines.ts'
import { issueInvoices } from './issue-invoices.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

type Ended =
  | { readonly serviceId: string; readonly because: string }
  | { readonly contractId: string }

/**
 * A line leaves its contract before the term is over, or the whole contract ends: what was agreed for that is invoiced to whoever signed, once.
 * What the ISP forgives is credited like any other invoice.
 */
export async function chargeLeaving(tx: Tx, ended: Ended): Promise<void> {
  const leaving = await leavingOf(tx, ended)
  const cost = leaving && (await leavingCost(tx, leaving))
  if (!cost || cost.fee === 0n) return
  const { contract, fee } = cost
  const { subscriberId } = contract
  const key = `billing.leaving:${contract.id}:${leaving.serviceId ?? 'all'}`
  await lockSubscribers(tx, [subscriberId])
  if (await invoiceByKey(tx, key)) return
  const book = await priceBook(tx)
  const today = tx.now.toZonedDateTimeISO(book.zone).toPlainDate()
  const wanted = await settingValue(tx, leavingTaxClass)
  const taxClassId = book.taxes.classes.some(({ id }) => id === wanted) ? wanted : 'media'
  const status = await taxStatusOf(tx, [subscriberId], today)
  const line = lineOfThing(
    {
      ...{ kind: 'fee', component: 'leaving', cents: fee, quantity: 1n },
      name: {
        en: `Contract ${contract.number} left before ${contract.until ?? ''}`,
        sw: `Mkataba ${contract.number} umeachwa kabla ya ${contract.until ?? ''}`,
      },
      ...{ taxMode: 'inclusive', taxClassId },
    },
    book,
    {
      ...{ serviceId: leaving.serviceId ?? null, status: status(subscriberId) },
      ...{ day: today.toString(), period: null },
    },
  )
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  const [invoice] = await issueInvoices(tx, [
    { subscriberId, key, dueInDays: facts?.paymentDays ?? 0, lines: [line] },
  ])
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.left-early' },
      facts: {
        ...{ invoiceId: invoice?.id ?? '', number: contract.number, cents: String(fee) },
      },
    },
  ])
}

/** Who ends a service leaves its contract today; who ends a contract, on its last day. */
async function leavingOf(tx: Tx, ended: Ended): Promise<Leaving | undefined> {
  if ('contractId' in ended) {
    const { contractId } = ended
    const on = (await contractsById(tx, [contractId])).get(contractId)?.endedOn
    return on ? { contractId, on, because: 'asked' } : undefined
  }
  const [service] = await servicesHeld(tx, { serviceIds: [ended.serviceId] })
  if (!service || service.contractId === null) return undefined
  const { timeZone } = await regionNow(tx)
  const on = tx.now.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return { contractId: service.contractId, on, ...ended }
}
