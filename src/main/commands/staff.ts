import { system } from '#kernel/actor.ts'
import { email } from '#kernel/email.ts'
import { findMemberByEmail, makeSetUpCode, resetMemberFactors } from '#modules/staff/index.ts'
import { silentLog } from '#platform/log.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Tx } from '#platform/tx.ts'
import { type Command, type Given, withDatabase } from '../command.ts'
import { type Ground, openGround } from '../ground.ts'
import { catalogueOf } from '../rooms.ts'
import { refuseUnmigrated } from '../schema-state.ts'

export const command: Command = {
  usage: 'set-up-code | reset-factor EMAIL',
  about: `Helps staff who cannot get in. Whoever may run this on the server may do it.

  set-up-code           prints a one-time code for setting up the first owner, while there is no staff
  reset-factor EMAIL    removes the second factors of a member who lost them, for instance the only owner. Make
                        sure who is asking. The next sign-in takes the password and an e-mailed code.`,
  words: { least: 1, most: 2 },
  run: ({ words }) => staff(words),
}

async function staff([verb, about]: Given['words']): Promise<number> {
  if (verb === 'set-up-code' && about === undefined)
    return inGround('staff.make-set-up-code', printSetUpCode)
  if (verb === 'reset-factor' && about !== undefined)
    return inGround('staff.reset-factor', (tx, ground) => resetFactor(tx, ground, about))
  throw new Trouble(
    `There is no "kasi staff ${verb}" like that.`,
    `Write: kasi staff ${command.usage}`,
  )
}

async function printSetUpCode(tx: Tx): Promise<number> {
  const code = await makeSetUpCode(tx)
  if (code === undefined) {
    throw new Trouble(
      'There is staff already, so there is nothing to set up.',
      'Ask an owner for an invitation. An owner without second factor: kasi staff reset-factor EMAIL',
    )
  }
  console.log(code)
  return 0
}

async function resetFactor(tx: Tx, ground: Ground, typed: string): Promise<number> {
  const address = email.safeParse(typed)
  const member = address.success ? await findMemberByEmail(tx, address.data) : undefined
  if (!member)
    throw new Trouble(`Nobody on the staff has the address ${typed}.`, 'Check how it is written.')
  await resetMemberFactors(tx, {
    memberId: member.id,
    reason: 'kasi staff reset-factor, on the server',
    catalogue: catalogueOf(ground.manifests),
  })
  console.log(`${member.name} has no second factor any more and is signed out everywhere.`)
  return 0
}

function inGround(
  name: string,
  work: (tx: Tx, ground: Ground) => Promise<number>,
): Promise<number> {
  return withDatabase(async ({ config, url }) => {
    await refuseUnmigrated(url)
    const ground = await openGround({ config, url, name: 'cli', log: silentLog })
    try {
      return await ground.units.unit({ actor: system('kasi staff'), name }, (tx) =>
        work(tx, ground),
      )
    } finally {
      await ground.close()
    }
  })
}
