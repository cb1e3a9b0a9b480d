import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody, system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { changeSetting } from '#modules/organization/testing.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { wake } from '#platform/jobs.ts'
import { silentLog } from '#platform/log.ts'
import { defineTemplate } from '#platform/templates.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'
import { openMailbox } from '#sim/mailbox.ts'
import { SimTexts } from '#sim/texts.ts'
import * as contract from '../contract.ts'
import { messaging } from '../module.ts'
import { carriers } from '../outside/carriers.ts'
import { messageByKey, messagesPage } from '../queries/messages.ts'
import { optOutsPage } from '../queries/opt-outs.ts'
import { monthBudget } from '../queries/settings.ts'
import { spendingNow } from '../queries/spending.ts'
import { templatesNow } from '../queries/templates.ts'
import { hookUrls } from '../rules/hook-urls.ts'
import { hookSecretOf, lockGateway } from '../store/gateways.ts'
import { addGateway } from './add-gateway.ts'
import { addOptOut } from './add-opt-out.ts'
import { changeWording } from './change-wording.ts'
import { liftOptOut } from './lift-opt-out.ts'
import { resendMessage } from './resend-message.ts'
import { sendMessage } from './send-message.ts'

const paid = defineTemplate({
  name: 'test.paid',
  class: 'transactional',
  sentence: { en: 'When money came', sw: 'Pesa zinapofika' },
  placeholders: { amount: { en: 'KES 500', sw: 'KES 500' } },
  texts: {
    en: { text: '{isp} received {amount}.', subject: 'Received' },
    sw: { text: '{isp} imepokea {amount}.', subject: 'Tumepokea' },
  },
})
const reminder = { ...paid, name: 'test.reminder', class: 'service' } as const
const code = { ...paid, name: 'test.code', class: 'code' } as const

let units: TestUnits
let http: Http
let sim: SimTexts
let labAt: string
let phone: string
let people = 0
const mailbox = openMailbox()
let base = new URL('http://127.0.0.1')
let isHere = true
const ids: Record<'first' | 'second', string> = { first: '', second: '' }
const room = messaging({
  ...{ mail: mailbox, carriers: carriers(), origin: () => base, templates: () => [paid] },
  push: { send: async () => 'gone' },
  enclosures: () => [
    {
      name: 'test.paper',
      make: async (_read, { language }) => ({
        ...{ name: `${language}.pdf`, mediaType: 'application/pdf', bytes: Buffer.from('%PDF') },
      }),
    },
    {
      name: 'test.coming',
      isComing: async () => !isHere,
      make: async () => ({ name: 'whole.pdf', mediaType: 'application/pdf', bytes: Buffer.of() }),
    },
    {
      name: 'test.broken',
      make: async () => {
        throw new Error('the press is broken')
      },
    },
  ],
})
const declared = () => new Map([[paid.name, paid]])
const origin = { actor: system('test'), name: 'test.work' }

beforeAll(async () => {
  units = await testUnits({ manifests: [room], at: '2026-11-20T10:00:00+03:00' })
  http = await createHttp({
    ...{ manifests: [room], units, clock: units.clock, log: silentLog },
    authenticate: async () => nobody,
  })
  base = await http.listen({ host: '127.0.0.1', port: 0 })
  sim = new SimTexts(() => units.clock.now())
  const api = await sim.listen()
  labAt = `${api}/lab`
  const keys = { account: 'savanna', secret: 'the-key', signing: null }
  const common = { api, sender: 'SAVANNA', partCost: moneyToWire(kes(80n)), keys }
  await units.unit(origin, async (tx) => {
    for (const [name, kind, rank] of [
      ['first', 'africastalking', 1],
      ['second', 'bulk', 2],
    ] as const) {
      ids[name] = newId(tx.now)
      await addGateway(tx, { ...common, id: ids[name], name, kind, rank })
    }
    sim.reportUrl = hookUrls(base, hookSecretOf(tx, await lockGateway(tx, ids.first))).report
  })
})
beforeEach(() => {
  sim.upcoming.length = 0
  sim.always = undefined
  phone = `+2547220000${String(++people).padStart(2, '0')}`
})
afterAll(async () => {
  await sim.close()
  await http.close()
})

async function say(
  key: string,
  template: typeof paid | typeof reminder | typeof code = paid,
  to: { phone?: string; email?: string } = { phone },
  encloses?: { name: 'test.paper' | 'test.gone' | 'test.coming'; id: string },
) {
  await units.unit(origin, (tx) =>
    sendMessage(tx, {
      key,
      ...(encloses && { encloses }),
      to: { language: 'en', ...to },
      says: { template, values: { amount: 'KES 500' } },
    }),
  )
  await units.runJobs()
}

async function pass(time: string) {
  units.clock.passes(time)
  await sim.settle()
  await units.unit(origin, async (tx) => {
    wake(tx, 'messaging.send-waiting')
    wake(tx, 'messaging.ask-reports')
  })
  await units.runJobs()
}

const messageOf = (key: string) => units.read(origin, (read) => messageByKey(read, key))
const texts = () => sim.on(phone).map(({ text, by }) => `${by}: ${text}`)

test('a text is sent once for its cause, costs what the gateway says, and is delivered when it says so', async () => {
  await say('once')
  await say('once')
  expect(texts()).toEqual([expect.stringMatching(/^africastalking: .+ received KES 500\.$/)])
  expect(await messageOf('once')).toMatchObject({
    state: 'sent',
    channel: 'sms',
    parts: 1,
    cost: { cents: '80' },
  })
  await pass('PT5S')
  expect(await messageOf('once')).toMatchObject({
    state: 'delivered',
    attempts: [{ gateway: 'first', report: 'delivered' }],
  })
})

test('reports count once, also early, twice and after the opposite', async () => {
  sim.upcoming.push('early')
  await say('early')
  expect(await messageOf('early')).toMatchObject({ state: 'delivered' })
  sim.upcoming.push('twice')
  await say('twice')
  await pass('PT5S')
  expect(await messageOf('twice')).toMatchObject({ state: 'delivered' })
})

test('a number that a gateway gives twice is a text that was sent and costs, of which no report can tell', async () => {
  await say('numbered')
  sim.upcoming.push('known-number')
  await say('numbered again')
  expect(await messageOf('numbered again')).toMatchObject({
    ...{ state: 'sent', cost: { cents: '80' } },
    attempts: [{ gateway: 'first', outcome: 'taken' }],
  })
})

test('a gateway in trouble rests, and the next one takes over at once', async () => {
  sim.upcoming.push('poor')
  await say('over')
  expect(texts()).toEqual([expect.stringMatching(/^bulk: /)])
  expect(await messageOf('over')).toMatchObject({
    state: 'sent',
    attempts: [{ outcome: 'trouble' }, { outcome: 'taken' }],
  })
  // The second gateway does not report; it is asked.
  await pass('PT61S')
  expect(await messageOf('over')).toMatchObject({ state: 'delivered' })
})

test('a message that did not arrive goes on by e-mail; where nothing is left it failed', async () => {
  sim.upcoming.push('undelivered', 'refuse')
  const mail = { phone, email: 'wanjiru@example.co.ke' }
  await say('mail', paid, mail, { name: 'test.paper', id: randomUUID() })
  await pass('PT5S')
  expect(await messageOf('mail')).toMatchObject({ state: 'sent', channel: 'email' })
  expect(mailbox.letters('wanjiru@example.co.ke')).toMatchObject([
    { text: expect.stringMatching(/received KES 500/), encloseds: [{ name: 'en.pdf' }] },
  ])
  // A paper that nobody can make any more keeps nobody from being told.
  await say(
    'bare',
    paid,
    { email: 'otieno@example.co.ke' },
    { name: 'test.gone', id: randomUUID() },
  )
  expect(mailbox.letters('otieno@example.co.ke')).toMatchObject([{ encloseds: [] }])
  await say('bad')
  expect(await messageOf('bad')).toMatchObject({ state: 'failed', why: 'bad-address' })
})

test('a letter waits some seconds for what is missing of its paper, and not for ever', async () => {
  const paper = { name: 'test.coming', id: randomUUID() } as const
  const letters = (to: string) => mailbox.letters(to).map(({ encloseds = [] }) => encloseds.length)
  isHere = false
  await say('soon', paid, { email: 'soon@example.co.ke' }, paper)
  await pass('PT2S')
  expect(letters('soon@example.co.ke')).toEqual([])
  isHere = true
  await pass('PT2S')
  expect(letters('soon@example.co.ke')).toEqual([1])
  isHere = false
  await say('never comes', paid, { email: 'never@example.co.ke' }, paper)
  await pass('PT19S')
  expect(letters('never@example.co.ke')).toEqual([])
  await pass('PT1S')
  expect(letters('never@example.co.ke')).toEqual([1])
})

test('a paper that breaks in the making keeps no other letter waiting; its own is tried again, and then told by text', async () => {
  const mail = { phone, email: 'kamau@example.co.ke' }
  await units.unit(origin, async (tx) => {
    const says = { template: paid, values: { amount: 'KES 500' } }
    const encloses = { name: 'test.broken', id: randomUUID() } as const
    const byMail = { channels: ['email', 'sms'], says } as const
    await sendMessage(tx, { ...byMail, key: 'torn', to: { language: 'en', ...mail }, encloses })
    for (let n = 0; n < 20; n++)
      await sendMessage(tx, {
        ...{ ...byMail, key: `whole ${n}` },
        to: { language: 'en', email: `reader-${n}@example.co.ke` },
      })
  })
  const [failed] = (await units.runJobs({ failures: 'expected' })).filter(
    ({ outcome }) => outcome !== 'done',
  )
  expect(failed?.error).toMatchObject({ message: 'the press is broken' })
  for (let n = 0; n < 20; n++)
    expect(await messageOf(`whole ${n}`)).toMatchObject({ state: 'sent', channel: 'email' })
  for (const wait of ['PT16S', 'PT61S', 'PT5M', 'PT16M']) {
    units.clock.passes(wait)
    await units.unit(origin, async (tx) => wake(tx, 'messaging.send-waiting'))
    await units.runJobs({ failures: 'expected' })
  }
  expect(await messageOf('torn')).toMatchObject({ state: 'sent', channel: 'sms' })
  expect(mailbox.letters(mail.email)).toEqual([])
  expect(texts()).toHaveLength(1)
})

test('when all are broken it is tried again, bounded, and sent when one is back', async () => {
  sim.always = 'broken'
  await say('later')
  expect(await messageOf('later')).toMatchObject({ state: 'waiting' })
  sim.always = undefined
  await pass('PT10M')
  expect(await messageOf('later')).toMatchObject({ state: 'sent' })
  sim.always = 'broken'
  await say('never', code)
  await pass('PT11M')
  await pass('PT11M')
  expect(await messageOf('never')).toMatchObject({ state: 'failed', why: 'too-late', said: null })
  sim.always = undefined
  await pass('PT20M')
})

test('a code is gone from our books once it is sent, nobody reads it, and one phone gets six in an hour', async () => {
  for (let n = 0; n < 7; n++) await say(`code ${n}`, code)
  expect(texts()).toHaveLength(6)
  expect(await messageOf('code 0')).toMatchObject({ state: 'sent', said: null })
  expect(await messageOf('code 6')).toMatchObject({ state: 'stopped', why: 'too-many' })
  const rows = await units.database.sql
    .selectFrom('messaging.message')
    .select('said_sealed')
    .where('class', '=', 'code')
    .where('state', '=', 'sent')
    .execute()
  expect(rows.every((row) => row.said_sealed === null)).toBe(true)
})

test('who says STOP gets what they must know and no reminders, until they say START', async () => {
  await sim.reply(phone, 'Stop please')
  await say('reminder', reminder)
  await say('receipt')
  expect(await messageOf('reminder')).toMatchObject({ state: 'stopped', why: 'opted-out' })
  expect(texts()).toHaveLength(1)
  await sim.reply(phone, 'ANZA')
  await say('reminder 2', reminder)
  expect(texts()).toHaveLength(2)
})

test('staff see who opted out and how, add somebody with a reason, once, and lift it', async () => {
  const listed = (q: string) =>
    units.read(origin, (read) => optOutsPage(read, contract.listOptOuts.input.parse({ q })))
  await sim.reply(phone, 'STOP')
  const { items: stopped } = await listed(phone.replace('+254', '0'))
  expect(stopped.map(({ channel }) => channel).toSorted()).toEqual(['sms', 'whatsapp'])
  expect(stopped[0]).toMatchObject({ address: phone, how: 'stop-word', reason: null })

  const given = { phone, email: 'amina@example.co.ke', reason: 'Told us in the shop' }
  const add = () => units.unit(origin, (tx) => addOptOut(tx, given))
  expect(await Promise.all([add(), add()])).toEqual(expect.arrayContaining([0, 1]))
  const { items } = await listed('Amina@example.co.ke')
  expect(items).toMatchObject([
    { channel: 'email', address: given.email, how: 'staff', reason: given.reason },
  ])

  await say('not by letter', reminder, { email: given.email })
  expect(await messageOf('not by letter')).toMatchObject({ state: 'stopped', why: 'opted-out' })
  const lift = (reason = 'Asked for it') =>
    units.unit(origin, (tx) => liftOptOut(tx, { optOutId: items[0]?.id ?? '', reason }))
  await lift()
  await expect(lift()).rejects.toThrow('already')
  await say('by letter', reminder, { email: given.email })
  expect(await messageOf('by letter')).toMatchObject({ state: 'sent' })
})

test('a person lets texts and letters go wrong from a page, once or by a seed that does the same again', async () => {
  sim.letterFaults = mailbox.faults
  const lab = (act: string, form: Record<string, string>, headers = {}) =>
    fetch(`${labAt}/${act}`, { method: 'POST', body: new URLSearchParams(form), headers })
  const elsewhere = await lab('next', { fault: 'poor' }, { origin: 'https://evil.example' })
  expect(elsewhere.status).toBe(404)
  await lab('next', { fault: 'refuse' })
  await say('wrong number')
  expect(await messageOf('wrong number')).toMatchObject({ state: 'failed', why: 'bad-address' })
  await lab('next', { fault: 'unknown-box' })
  await say('wrong box', paid, { email: 'nobody@example.co.ke' })
  expect(await messageOf('wrong box')).toMatchObject({ state: 'failed', why: 'bad-address' })
  await lab('next', { fault: 'busy' })
  await say('busy box', paid, { email: 'amina@example.co.ke' })
  expect(await messageOf('busy box')).toMatchObject({ state: 'waiting' })
  await pass('PT10M')
  expect(await messageOf('busy box')).toMatchObject({ state: 'sent' })

  const drawn = async () => {
    await lab('chance', { refuse: '500', seed: '7', twice: 'x' })
    return Array.from({ length: 12 }, () => sim.faults.draw(['refuse', 'twice']).has('refuse'))
  }
  const once = await drawn()
  expect(new Set(once)).toEqual(new Set([true, false]))
  expect(await drawn()).toEqual(once)
  expect(await (await fetch(labAt)).text()).toContain('value="500"')
  await lab('calm', {})
  expect(sim.faults.draw(['refuse']).size + mailbox.faults.draw(['busy']).size).toBe(0)
})

test('reminders wait for the morning, and for a budget', async () => {
  units.clock.passes('PT13H')
  await say('night', reminder)
  await say('night receipt')
  expect(await messageOf('night')).toMatchObject({ state: 'waiting' })
  expect(await messageOf('night receipt')).toMatchObject({ state: 'sent' })
  await pass('PT13H')
  expect(await messageOf('night')).toMatchObject({ state: 'sent' })
  await units.unit(origin, (tx) =>
    changeSetting(tx, { setting: monthBudget, value: 1, version: 0 }),
  )
  await say('dear', reminder)
  expect(await messageOf('dear')).toMatchObject({ state: 'stopped', why: 'budget' })
  expect(await units.read(origin, spendingNow)).toMatchObject({
    budget: { cents: '100' },
    heldBack: 1,
  })
})

test('who says STOP while a reminder waits for the morning is not reminded; what is late goes in no night', async () => {
  // 20 November and a day and some hours: it is night again.
  while (hourNow() !== 22) units.clock.passes('PT1H')
  await units.unit(origin, (tx) =>
    changeSetting(tx, { setting: monthBudget, value: 0, version: 1 }),
  )
  await say('stopped meanwhile', reminder)
  await say('not stopped', reminder, { phone: '+254722999001' })
  expect(await messageOf('stopped meanwhile')).toMatchObject({ state: 'waiting' })
  await sim.reply(phone, 'STOP')
  await pass('PT11H')
  expect(await messageOf('stopped meanwhile')).toMatchObject({ state: 'stopped', why: 'opted-out' })
  expect(await messageOf('not stopped')).toMatchObject({ state: 'sent' })

  // Written by day, and nobody worked until the night.
  await units.unit(origin, (tx) =>
    sendMessage(tx, {
      key: 'late',
      to: { language: 'en', phone: '+254722999002' },
      says: { template: { ...reminder, name: 'test.late' }, values: { amount: 'KES 500' } },
      until: tx.now.add({ hours: 30 }),
    }),
  )
  units.clock.passes('PT12H')
  expect(hourNow()).toBe(21)
  await units.runJobs()
  expect(await messageOf('late')).toMatchObject({ state: 'waiting' })
  await pass('PT11H')
  expect(await messageOf('late')).toMatchObject({ state: 'sent' })
})

const hourNow = () => units.clock.now().toZonedDateTimeISO('Africa/Nairobi').hour

test('a crowd stops at the end of the budget and not behind it; what costs nothing goes on', async () => {
  const spent = BigInt((await units.read(origin, spendingNow)).spent.cents)
  const version = await settingVersion()
  // Room for two and a half texts of 80 cents.
  const value = Number(spent / 100n) + 2
  await units.unit(origin, (tx) => changeSetting(tx, { setting: monthBudget, value, version }))
  while (hourNow() !== 10) units.clock.passes('PT1H')
  const crowd = Array.from({ length: 12 }, (_, n) => `crowd ${n}`)
  await units.unit(origin, async (tx) => {
    for (const [n, key] of crowd.entries())
      await sendMessage(tx, {
        ...{ key, says: { template: reminder, values: { amount: 'KES 500' } } },
        to: { language: 'en', phone: `+2547229980${String(n).padStart(2, '0')}` },
      })
    await sendMessage(tx, {
      ...{ key: 'by letter', says: { template: reminder, values: { amount: 'KES 500' } } },
      to: { language: 'en', phone: '+254722998099', email: 'mama@example.com' },
    })
  })
  await units.runJobs()
  const states = await Promise.all(crowd.map(async (key) => (await messageOf(key))?.state))
  expect(states.filter((state) => state === 'sent').length).toBeLessThanOrEqual(3)
  expect(states.filter((state) => state === 'stopped').length).toBeGreaterThanOrEqual(9)
  expect(await messageOf('by letter')).toMatchObject({ state: 'sent', channel: 'email' })
})

const settingVersion = () =>
  units.read(origin, async (read) => {
    const row = await read.sql
      .selectFrom('organization.setting')
      .select('version')
      .where('id', '=', monthBudget.key)
      .executeTakeFirst()
    return row?.version ?? 0
  })

test('a report that no provider writes is one of nothing, and is answered in order', async () => {
  const secret = await units.unit(origin, async (tx) =>
    hookSecretOf(tx, await lockGateway(tx, ids.first)),
  )
  const tell = async (what: string, payload: string) =>
    (await http.inject({ method: 'POST', url: `/hooks/messages/${secret}/${what}`, payload }))
      .statusCode
  for (const id of ['%00', 'a%00b', 'x'.repeat(5_000), '%ff%fe', '%ED%A0%80'])
    expect(await tell('report', `id=${id}&status=Failed&failureReason=${id}`)).toBeLessThan(500)
  expect(await tell('inbox', `from=%2B254722999003&text=%00STOP`)).toBeLessThan(500)
})

test('what was said can be said again, found by its phone, and put in the ISP’s own words', async () => {
  await units.unit(origin, (tx) =>
    changeWording(
      tx,
      {
        template: paid.name,
        language: 'en',
        version: null,
        text: 'Asante for {amount}!',
        subject: 'Asante',
      },
      declared,
    ),
  )
  await say('own')
  expect(texts()).toEqual([expect.stringMatching(/: Asante for KES 500!$/)])
  const { id } = await messageOf('own')
  await units.unit(origin, (tx) => resendMessage(tx, { messageId: id, id: newId(tx.now) }))
  await units.runJobs()
  expect(texts()).toHaveLength(2)
  const found = await units.read(origin, (read) =>
    messagesPage(read, contract.listMessages.input.parse({ q: phone.replace('+254', '0') })),
  )
  expect(found.items.map(({ to }) => to.phone)).toEqual([phone, phone])
  await expect(
    units.unit(origin, (tx) =>
      changeWording(
        tx,
        { template: paid.name, language: 'en', version: 1, text: 'Dear {nmae}', subject: 'A' },
        declared,
      ),
    ),
  ).rejects.toThrow('{nmae}')
  const [template] = await units.read(origin, (read) => templatesNow(read, declared))
  expect(template?.wordings[0]).toMatchObject({ text: 'Asante for {amount}!', version: 1 })
})
