import { must } from '#kernel/assert.ts'
import { moneyToWire, kes } from '#kernel/money.ts'
import type { Client } from '#kernel/client.ts'
import { startTrace } from '#modules/access/contract.ts'
import {
  beginRun,
  creditInvoice,
  listInvoices,
  listQuotations,
  readInvoice,
} from '#modules/billing/contract.ts'
import { listPlans, listPriceChanges } from '#modules/catalog/contract.ts'
import { listJournals } from '#modules/ledger/contract.ts'
import { listNas, listPools } from '#modules/network/contract.ts'
import { listSites } from '#modules/organization/contract.ts'
import { listPayments, listStatements } from '#modules/payments/contract.ts'
import { listServices } from '#modules/services/contract.ts'
import { listMembers, listRoles } from '#modules/staff/contract.ts'
import { listSubscribers } from '#modules/subscribers/contract.ts'
import { listDrawers } from '#modules/tills/contract.ts'
import { listBatches, listVouchers } from '#modules/vouchers/contract.ts'
import { listWebhooks } from '#platform/webhooks/contract.ts'

/** Screens for people who have not signed in. */
export const STRANGERS = ['/sign-in', '/sign-in/forgotten', '/set-up', '/invitation']

/** The addresses of all screens of staff in the demo, with something on each: of the demo, or made here. */
export async function addressesOf(staff: Client): Promise<string[]> {
  const first = async (what: string, list: Promise<{ items: { id: string }[] }>) =>
    must((await list).items[0], `the demo has ${what}`).id
  const site = await first('sites', staff.call(listSites, {}))
  const member = await first('staff', staff.call(listMembers, {}))
  const roles = (await staff.call(listRoles, {})).items.filter((each) => !each.fixed)
  const role = must(roles[0], 'roles come with Kasi').id
  const router = await first('routers', staff.call(listNas, {}))
  const pool = await first('pools', staff.call(listPools, {}))
  const webhook = await first('webhooks', staff.call(listWebhooks, {}))
  const plan = await first('plans', staff.call(listPlans, { q: 'HOME-20' }))
  const { changes } = await staff.call(listPriceChanges, {})
  const priceChange = must(changes[0], 'the demo plans a new price').change.id
  const subscriber = await first('subscribers', staff.call(listSubscribers, { limit: 1 }))
  const service = await first(
    'services',
    staff.call(listServices, { status: ['active'], limit: 1 }),
  )
  const invoice = await first('invoices', staff.call(listInvoices, { limit: 1 }))
  const quotation = await first('quotations', staff.call(listQuotations, { limit: 1 }))
  const payment = await first('payments', staff.call(listPayments, { limit: 1 }))
  const told = await first('statements of M-Pesa', staff.call(listStatements, { limit: 1 }))
  const batch = await first('batches of vouchers', staff.call(listBatches, { limit: 1 }))
  const voucher = await first('vouchers', staff.call(listVouchers, { batchId: batch, limit: 1 }))
  const drawer = await first('drawers', staff.call(listDrawers, { limit: 1 }))
  const runId = crypto.randomUUID()
  await staff.call(beginRun, { id: runId, mode: 'dry' })
  const { lines } = await staff.call(readInvoice, { invoiceId: invoice })
  const { creditNotes } = await staff.call(creditInvoice, {
    ...{ invoiceId: invoice, reason: 'A day without service' },
    lines: [{ lineId: must(lines[0], 'an invoice has lines').id, net: moneyToWire(kes(100n)) }],
  })
  const creditNote = must(creditNotes[0], 'it was just written').id
  const trace = (await staff.call(startTrace, { nasId: router, serviceId: null, minutes: 5 })).id
  const journal = await first('journals', staff.call(listJournals, { limit: 1 }))
  return [
    ...['/', '/first-steps'],
    ...['/organization', '/organization/region', '/organization/brand', '/organization/calendar'],
    ...['/sites', `/sites/${site}`, '/sites?open=new', '/settings', '/settings/history'],
    ...['/staff', '/staff/invitations', '/staff/attempts', `/staff/members/${member}`],
    ...['/api-keys', '/staff?open=invite', '/roles', `/roles/${role}`, '/roles/new'],
    ...['/api-keys?open=new', '/sessions', '/audit'],
    ...['/routers', `/routers/${router}`, '/routers?open=new', '/links'],
    ...['/pools', `/pools/of/${pool}`, '/pools?open=new', '/pools/holders', '/pools/ports'],
    ...['/router-profiles', '/router-profiles/mikrotik'],
    ...['/jobs', '/jobs/events', '/jobs/automatic', '/webhooks', `/webhooks/${webhook}`],
    // A page and the same page with its dialog do not follow each other: `visit` waits for another title.
    ...['/plans', '/products?open=new', '/plans/new', '/packages?open=new', `/plans/${plan}`],
    ...['/price-rules?open=new', `/plans/${plan}/draft`, '/price-rules/coupons?open=new'],
    ...['/profiles', '/price-rules/segments?open=new', '/taxes', '/packages', '/price-test'],
    ...['/service-types?open=new'],
    ...[`/price-changes/${priceChange}`],
    ...[
      '/messages',
      '/messages/texts',
      '/messages/gateways',
      '/messages/spending',
      '/messages/opt-outs',
      '/notices',
    ],
    '/demo/phones',
    ...['/online', '/online/past', '/why', `/why/${service}`],
    ...['/radius', '/radius/traces?open=new', '/radius/drops', `/radius/traces/${trace}`],
    ...['/radius/traces'],
    ...['/radius/tester', '/radius/realms'],
    ...['/subscribers', '/subscribers/new', '/subscribers/import', `/subscribers/${subscriber}`],
    ...['money', 'documents', 'standing', 'contracts', 'timeline'].map(
      (part) => `/subscribers/${subscriber}/${part}`,
    ),
    ...['/services', `/services/${service}`, `/services/${service}/usage`, '/fair-use'],
    ...[
      '/payments',
      '/payments/suspense',
      '/payments/claims',
      '/payments/reconciliation',
      `/payments/statements/${told}`,
      '/payments/refunds',
      '/payments/prompts',
      '/payments/standing',
      '/payments/businesses',
    ],
    ...['/vouchers', `/vouchers/batches/${batch}`, '/vouchers/wrong-codes'],
    ...['/bank', '/bank/files', '/bank/transfers'],
    ...['/tills', `/vouchers/codes/${voucher}`, '/vouchers/liability', '/tills/drawers'],
    ...[`/tills/drawers/${drawer}`, '/vouchers?open=new', '/vouchers/stolen', '/tills/day'],
    ...[`/closes/drawers/${drawer}`, `/closes/tills/${site}/2026-11-20`],
    ...['/hotspots', `/hotspots/of/${site}`, '/hotspots/purchases'],
    ...['/payments/mpesa', `/payments/of/${payment}`, '/invoices', `/invoices/${invoice}`],
    ...[
      '/reports/recurring',
      '/quotations',
      `/quotations/${quotation}`,
      '/bill-runs',
      `/bill-runs/${runId}`,
      '/dunning',
      '/certificates',
      '/reports',
      '/reports/ageing',
    ],
    ...['/ledger', '/ledger/journals', `/ledger/journals/${journal}`, '/ledger/trial-balance'],
    ...['/ledger/periods', '/closes/days/1010/2026-11-20', '/ledger/seals', '/archives'],
    ...[
      `/receipts/${payment}`,
      `/credit-notes/${creditNote}`,
      `/statements/${subscriber}`,
      `/pro-formas/${subscriber}`,
    ],
    ...['/account', '/account/security', '/account/sessions', '/nowhere'],
  ]
}
