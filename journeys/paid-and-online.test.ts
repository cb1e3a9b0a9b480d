import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { openRadius } from '#main/radius.ts'
import type { RadiusServer } from '#modules/access/index.ts'
import { chargeSubscriber, listInvoices } from '#modules/billing/contract.ts'
import { aComponent, aPlan, aProfile, someTerms } from '#modules/catalog/testing.ts'
import { readDocument } from '#modules/documents/contract.ts'
import { aNas } from '#modules/network/testing.ts'
import { changeSetting } from '#modules/organization/contract.ts'
import { assignPayment, listPayments, suggestOwners } from '#modules/payments/contract.ts'
import { aService } from '#modules/services/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import { SimRouter } from '#sim/routers/router.ts'
import type { SimSession } from '#sim/routers/session.ts'
import { PAYBILL } from './testing/mpesa.ts'
import { paidTown, type PaidTown } from './testing/paid-town.ts'

/**
 * Lines that are paid by hand at the paybill, and the router that bears them: what somebody pays, when and to which account, is what their router is told a
 * moment later. Safaricom and the routers are simulated, with their faults; the rest is the whole product.
 */
const origin = { actor: system('test'), name: 'test.work' }
const FULL = { down_bps: 20_000_000, up_bps: 10_000_000 }
const SLOW = { down_bps: 5_000_000, up_bps: 2_000_000 }
const PRICE = 299_900n
const GB = 1_000_000_000n
const EMAIL = 'otieno@example.co.ke'
const MSISDN = '254722000111'

let town: PaidTown
let radius: RadiusServer
let router: SimRouter
let planVersionId: string
let lines = 0

beforeAll(async () => {
  town = await paidTown({
    at: '2026-11-20T18:00:00+03:00',
    settings: {
      ...{ KASI_RADIUS_HOST: '127.0.0.1', KASI_RADIUS_AUTH_PORT: '0' },
      KASI_RADIUS_ACCT_PORT: '0',
    },
  })
  radius = await openRadius(town.world.ground)
  const server = {
    ...{ address: '127.0.0.1', authPort: radius.authPort, acctPort: radius.acctPort },
  }
  const now_ms = () => town.clock.now().epochMilliseconds
  const [name, address, secret] = ['KRN-1', '127.0.0.1', 'acacia-by-the-river']
  router = new SimRouter({ name, address, secret, server, now_ms, wait_ms: 5_000 })
  await router.open()
  await inUnit(async (tx) => {
    await aNas(tx, { name, address, secret, coaPort: router.coaPort })
    const common = { burst: null, tier: 1, weight: 1, windows: [], guaranteed: null }
    const speed = await aProfile(tx, { kind: 'speed', rate: FULL, ...common })
    const stage = { after: String(100n * GB), speed: SLOW, tier: null, weight: null, during: null }
    const fairUse = await aProfile(tx, {
      ...{ kind: 'fair-use', period: 'month', counts: 'total', freeWindows: [], notices: [] },
      stages: [stage],
    })
    const profiles = { speed, fairUse, quota: null, accessHours: null }
    const terms = someTerms({ profiles, components: [aComponent({ cents: Number(PRICE) })] })
    planVersionId = (await aPlan(tx, { name: 'Home 20', terms })).id
  })
}, 60_000)
afterAll(async () => {
  await router.cut()
  await radius.close()
  await town.close()
})

const inUnit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)

/** A line and who dials on it; once hung up it dials again, as home routers do. */
async function aLine(given: { pay?: 'prepaid' | 'postpaid'; subscriberId?: string } = {}) {
  const username = `line-${++lines}`
  const password = 'rangi-saba-42'
  const held = await inUnit((tx) => aService(tx, { planVersionId, username, password, ...given }))
  const station = `A4:2B:B0:00:01:${String(lines).padStart(2, '0')}`
  async function session(): Promise<SimSession | undefined> {
    await radius.catchUp()
    await radius.judgeAll()
    const open = router.sessions.find(({ userName }) => userName === username)
    if (open) return open
    const dialled = await router.dial({ userName: username, password, station })
    return dialled.kind === 'online' ? dialled.session : undefined
  }
  /** Comes to this, within the time that telling a router takes. */
  const comes = (to: 'full' | 'slow' | 'walled') =>
    expect
      .poll(
        async () => {
          const now = await session()
          if (now?.addressList) return 'walled'
          return now?.rate?.down_bps === SLOW.down_bps ? 'slow' : 'full'
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(to)
  return { ...held, session, comes }
}

const paysByHand = (account: string, cents = PRICE) =>
  town.sim.prompts.payByHand(MSISDN, PAYBILL, cents, account)

test('paid to the right account, twice told and late: the line is at its speed, for the month, once', async () => {
  const line = await aLine()
  await line.comes('walled')
  town.sim.faults.next('duplicate')
  await paysByHand(line.number.toLowerCase())
  await town.pass()
  await line.comes('full')
  const { ends_s } = (await line.session()) ?? {}
  expect(ends_s).toBeGreaterThan(29 * 86_400)

  // Used up what is fair: slower in the middle of the session. A new month begins it anew.
  const now = await line.session()
  if (now) await router.moves(now, { up: 1n * GB, down: 100n * GB })
  if (now) await router.report(now)
  await town.settle()
  await line.comes('slow')

  // The month is over: the router was told when at the beginning, and ends it although nobody calls it.
  router.faults.changes = 'silent'
  town.clock.set('2026-12-20T18:00:01+03:00')
  const last = await line.session()
  if (last) await router.look(last)
  expect(router.sessions.filter(({ number }) => number === last?.number)).toEqual([])
  router.faults.changes = 'well'
  await line.comes('walled')

  // Paid late, while its router cannot be reached: kept, and told when it dials again.
  router.faults.changes = 'silent'
  town.sim.faults.next('delay')
  await paysByHand(line.number)
  await town.pass()
  await town.pass(20 * 60)
  const old = router.sessions.find(({ addressList }) => addressList !== null)
  if (old) await router.hangUp(old, 'Lost-Carrier')
  router.faults.changes = 'well'
  await line.comes('full')
}, 60_000)

test('a mistyped account waits in suspense with whose it may be; staff give it, and the line is on', async () => {
  const line = await aLine()
  await line.comes('walled')
  await paysByHand(`X${line.number.slice(1)}`)
  await town.pass()
  await line.comes('walled')
  const owner = await town.world.owner()
  const { items } = await owner.call(listPayments, { state: ['suspense'] })
  const [payment] = items
  expect(payment?.amount.cents).toBe(String(PRICE))
  const paymentId = payment?.id ?? ''
  await owner.call(suggestOwners, { paymentId })
  const reason = 'Read the number out on the phone'
  await owner.call(assignPayment, { paymentId, subscriberId: line.subscriberId, reason })
  await line.comes('full')
})

test('somebody who pays afterwards does not: they are suspended, pay, and are back', async () => {
  const contacts = [{ channel: 'email', purpose: 'main', value: EMAIL, name: null }] as const
  const subscriberId = await inUnit((tx) => aSubscriber(tx, { contacts: [...contacts] }))
  const line = await aLine({ pay: 'postpaid', subscriberId })
  await line.comes('full')
  const owner = await town.world.owner()
  await owner.call(changeSetting, { key: 'documents.qr-on-invoices', value: true, version: 0 })
  await owner.call(chargeSubscriber, {
    ...{ subscriberId: line.subscriberId, id: newId(town.clock.now()), taxClassId: 'internet' },
    ...{ words: { en: 'November', sw: 'Novemba' }, taxMode: 'inclusive', dueInDays: 0 },
    amount: { cents: '100000', currency: 'KES' },
  })
  await town.settle()
  const { items: invoices } = await owner.call(listInvoices, { subscriber: line.subscriberId })
  const paper = await owner.call(readDocument, {
    kind: 'invoice',
    documentId: invoices[0]?.id ?? '',
  })
  expect(JSON.stringify(paper)).toContain('"png":"iVBORw0KGgo')
  // The letter waited for the code that its paper shows, which M-Pesa makes.
  await town.pass(2)
  const letters = town.world.mailbox.letters(EMAIL)
  const pdfs = letters.flatMap(({ encloseds = [] }) => encloseds.map(({ bytes }) => bytes))
  expect(pdfs).toHaveLength(1)
  expect(Buffer.from(pdfs[0] ?? []).toString('latin1')).toContain('/Subtype /Image')
  for (let day = 0; day < 6; day++) {
    town.clock.passes('P1D')
    await inUnit(async (tx) => wake(tx, 'billing.dun'))
    await town.settle()
  }
  await line.comes('walled')
  await paysByHand(line.number, 100_000n)
  await town.pass()
  await line.comes('full')
})

test('time and data end where the router was told at the beginning, with Kasi out of reach', async () => {
  const quota = await inUnit((tx) =>
    aProfile(tx, {
      ...{ kind: 'quota', rollover: 0, notices: [], atEnd: { do: 'cut' } },
      allowances: [{ meter: 'data', amount: String(GB), period: 'validity', during: null }],
    }),
  )
  const profiles = { speed: null, fairUse: null, quota, accessHours: null }
  const hour = await inUnit((tx) => aPlan(tx, { terms: someTerms({ profiles }) }))
  const dials = async (place: number) => {
    const [username, password] = [`guest-${place}`, 'rangi-saba-42']
    const held = { planVersionId: hour.id, access: 'hotspot', paid: { hours: 1 } } as const
    await inUnit((tx) => aService(tx, { ...held, username, password }))
    // What the plan counts is opened by the queue.
    await town.settle()
    await radius.catchUp()
    const station = `A4:2B:B0:00:02:0${place}`
    const caller = { userName: username, password, station, kind: 'hotspot' } as const
    const dialled = await router.dial(caller)
    if (dialled.kind !== 'online') throw new Error(`${username} is ${dialled.kind}`)
    return dialled.session
  }
  const [byTime, byData] = [await dials(1), await dials(2)]
  expect([byTime.ends_s, byData.limits.total]).toEqual([3_600, GB])
  router.faults.changes = 'silent'
  router.faults.accounting = 'lost'
  await router.moves(byData, { up: 0n, down: GB })
  expect(router.sessions).not.toContain(byData)
  expect(router.sessions).toContain(byTime)
  town.clock.passes('PT1H')
  await router.look(byTime)
  expect(router.sessions).not.toContain(byTime)
})
