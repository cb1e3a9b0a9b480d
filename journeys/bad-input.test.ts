import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Endpoint } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { problem } from '#kernel/problem.ts'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import {
  chargeSubscriber,
  creditInvoice,
  giveGoodwill,
  recordCertificate,
  takeDeposit,
  writeOffInvoice,
} from '#modules/billing/contract.ts'
import { aPaidHome, anInvoice } from '#modules/billing/testing.ts'
import { invoiceNow } from '#modules/billing/queries/invoices.ts'
import {
  addPlan,
  addProduct,
  addRule,
  changeVersion,
  ruleInput,
} from '#modules/catalog/contract.ts'
import { aComponent, aPlanInput, someTerms } from '#modules/catalog/testing.ts'
import { CHART, closePeriod, postByHand, reverseByHand } from '#modules/ledger/contract.ts'
import { askRefund, recordPayment } from '#modules/payments/contract.ts'
import { askChange } from '#modules/services/contract.ts'
import { changeParent, runImport } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { World } from './world.ts'

const ORIGIN = { actor: system('test'), name: 'test.bad-input' }
const reason = 'As agreed on the phone'
const amount = (cents: unknown, currency = 'KES') => ({ cents, currency })
const HUNDRED = { cents: '100', currency: 'KES' } as const

/** Amounts that are none, whoever asks for them. Zero is one where something may be free. */
const BAD = [
  ['below zero', amount('-1')],
  ['zero', amount('0')],
  ['huge', amount('999999999999999999')],
  ['beyond what a column holds', amount('9223372036854775808')],
  ['fractional', amount('100.5')],
  ['a float', amount(100.5)],
  ['foreign', amount('100', 'USD')],
  ['without a currency', { cents: '100' }],
] as const

/** Everything that money flows or prices write; a refusal leaves all of it as it was. */
const TABLES = [
  ...['ledger.journal', 'ledger.posting', 'ledger.party_balance', 'ledger.period'],
  ...['billing.invoice', 'billing.line', 'billing.credit_note', 'billing.adjustment'],
  ...['billing.allocation', 'payments.payment', 'payments.refund', 'services.service'],
  ...['services.pending_change', 'services.period', 'catalog.plan', 'catalog.plan_version'],
  ...['catalog.product', 'catalog.price_rule', 'subscribers.subscriber', 'subscribers.contact'],
]

async function openDesk() {
  const world = await World.open()
  const unit = <T>(work: (tx: Tx) => Promise<T>) => world.ground.units.unit(ORIGIN, work)

  /** Sends it as it is, past the types of the client. */
  async function send(endpoint: Endpoint, input: Record<string, unknown>, key?: string) {
    const host = await world.owner()
    const inPath = new Set([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name))
    const answer = await world.http.inject({
      method: endpoint.method,
      url: endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => String(input[name])),
      headers: {
        ...{ cookie: host.cookies(), host: world.ground.origin().host },
        ...{ 'sec-fetch-site': 'same-origin', ...(key && { 'idempotency-key': key }) },
      },
      payload: Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name))),
    })
    return { status: answer.statusCode, body: answer.json<unknown>() }
  }
  async function rows() {
    const counts: Record<string, string> = {}
    for (const table of TABLES) {
      const { rows: found } = await sql<{ it: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as it
        from ${sql.table(table)} as t`.execute(world.ground.database.sql)
      counts[table] = found[0]?.it ?? ''
    }
    return counts
  }
  /** What it is refused with; everything is as it was. */
  async function refused(endpoint: Endpoint, input: Record<string, unknown>) {
    const before = await rows()
    const { status, body } = await send(endpoint, input)
    const told = problem.safeParse(body).data
    expect({ what: endpoint.name, status, told }).toMatchObject({
      status: expect.toSatisfy((of: number) => of >= 400 && of < 500) as number,
      told: { detail: expect.stringMatching(/.{10}/) as string },
    })
    expect(await rows()).toEqual(before)
    return must(told, 'it was refused')
  }
  return { world, unit, send, refused }
}

test('an amount that is none is refused wherever money is asked for, with the field that says it, and nothing is written', async () => {
  const { world, unit, refused, send } = await openDesk()
  await using _ = world
  const paid = await unit((tx) => aPaidHome(tx))
  const subscriberId = await unit((tx) => aSubscriber(tx))
  const invoiceId = await unit((tx) => anInvoice(tx, { subscriberId, cents: 116_000 }))
  const lineId = await unit(async (tx) => (await invoiceNow(tx, invoiceId)).lines[0]?.id)
  world.clock.passes('P60D')
  const id = () => newId(world.clock.now())
  const taxed = { taxMode: 'inclusive', taxClassId: 'goods' }
  const words = { en: 'Router', sw: 'Ruta' }
  const product = { code: 'CABLE', kind: 'one-off' }
  const content = {
    ...{ name: words, description: { en: '', sw: '' }, ...taxed, charged: 'once' },
    ...{ gives: { kind: 'equipment' }, serviceTypeIds: null, perServiceMax: null },
  }
  const postings = (of: unknown) => [
    { account: CHART.paymentFees, side: 'debit', amount: of },
    { account: CHART.bank, side: 'credit', amount: of },
  ]
  const today = world.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate().toString()
  const flat = (of: unknown) => ({ model: 'flat', price: { amount: of, per: '1' } })
  const asking: readonly (readonly [
    Endpoint,
    (of: unknown) => Record<string, unknown>,
    string?,
  ])[] = [
    [chargeSubscriber, (of) => ({ subscriberId, id: id(), words, amount: of, ...taxed })],
    [creditInvoice, (of) => ({ invoiceId, reason, lines: [{ lineId, net: of }] })],
    [giveGoodwill, (of) => ({ subscriberId, id: id(), amount: of, reason })],
    [takeDeposit, (of) => ({ subscriberId, id: id(), amount: of, reason, payment: null })],
    [writeOffInvoice, (of) => ({ invoiceId, id: id(), amount: of, reason })],
    [
      recordCertificate,
      (of) => ({ invoiceId, id: id(), tax: 'vat', number: 'WH/1', on: today, amount: of }),
    ],
    [
      recordPayment,
      (of) => ({
        ...{ id: id(), subscriberId, rail: 'bank', receipt: 'SLIP-1', amount: of },
        ...{ paidOn: today, note: null },
      }),
    ],
    [askRefund, (of) => ({ paymentId: paid.paymentId, id: id(), amount: of, reason })],
    [postByHand, (of) => ({ id: id(), bookedOn: today, memo: 'Charges', postings: postings(of) })],
    [addProduct, (of) => ({ ...product, content: { ...content, price: of } }), 'zero'],
    [
      addPlan,
      (of) =>
        aPlanInput({
          terms: someTerms({ components: [{ ...aComponent(), charge: flat(of) } as never] }),
        }),
      'zero',
    ],
  ]
  for (const [endpoint, body, allowed] of asking) {
    for (const [what, of] of BAD) {
      if (what === allowed) continue
      const told = await refused(endpoint, body(of))
      expect(`${endpoint.name}, ${what}: ${JSON.stringify(told.issues ?? told.detail)}`).toMatch(
        /amount|cents|currency|price|net|wallet|most|left/i,
      )
    }
  }
  // A proper one passes, or nothing was shown.
  const good = { subscriberId, id: id(), words, amount: amount('100'), ...taxed }
  expect((await send(chargeSubscriber, good)).status).toBe(200)
}, 120_000)

test('each thing that must not be is refused by the name of its cause, and nothing is half-written', async () => {
  const { world, unit, send, refused } = await openDesk()
  await using _ = world
  const host = await world.owner()
  const id = () => newId(world.clock.now())

  // A price without a tax class.
  const untaxed = aPlanInput({
    terms: someTerms({ components: [aComponent({ taxClassId: 'none-such' })] }),
  })
  expect(await refused(addPlan, untaxed)).toMatchObject({ code: 'catalog.no_tax_class' })
  const nameless = aPlanInput({
    terms: someTerms({ components: [aComponent({ taxClassId: '' })] }),
  })
  expect((await refused(addPlan, nameless)).issues?.[0]).toMatchObject({
    path: 'terms.components.0.taxClassId',
  })

  // What is invoiced afterwards, by the hour.
  const hourly = someTerms({
    ...{ payment: 'postpaid', validity: { unit: 'hour', count: 1, mode: 'elapsed', anchor: null } },
  })
  expect(await refused(addPlan, aPlanInput({ terms: hourly }))).toMatchObject({
    code: 'catalog.too_short_to_invoice',
  })

  // Overlapping rules.
  const rule = ruleInput.encode(
    ruleInput.parse({
      ...{ name: { en: 'Evening', sw: '' }, priority: 10, exclusive: false },
      scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
      when: {
        ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
        ...{ referral: null, firstCycles: null },
      },
      effect: { kind: 'percent-off', share_bp: 1000 },
    }),
  )
  expect((await send(addRule, rule)).status).toBe(200)
  const other = { ...rule, name: { en: 'Weekend', sw: '' } }
  expect(await refused(addRule, other)).toMatchObject({
    code: 'catalog.rules_overlap',
    detail: expect.stringContaining('Evening') as string,
  })

  // A plan version edited after its sale.
  const home = await unit((tx) => aPaidHome(tx))
  const { planId } = await unit((tx) =>
    tx.sql
      .selectFrom('catalog.plan_version')
      .select('plan_id as planId')
      .where('id', '=', home.planVersionId)
      .executeTakeFirstOrThrow(),
  )
  const { terms, speed, notes } = aPlanInput()
  expect(
    await refused(changeVersion, {
      planId,
      planVersionId: home.planVersionId,
      terms,
      speed,
      notes,
    }),
  ).toMatchObject({ code: 'catalog.version_is_published' })

  // A change dated before the last invoice.
  const end = { what: 'cancellation', because: 'asked' }
  for (const at of ['2026-11-01T00:00:00Z', '2020-01-01T00:00:00Z'])
    expect(
      await refused(askChange, { serviceId: home.serviceId, effective: 'date', at, details: end }),
    ).toMatchObject({ code: expect.stringMatching(/^services\./) as string })

  // A reversal of a reversal, and the same reversed twice.
  const bookedOn = '2026-11-19'
  const postings = [
    { account: CHART.paymentFees, side: 'debit', amount: HUNDRED },
    { account: CHART.bank, side: 'credit', amount: HUNDRED },
  ] as const
  const charges = { id: id(), bookedOn, memo: 'Bank charges', postings: [...postings] }
  const { id: journalId } = await host.call(postByHand, charges)
  const { id: undone } = await host.call(reverseByHand, { journalId, reason })
  expect(await refused(reverseByHand, { journalId: undone, reason })).toMatchObject({
    code: 'ledger.reversal_of_reversal',
  })
  expect((await host.call(reverseByHand, { journalId, reason })).id).toBe(undone)
  expect(await refused(reverseByHand, { journalId, reason: 'Another' })).toMatchObject({
    code: expect.stringMatching(/^ledger\.(already_reversed|key_reused)$/) as string,
  })

  // The same key with another body: of the sender's id, and of the header.
  expect(await refused(postByHand, { ...charges, memo: 'Something else' })).toMatchObject({
    code: 'ledger.key_reused',
  })
  const goodwill = { subscriberId: home.subscriberId, reason, amount: amount('100') }
  expect((await send(giveGoodwill, { ...goodwill, id: id() }, 'once')).status).toBe(200)
  const again = await send(giveGoodwill, { ...goodwill, id: id(), reason: 'Another' }, 'once')
  expect(again).toMatchObject({
    status: 422,
    body: { code: expect.stringMatching(/key/) as string },
  })

  // A closed period.
  await host.call(postByHand, { ...charges, id: id(), bookedOn: '2026-10-30' })
  await host.call(closePeriod, { month: '2026-10-01', reason })
  expect(await refused(postByHand, { ...charges, id: id(), bookedOn: '2026-10-31' })).toMatchObject(
    { code: 'ledger.period_closed', detail: expect.stringContaining('2026-10') as string },
  )

  // A cyclic parent company: itself, its child, its grandchild.
  const company = { kind: 'company', name: 'Head' } as const
  const [head, child, grandchild] = await unit(async (tx) => {
    const a = await aSubscriber(tx, company)
    const b = await aSubscriber(tx, { ...company, name: 'Child', parentId: a })
    return [a, b, await aSubscriber(tx, { ...company, name: 'Grandchild', parentId: b })]
  })
  for (const parentId of [head, child, grandchild])
    expect(await refused(changeParent, { subscriberId: head, version: 1, parentId })).toMatchObject(
      {
        code: 'subscribers.parent_is_own_child',
      },
    )

  // A hostile CSV import: a formula, no UTF-8, a quotation mark that never closes, one bad row of two.
  const good = 'name,phone\nGood One,0712000001\n'
  for (const csv of [
    `${good}"=HYPERLINK(""x"")",0712000002`,
    `${good}Jos\uFFFD,0712000002`,
    `${good}"x`,
    `${good}Bad,12`,
  ])
    expect(await refused(runImport, { csv, duplicates: 'skip' })).toMatchObject({
      code: expect.stringMatching(/^subscribers\.import_/) as string,
    })
}, 120_000)

test('two companies that are put under each other in the same moment do not end in a circle', async () => {
  const { world, unit } = await openDesk()
  await using _ = world
  const [one, other] = await unit(async (tx) => [
    await aSubscriber(tx, { kind: 'company', name: 'One' }),
    await aSubscriber(tx, { kind: 'company', name: 'Other' }),
  ])
  const host = await world.owner()
  const both = await Promise.allSettled([
    host.call(changeParent, { subscriberId: one, version: 1, parentId: other }),
    host.call(changeParent, { subscriberId: other, version: 1, parentId: one }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})
