import { setTimeout as sleep } from 'node:timers/promises'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ProblemError, type Client } from '#kernel/client.ts'
import { listSites, openSite } from '#modules/organization/contract.ts'
import { listMembers } from '#modules/staff/contract.ts'
import { readDemo } from '#main/demo/record.ts'
import { COLLEAGUES, SITES } from '#main/demo/savanna.ts'
import { copyDemoHome } from './testing/demo-home.ts'
import { demoMember, freePort, runKasi, scratchHome, startKasi } from './process.ts'

const MINUTES = 60_000

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
  'the power goes while people work, and nothing that was confirmed is lost',
  async () => {
    using scratch = scratchHome()
    await copyDemoHome(scratch.home)
    const env = { KASI_HOME: scratch.home, KASI_HTTP_PORT: await freePort() }
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
    await kasi.kill9()
    isOver = true
    await Promise.all(writers)

    await using after = startKasi(env)
    await after.ready
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
