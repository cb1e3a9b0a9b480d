import { setTimeout as sleep } from 'node:timers/promises'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { ProblemError, type Client } from '#kernel/client.ts'
import { listInvoices } from '#modules/billing/contract.ts'
import { listSites, openSite } from '#modules/organization/contract.ts'
import { listMembers } from '#modules/staff/contract.ts'
import { readDemo } from '#main/demo/record.ts'
import { COLLEAGUES, SITES } from '#main/demo/savanna.ts'
import { freeUdpPort } from '#radius/testing/free-port.ts'
import { copyDemoHome } from './testing/demo-home.ts'
import { besideKasi, isOnline, tellOf } from './testing/payers.ts'
import { demoMember, freePort, runKasi, scratchHome, startKasi } from './process.ts'

const MINUTES = 60_000
const WAIT = { timeout: 2 * MINUTES, interval: 50 }

async function allSites(client: Client): Promise<string[]> {
  const codes: string[] = []
  let cursor: string | undefined
  do {
    const page = await client.call(listSites, {
      ...{ state: 'all', limit: 200 },
      ...(cursor && { cursor }),
    })
    codes.push(...page.items.map((site) => site.code))
    cursor = page.next ?? undefined
  } while (cursor)
  return codes
}

test(
  'the demo, in whose making the power went three times, is complete; it is not made again until it is emptied',
  async () => {
    using scratch = scratchHome()
    await copyDemoHome(scratch.home)
    const env = { KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort() }
    await using kasi = startKasi(env)
    await kasi.ready
    expect(kasi.said()).not.toContain('Making the demo')
    expect(statSync(join(scratch.home, 'demo.json')).mode & 0o777).toBe(0o600)
    expect(readDemo(scratch.home)).toMatchObject({
      complete: true,
      addresses: { http: `${kasi.url}/` },
    })
    const admin = await demoMember(kasi.url, 'admin@savanna.example')
    expect((await allSites(admin)).toSorted()).toEqual(SITES.map((site) => site.code).toSorted())
    const members = await admin.call(listMembers, { limit: 200 })
    expect(members.items).toHaveLength(COLLEAGUES.length + 1)
    // Made by the few files that `npm start` runs, in which what a paper needs must be found as well.
    const { items: invoices } = await admin.call(listInvoices, { limit: 1 })
    const paper = await fetch(
      `${kasi.url}/api/documents/invoice/${must(invoices[0], 'the demo bills').id}/pdf`,
      { headers: { cookie: admin.cookies(), 'sec-fetch-site': 'same-origin' } },
    )
    expect((await paper.text()).slice(0, 5)).toBe('%PDF-')
    expect(runKasi(['demo', 'code'], env)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^\d{6} {2}owner@/),
    })
    expect(runKasi(['demo', 'reset'], env)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Kasi runs on this demo'),
    })
    await kasi.stop()

    expect(runKasi(['demo', 'reset'], env).code).toBe(0)
    expect(readDemo(scratch.home)).toBeUndefined()
    await using anew = startKasi(env)
    await anew.waitFor('Making the demo')
    await anew.kill9()
  },
  5 * MINUTES,
)

test(
  'the power goes while people work and pay: nothing that was confirmed is lost, and who has paid is online, once',
  async () => {
    using scratch = scratchHome()
    await copyDemoHome(scratch.home)
    const port = await freeUdpPort()
    const env = {
      ...{ KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort() },
      KASI_RADIUS_AUTH_PORT: String(port),
    }
    await using kasi = startKasi(env)
    await kasi.ready
    const admin = await demoMember(kasi.url, 'admin@savanna.example')

    const WRITERS = 8
    const confirmed: string[] = []
    let isOver = false
    let number = 0
    const write = async () => {
      while (!isOver && number < 250) {
        const code = `PWR-${++number}`
        const site = { code, name: code, kind: 'other', county: 'Nairobi', notes: 'n' } as const
        const nothing = { town: null, address: null, at: null, contact: null }
        try {
          await admin.call(openSite, { ...site, ...nothing })
          confirmed.push(code)
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError)
          return
        }
      }
    }
    const writers = Array.from({ length: WRITERS }, write)
    while (confirmed.length < 60) await sleep(5)

    const before = await besideKasi(scratch.home)
    const payers = await before.layLines(['booked', 'begun', 'kept'])
    const [booked, begun, kept] = payers
    if (!booked || !begun || !kept) throw new Error('three lines were laid')
    const secret = must(readDemo(scratch.home)?.routers[0], 'a router is here').secret
    const online = async () => Promise.all(payers.map((payer) => isOnline(payer, { port, secret })))
    const url = `${kasi.url}${await before.openPaybill()}`
    // One is paid and booked, and RADIUS has not heard of it; of one the booking has begun; one is kept as it came.
    await before.hold('lock table services.credential in access exclusive mode')
    await tellOf(booked, url)
    await expect.poll(() => before.booked(booked), WAIT).toMatchObject({ payments: 1, periods: 1 })
    const row = await before.hold('select from subscribers.subscriber where id = $1 for update', [
      begun.subscriberId,
    ])
    await tellOf(begun, url)
    await expect.poll(row.somebodyWaits, WAIT).toBe(true)
    await tellOf(kept, url)
    expect(await before.tellingsThatWait()).toBe(2)
    expect(await online()).toEqual([false, false, false])
    await kasi.kill9()
    isOver = true
    await Promise.all(writers)
    await before.close()

    await using after = startKasi(env)
    await after.ready
    await expect.poll(online, WAIT).toEqual([true, true, true])
    // Safaricom may say it again.
    for (const payer of payers) await tellOf(payer, url)
    const beside = await besideKasi(scratch.home)
    await expect.poll(beside.tellingsThatWait, WAIT).toBe(0)
    for (const payer of payers)
      expect(await beside.booked(payer)).toEqual({
        ...{ payments: 1, journals: 1, periods: 1, invoices: 1 },
      })
    expect(await beside.violations()).toEqual([])
    await beside.close()
    const found = (await allSites(await demoMember(after.url, 'admin@savanna.example'))).filter(
      (code) => code.startsWith('PWR-'),
    )
    expect(confirmed.filter((code) => !found.includes(code))).toEqual([])
    // What was under way may have been written without anybody hearing of it: one for each writer at most.
    expect(found.length - confirmed.length).toBeLessThanOrEqual(WRITERS)
    await after.stop()
  },
  5 * MINUTES,
)
