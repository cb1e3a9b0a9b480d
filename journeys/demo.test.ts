import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { bringOwnerIn } from '#main/demo/staff.ts'
import { OWNER, PASSWORD } from '#main/demo/savanna.ts'
import { listRoles, setUpOwner } from '#modules/staff/contract.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import { World } from './world.ts'

test('a making of the demo that was cut short before its owner had an authenticator goes on', async () => {
  await using world = await World.open()
  const setUpCode = () =>
    world.ground.units.unit(
      { actor: system('demo'), name: 'staff.make-set-up-code' },
      makeSetUpCode,
    )
  const code = must(await setUpCode(), 'nobody works here yet')
  await world.visitor().call(setUpOwner, { code, ...OWNER, password: PASSWORD })

  let kept: string | undefined
  const arrive = async () => {
    const owner = world.visitor()
    await bringOwnerIn(owner, {
      ...{ clock: world.clock, setUpCode, totpSecret: kept },
      keepSecret: (secret) => (kept = secret),
      mailedCode: async () => {
        await world.settle()
        const letter = world.mailbox.letters(OWNER.email).at(-1)
        return must(/\b\d{6,8}\b/.exec(letter?.text ?? '')?.[0], 'the code came')
      },
    })
    return owner
  }
  const first = await arrive()
  expect((await first.call(listRoles, {})).items.length).toBeGreaterThan(5)
  expect(kept).toBeDefined()
  world.clock.passes('PT1M')
  const again = await arrive()
  expect((await again.call(listRoles, {})).items.length).toBeGreaterThan(5)
})
