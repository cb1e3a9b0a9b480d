import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { accountTotal, balanceOf, CHART } from '#modules/ledger/index.ts'
import { aSite } from '#modules/organization/testing.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { APP } from '#sim/mpesa.ts'
import { answerPage } from '#sim/mpesa/pages.ts'
import * as contract from '../contract.ts'
import { registerAtMpesa } from '../jobs.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { promptNow, shortcodeNow, tellingsPage } from '../queries/mpesa.ts'
import { paymentsPage } from '../queries/payments.ts'
import { isQrComing, qrNow, qrsReady } from '../queries/qr.ts'
import { addShortcode } from './add-shortcode.ts'
import { askQr } from './ask-qr.ts'
import { askToPay } from './ask-to-pay.ts'
import { readTellingAgain } from './read-telling-again.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

let town: MpesaTown
let units: MpesaTown['units']
let http: MpesaTown['http']
let sim: MpesaTown['sim']
let pass: MpesaTown['pass']
let shortcodeId: string
let subscriberId: string
let account: string
let msisdn: string
let people = 0
const origin = { actor: system('test'), name: 'test.work' }

beforeAll(async () => {
  town = await mpesaTown()
  ;({ units, http, sim, pass, shortcodeId } = town)
})
beforeEach(async () => {
  sim.faults.calm()
  msisdn = `2547120000${String(++people).padStart(2, '0')}`
  subscriberId = await units.unit(origin, (tx) => aSubscriber(tx))
  const facts = await units.read(origin, (read) => subscriberFacts(read, [subscriberId]))
  account = facts.get(subscriberId)?.number ?? ''
})
afterAll(() => town.close())

async function ask(shillings = 300n): Promise<string> {
  const id = newId(units.clock.now())
  const amount = kes(shillings * 100n)
  await units.unit(origin, (tx) => askToPay(tx, { id, subscriberId, phone: `+${msisdn}`, amount }))
  await units.runJobs()
  return id
}

const stateOf = async (promptId: string) =>
  (await units.read(origin, (read) => promptNow(read, promptId))).state
const wallet = async () =>
  (
    await units.read(origin, (read) =>
      balanceOf(read, { kind: 'subscriber', id: subscriberId }, CHART.wallets),
    )
  ).cents
const odds = async () =>
  (
    await units.read(origin, (read) =>
      tellingsPage(read, contract.listTellings.input.parse({ state: ['odd'] })),
    )
  ).items

test('a shortcode is registered with Safaricom, and says so', async () => {
  expect(await units.read(origin, (read) => shortcodeNow(read, shortcodeId))).toMatchObject({
    ...{
      trouble: null,
      urlsRegisteredAt: expect.any(String),
      pullRegisteredAt: expect.any(String),
    },
  })
})

test('a prompt, a PIN, and the money is in the wallet: one payment, though two channels tell of it', async () => {
  const promptId = await ask(300n)
  expect(await stateOf(promptId)).toBe('open')
  const paid = sim.prompts.typePin(msisdn, '1234')
  await pass()
  expect(await stateOf(promptId)).toBe('paid')
  expect(await wallet()).toBe(30_000n)
  await pass()
  expect(await wallet()).toBe(30_000n)
  const page = await units.read(origin, (read) =>
    paymentsPage(read, contract.listPayments.input.parse({ q: paid?.receipt })),
  )
  expect(page.items).toMatchObject([{ state: 'owned', owner: { id: subscriberId } }])
})

test.each([
  ['cancelled', () => sim.prompts.cancel(msisdn), 'cancelled', 'cancelled'],
  ['a wrong PIN', () => sim.prompts.typePin(msisdn, '9999'), 'failed', 'wrong-pin'],
  [
    'too little money',
    () => ((sim.town.phone(msisdn).cents = 0n), sim.prompts.typePin(msisdn, '1234')),
    'failed',
    'too-little-money',
  ],
  ['nobody answers', () => units.clock.passes('PT61S'), 'timed-out', 'phone-unreachable'],
])('%s: it says why, and another may be sent', async (_, happens, state, why) => {
  const promptId = await ask()
  happens()
  await pass()
  expect(await units.read(origin, (read) => promptNow(read, promptId))).toMatchObject({
    state,
    why,
  })
  expect(await wallet()).toBe(0n)
  units.clock.passes('PT130S')
  expect(await stateOf(await ask())).toBe('open')
  sim.prompts.cancel(msisdn)
})

test('somebody else says that it is paid, and its payer says no: it is cancelled', async () => {
  sim.faults.next('forge')
  const promptId = await ask()
  await pass()
  expect(sim.callbacks.told.at(-1)).toMatchObject({ status: 200 })
  expect([await stateOf(promptId), await wallet()]).toEqual(['open', 0n])
  sim.prompts.cancel(msisdn)
  await pass()
  expect([await stateOf(promptId), await wallet()]).toEqual(['cancelled', 0n])
})

test('a phone is asked once at a time, and not for the same again within two minutes', async () => {
  await ask()
  await expect(ask(100n)).rejects.toThrow('shows a prompt of ours already')
  sim.prompts.typePin(msisdn, '1234')
  await pass()
  await expect(ask()).rejects.toThrow('for a mistake. Wait')
})

test.each([
  ['the callback of the prompt is lost', ['lose']],
  ['it comes without a receipt', ['without-receipt']],
] as const)('%s: the confirmation books it', async (_, faults) => {
  const promptId = await ask()
  sim.faults.next(...faults)
  sim.prompts.typePin(msisdn, '1234')
  await pass()
  await pass()
  expect([await stateOf(promptId), await wallet()]).toEqual(['paid', 30_000n])
})

test('all callbacks are lost: the prompt is asked about, Pull brings the money, and says that callbacks are missed', async () => {
  const promptId = await ask()
  sim.faults.byChance({ perMille: { lose: 1000 } })
  sim.prompts.typePin(msisdn, '1234')
  for (let n = 0; n < 4; n++) await sim.prompts.payByHand(msisdn, '600100', 5_000n, account)
  await pass(25)
  await pass(25)
  expect(await stateOf(promptId)).toBe('paid')
  expect(await wallet()).toBe(50_000n)
})

test('the answer to our own question is lost: it is not asked again, and the callback finds its prompt', async () => {
  sim.faults.next('no-answer')
  const promptId = await ask()
  expect(await stateOf(promptId)).toBe('asking')
  sim.prompts.typePin(msisdn, '1234')
  await pass()
  expect([await stateOf(promptId), await wallet()]).toEqual(['paid', 30_000n])
  expect([...sim.prompts.all.values()].filter(({ phone }) => phone.msisdn === msisdn)).toHaveLength(
    1,
  )
})

test.each([
  ['before we give up', 'early'],
  ['after we gave up', 'late'],
] as const)(
  'Daraja answers when we have stopped waiting, and its callback comes %s: it was asked once, and is paid once',
  async (_, when) => {
    // So that there is a token, and it is the asking itself that is late.
    await ask(50n)
    sim.prompts.cancel(msisdn)
    await pass(200)
    town.waits(1_000)
    sim.faults.next('answer-late')
    const asking = ask()
    if (when === 'early') {
      await expect.poll(() => sim.prompts.on(msisdn), { timeout: 20_000 }).toBeDefined()
      sim.prompts.typePin(msisdn, '1234')
      await sim.settle()
    }
    const promptId = await asking
    town.waits(20_000)
    if (when === 'late') {
      expect(await stateOf(promptId)).toBe('asking')
      sim.prompts.typePin(msisdn, '1234')
    }
    await pass()
    await pass()
    expect([await stateOf(promptId), await wallet()]).toEqual(['paid', 30_000n])
    const asked = [...sim.prompts.all.values()].filter(({ phone }) => phone.msisdn === msisdn)
    expect(asked).toHaveLength(2)
  },
)

test('by hand, with the number mistyped by a blank and small letters: it is theirs; with nobody’s number it waits', async () => {
  await sim.prompts.payByHand(
    '254799000001',
    '600100',
    150_000n,
    ` ${account.slice(0, 3)} ${account.slice(3)}`,
  )
  await pass()
  expect(await wallet()).toBe(150_000n)
  const receipt = (await sim.prompts.payByHand('254799000001', '600100', 5_000n, 'wifi ya Juma'))
    ?.receipt
  await pass()
  const page = await units.read(origin, (read) =>
    paymentsPage(read, contract.listPayments.input.parse({ q: receipt })),
  )
  expect(page.items).toMatchObject([{ state: 'suspense', owner: null }])
})

test('told twice, late and out of order: one payment', async () => {
  const promptId = await ask()
  sim.faults.byChance({
    perMille: { duplicate: 1000, delay: 500 },
    seed: 7,
    delay_ms: 72 * 3_600_000,
  })
  sim.prompts.typePin(msisdn, '1234')
  sim.faults.calm()
  for (const hours of [1, 24, 48]) await pass(hours * 3_600)
  expect([await stateOf(promptId), await wallet()]).toEqual(['paid', 30_000n])
})

test('a site with a till of its own is asked and paid there, everybody else at the paybill; each is in its own account of the books', async () => {
  const till = newId(units.clock.now())
  const at = { number: '550100', store: '600201', kind: 'till', passkey: 'till-pass' } as const
  sim.town.addShortcode(at)
  const api = (await units.read(origin, (read) => doorOfShortcode(read, shortcodeId))).door.at
  const theirs = await units.unit(origin, async (tx) => {
    const { id: siteId } = await aSite(tx)
    const keys = { ...APP, passkey: 'till-pass', initiator: null }
    await addShortcode(tx, {
      ...at,
      ...keys,
      id: till,
      name: 'Till',
      siteId,
      api,
      validates: false,
    })
    tx.later(registerAtMpesa, { shortcodeId: till, phone: '+254722000001' })
    return aSubscriber(tx, { siteId })
  })
  await units.runJobs()
  const inBooks = () =>
    units.read(origin, async (read) => [
      await accountTotal(read, CHART.mpesaPaybill),
      await accountTotal(read, CHART.mpesaTill),
    ])
  const [paybill = 0n, before = 0n] = await inBooks()
  await ask(300n)
  sim.prompts.typePin(msisdn, '1234')
  subscriberId = theirs
  msisdn = msisdn.replace(/^2547/, '2541')
  const promptId = await ask(200n)
  expect(sim.prompts.on(msisdn)?.to.number).toBe('550100')
  sim.prompts.typePin(msisdn, '1234')
  await pass()
  expect([await stateOf(promptId), await wallet()]).toEqual(['paid', 20_000n])
  // By hand a till takes no account: the payer's habit and phone say whose it is, or a person.
  await sim.prompts.payByHand('254799000009', '550100', 7_000n, '')
  await pass()
  expect(await inBooks()).toEqual([paybill + 30_000n, before + 27_000n])
  expect(sim.town.shortcodes.get('550100')?.cents).toBe(27_000n)
})

test('a forged success is not believed: not from elsewhere, not of another amount, not of a prompt that nobody knows', async () => {
  const promptId = await ask(300n)
  const { checkoutId } = await units.read(origin, async (read) => {
    const row = await read.sql
      .selectFrom('payments.prompt')
      .select('checkout_id')
      .where('id', '=', promptId)
      .executeTakeFirstOrThrow()
    return { checkoutId: row.checkout_id }
  })
  const { hookSecret } = await units.read(origin, (read) => doorOfShortcode(read, shortcodeId))
  const forge = (cents: number, id: unknown, from: string) =>
    http.inject({
      method: 'POST',
      url: `/hooks/sfc/${hookSecret}/prompt`,
      remoteAddress: from,
      payload: JSON.stringify({
        Body: {
          stkCallback: {
            ...{ CheckoutRequestID: id, ResultCode: 0 },
            CallbackMetadata: {
              Item: [
                { Name: 'Amount', Value: cents / 100 },
                { Name: 'MpesaReceiptNumber', Value: `FORGED${people}${cents}` },
              ],
            },
          },
        },
      }),
    })
  const before = (await odds()).length
  expect((await forge(30_000, checkoutId, '41.90.1.2')).statusCode).toBe(200)
  await forge(100, checkoutId, '127.0.0.1')
  await forge(30_000, 'ws_CO_nobody', '127.0.0.1')
  await pass()
  await pass(400)
  expect(
    (await odds())
      .slice(0, -before || undefined)
      .map(({ why }) => why)
      .toSorted(),
  ).toEqual(['other-amount', 'unknown-prompt', 'unknown-source'])
  expect(await wallet()).toBe(0n)
  expect(
    (await http.inject({ method: 'POST', url: '/hooks/sfc/guess/confirm', payload: '{}' }))
      .statusCode,
  ).toBe(404)
})

test('what makes no sense is kept for somebody to look at, and read again when they say so', async () => {
  const { hookSecret } = await units.read(origin, (read) => doorOfShortcode(read, shortcodeId))
  await http.inject({
    method: 'POST',
    url: `/hooks/sfc/${hookSecret}/confirm`,
    payload: '<html>',
    remoteAddress: '127.0.0.1',
  })
  await pass()
  const [odd] = await odds()
  expect(odd).toMatchObject({ why: 'unreadable', kind: 'confirmation' })
  await units.unit(origin, (tx) => readTellingAgain(tx, odd?.id ?? ''))
  await pass()
  expect((await odds())[0]).toMatchObject({ id: odd?.id, state: 'odd' })
})

test('a QR code is made once for an amount; whoever scans it pays into the right wallet, and what M-Pesa does not make is asked for again', async () => {
  const isComing = (cents: bigint) =>
    units.read(origin, (read) => isQrComing(read, { subscriberId, cents }))
  const askNow = async (cents: bigint) => {
    const id = await units.unit(origin, (tx) => askQr(tx, { subscriberId, amount: kes(cents) }))
    await units.runJobs()
    expect(await isComing(cents)).toBe(false)
    return units.read(origin, (read) => qrNow(read, id))
  }
  const inLine = { subscriberId, amount: kes(11_050n), when: 'in-line' } as const
  await units.unit(origin, (tx) => askQr(tx, inLine))
  expect([await isComing(11_050n), await isComing(11_150n)]).toEqual([true, false])
  const made = await askNow(29_950n)
  expect(await isComing(11_050n)).toBe(false)
  expect(made).toMatchObject({
    ...{ state: 'ready', amount: { cents: '30000' }, to: { number: '600100', account } },
    png: expect.stringMatching(/^iVBORw0KGgo/),
  })
  const codes = sim.town.codes.length
  expect(await askNow(30_000n)).toEqual(made)
  expect(sim.town.codes).toHaveLength(codes)
  const form = new URLSearchParams({ code: sim.town.codes.at(-1)?.id ?? '' })
  const url = new URL(`http://sim/phone/${msisdn}/scan`)
  await answerPage(sim, { method: 'POST', url, form })
  await pass()
  expect(await wallet()).toBe(30_000n)
  // It stands on the paper of what is open, and only of that.
  const ready = (cents: bigint) =>
    units.read(origin, (read) => qrsReady(read, [{ subscriberId, cents }]))
  expect([...(await ready(29_950n)).keys()]).toEqual([`${subscriberId}:29950`])
  expect((await ready(20_000n)).size).toBe(0)

  sim.faults.next('answer-500')
  expect(await askNow(50_000n)).toMatchObject({ state: 'failed', png: null })
  expect(await askNow(50_000n)).toMatchObject({ state: 'failed' })
  await pass(31)
  expect(await askNow(50_000n)).toMatchObject({ state: 'ready' })
  await expect(askNow(0n)).rejects.toThrow('above zero')
  await expect(askNow(25_000_100n)).rejects.toMatchObject({ code: 'payments.prompt_too_much' })
})
