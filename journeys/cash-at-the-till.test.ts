import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { RadiusServer } from '#modules/access/index.ts'
import { readMoney, readStatement } from '#modules/billing/contract.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { recordPayment } from '#modules/payments/contract.ts'
import { aService } from '#modules/services/testing.ts'
import type { Live } from '#platform/live.ts'
import { World } from './world.ts'

const run = promisify(execFile)
const silent: Pick<Live, 'listen'> = { listen: () => () => undefined }

test('cash at the till: the service is on when the cashier looks up, for the month that was paid', async () => {
  await using world = await World.open({ at: '2026-11-20T18:00:00+03:00' })
  const owner = await world.owner()
  const { units, vault } = world.ground
  const { nas, subscriberId } = await units.unit(
    { actor: system('test'), name: 'test.prepare' },
    async (tx) => {
      const plan = await aPlan(tx, { name: 'Home 20' })
      const home = { planVersionId: plan.id, username: 'amina', password: 'rangi-saba-42' }
      return { nas: await aNas(tx, { address: '127.0.0.1' }), ...(await aService(tx, home)) }
    },
  )
  const server = new RadiusServer({
    ...{ host: '127.0.0.1', authPort: 0, acctPort: 0, shared: false, units, vault },
    ...{ clock: world.clock, live: silent as Live },
    onOutcome: () => undefined,
    onTrouble: (what, error) => expect.unreachable(`${what}: ${String(error)}`),
  })
  await server.open()
  const dials = async () => {
    await server.catchUp()
    const args = ['-x', '-r', '1', '-t', '2', `127.0.0.1:${server.authPort}`, 'auth', nas.secret]
    const child = run('radclient', args)
    child.child.stdin?.end('User-Name = amina\nUser-Password = rangi-saba-42\n')
    const { stdout } = await child.catch((failed: { stdout: string }) => failed)
    return stdout
  }
  const paysCash = (cents: string) =>
    owner.call(recordPayment, {
      ...{ id: newId(world.clock.now()), subscriberId, rail: 'cash', receipt: null, note: null },
      ...{ amount: { cents, currency: 'KES' }, paidOn: '2026-11-20' },
    })
  try {
    // Whoever has not paid reaches the portal, and nothing else.
    expect(await dials()).toContain('kasi-unpaid')
    await paysCash('200000')
    const short = await owner.call(readMoney, { subscriberId })
    expect(short.next).toMatchObject([{ paidUntil: null, missing: { cents: '99900' } }])

    await paysCash('99900')
    // No job ran: the answer to the payment came after what it bought.
    expect(await dials()).toContain('Session-Timeout = 2592000')
    const paid = await owner.call(readMoney, { subscriberId })
    expect(paid).toMatchObject({ wallet: { cents: '0' }, owed: { cents: '0' } })
    expect(paid.next).toMatchObject([
      { paidUntil: '2026-12-20T15:00:00Z', from: '2026-12-20T15:00:00Z' },
    ])
    const { entries } = await owner.call(readStatement, { subscriberId })
    expect(entries.map(({ kind, balance }) => [kind, balance.cents])).toEqual([
      ['payment', '-200000'],
      ['payment', '-299900'],
      ['invoice', '0'],
    ])

    world.clock.set('2026-12-20T15:00:01Z')
    expect(await dials()).toContain('kasi-unpaid')
    for (const { invariants = [] } of world.ground.manifests)
      for (const { name, violations } of invariants)
        expect([
          name,
          await units.read({ actor: system('test'), name: 'test.look' }, violations),
        ]).toEqual([name, []])
  } finally {
    await server.close()
  }
})
