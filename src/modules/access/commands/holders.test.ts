import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { addPortPlan, aNas } from '#modules/network/testing.ts'
import { testTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { findHolder as endpoint } from '../contract.ts'
import { sessionsFoundBy } from '../queries/search.ts'
import type { Heard } from '../rules/hear.ts'
import { buryPast } from './bury-past.ts'
import { findHolder } from './find-holder.ts'
import { preparePartitions } from './prepare-partitions.ts'
import { recordAccounting } from './record-accounting.ts'

const REASON = 'Court order 12/2026, Milimani'
const ADDRESS = '102.68.1.7'
const MINUTE_ms = 60_000

/** A router that tells of one stay after the other, in minutes from now. */
async function aRouterTells(tx: Tx) {
  const { nasId } = await aNas(tx)
  const now_ms = tx.now.epochMilliseconds
  const stay = (given: Partial<Heard> = {}) => {
    const serviceId = newId(tx.now)
    const key = randomUUID()
    const heard = (kind: Heard['kind'], minute: number, more: Partial<Heard> = {}): Heard => ({
      ...{ kind, key, nasId, serviceId, class: null, told: null, nasSession: key, userName: 'a' },
      ...{ station: null, calledStation: null, nasPort: null, interim_s: 300, isTimed: true },
      ...{ ipv4: ADDRESS, ipv6Prefix: null, delegatedPrefix: null, up: null, down: null },
      ...{ at_ms: now_ms + minute * MINUTE_ms, receivedAt_ms: now_ms + minute * MINUTE_ms },
      ...{ seconds: minute * 60, cause: null, ...given, ...more },
    })
    return { serviceId, heard }
  }
  return { nasId, stay }
}

const record = (tx: Tx, ...batch: Heard[]) => recordAccounting(tx, batch)
const at = (tx: Tx, minutes: number) => tx.now.add({ minutes })

async function holders(tx: Tx, address: string, when: Temporal.Instant) {
  const asked = { address, port: null, at: when.toString(), reason: REASON }
  return (await findHolder(tx, endpoint.input.parse(asked))).holders
}

test('who had an address is told for the moment, today and when the sessions have left for the past', async () => {
  await testTx(async (tx) => {
    const { stay } = await aRouterTells(tx)
    const [early, late, moved] = [stay(), stay(), stay({ ipv4: '102.68.1.8' })]
    await record(tx, late.heard('start', 30, { seconds: 0 }), moved.heard('start', 0))
    // The end comes before the beginning.
    await record(tx, early.heard('stop', 30))
    await record(tx, early.heard('start', 0))
    await record(tx, moved.heard('interim', 20, { ipv4: '102.68.1.9' }))

    const who = async (minutes: number, address = ADDRESS) =>
      (await holders(tx, address, at(tx, minutes))).map(({ serviceId }) => serviceId)
    const isTold = async () => {
      expect(await who(-1)).toEqual([])
      expect(await who(0)).toEqual([early.serviceId])
      expect(await who(29)).toEqual([early.serviceId])
      expect(await who(30)).toEqual([late.serviceId])
      expect(await who(40)).toEqual([late.serviceId])
      expect(await who(19, '102.68.1.8')).toEqual([moved.serviceId])
      expect(await who(20, '102.68.1.8')).toEqual([])
      expect(await who(20, '102.68.1.9')).toEqual([moved.serviceId])
    }
    await isTold()
    expect(await who(3_000)).toEqual([late.serviceId])
    await record(
      tx,
      late.heard('stop', 50, { seconds: 1_200 }),
      moved.heard('stop', 50, { ipv4: '102.68.1.9' }),
    )
    await isTold()
    const tomorrow = { ...tx, now: tx.now.add({ hours: 26 }) }
    await preparePartitions(tomorrow)
    expect(await buryPast(tomorrow)).toBe(3)
    await isTold()
    expect(await who(50)).toEqual([])
    const { rows } = await sql<{ found: number }>`
      select count(*)::int as found from access.past_session session
       where ${await sessionsFoundBy(tx, ADDRESS)}`.execute(tx.sql)
    expect(rows).toEqual([{ found: 2 }])
  })
})

test('a session id that is used again leaves behind who had the address before', async () => {
  await testTx(async (tx) => {
    const { stay } = await aRouterTells(tx)
    const { serviceId, heard } = stay()
    await record(tx, heard('start', 0), heard('interim', 5), heard('start', 60, { seconds: 0 }))
    expect(await holders(tx, ADDRESS, at(tx, 4))).toMatchObject([{ serviceId }])
    expect(await holders(tx, ADDRESS, at(tx, 30))).toEqual([])
    expect(await holders(tx, ADDRESS, at(tx, 61))).toMatchObject([{ serviceId }])
  })
})

test('who had an address inside a prefix that a home was given', async () => {
  await testTx(async (tx) => {
    const { stay } = await aRouterTells(tx)
    const { serviceId, heard } = stay({ ipv4: null, delegatedPrefix: '2c0f:fe38:1:200::/56' })
    await record(tx, heard('start', 0))
    const found = await holders(tx, '2c0f:fe38:1:2ab::9', tx.now)
    expect(found).toMatchObject([{ serviceId, address: '2c0f:fe38:1:200::/56' }])
    expect(await holders(tx, '2c0f:fe38:1:300::9', tx.now)).toEqual([])
  })
})

test('behind a shared address needs the port, and the router whose plan it is', async () => {
  await testTx(async (tx) => {
    const [here, elsewhere] = [await aRouterTells(tx), await aRouterTells(tx)]
    const { nasId } = here
    const outside = '102.68.10.8-102.68.10.15'
    const ports = { firstPort: 1024, ports: 2016 }
    await addPortPlan(tx, { name: 'Homes', nasId, inside: '100.64.0.0/24', outside, ...ports })
    const { serviceId, heard } = here.stay({ ipv4: '100.64.0.33' })
    // The same inside address behind another router is somebody else.
    await record(tx, heard('start', 0), elsewhere.stay({ ipv4: '100.64.0.33' }).heard('start', 0))
    const asked = { address: '102.68.10.9', at: tx.now.toString(), reason: REASON }
    const ask = (port: number | null) => findHolder(tx, endpoint.input.parse({ ...asked, port }))
    expect(await ask(null)).toEqual({ translated: null, needsPort: true, holders: [] })
    expect(await ask(4000)).toMatchObject({
      translated: { inside: '100.64.0.33', firstPort: 3040, lastPort: 5055, plan: 'Homes' },
      holders: [{ serviceId }],
    })
    expect((await ask(80)).holders).toEqual([])
  })
})
