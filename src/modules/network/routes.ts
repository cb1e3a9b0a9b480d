import { serve } from '#platform/serve.ts'
import { addDevice } from './commands/add-device.ts'
import { addLink } from './commands/add-link.ts'
import { addNas } from './commands/add-nas.ts'
import { addPool } from './commands/add-pool.ts'
import { addPortPlan } from './commands/add-port-plan.ts'
import { archiveNas } from './commands/archive-nas.ts'
import { archivePool } from './commands/archive-pool.ts'
import { changeDevice } from './commands/change-device.ts'
import { changeLink } from './commands/change-link.ts'
import { changeNas } from './commands/change-nas.ts'
import { changePool } from './commands/change-pool.ts'
import { changeProfile } from './commands/change-profile.ts'
import { copyProfile } from './commands/copy-profile.ts'
import { endPortPlan } from './commands/end-port-plan.ts'
import { fixAddress } from './commands/fix-address.ts'
import { freeAddress } from './commands/free-address.ts'
import { removeDevice } from './commands/remove-device.ts'
import { removeLink } from './commands/remove-link.ts'
import { removeProfile } from './commands/remove-profile.ts'
import { reserveAddress } from './commands/reserve-address.ts'
import { restoreNas } from './commands/restore-nas.ts'
import { makeTlsKey } from './commands/make-tls-key.ts'
import { removeTlsKey } from './commands/remove-tls-key.ts'
import { rotateSecret } from './commands/rotate-secret.ts'
import { testNas } from './commands/test-nas.ts'
import * as contract from './contract.ts'
import { isAttribute } from './queries/dictionary.ts'
import { deviceNow, devicesNow, linkNow, linksNow, siteOfDevice } from './queries/links.ts'
import { nasNow, nasPage, secretNow } from './queries/nas.ts'
import { addressesOf, conflictsNow, mapOf, poolNow, poolsNow } from './queries/pools.ts'
import { portPlanFacts, portPlanNow, portPlansNow } from './queries/port-plans.ts'
import { profileNow, profilesNow } from './queries/profiles.ts'
import { scriptOf } from './queries/script.ts'
import { siteOfNas, siteOfPool } from './queries/sites.ts'
import { portPlanScript } from './rules/port-blocks.ts'
import { factsFor, problemsOf, renderProfile } from './rules/render-profile.ts'
import type { Read } from '#platform/tx.ts'

const atNas = (read: Read, { nasId }: { nasId: string }) => siteOfNas(read, nasId)
const atPool = (read: Read, { poolId }: { poolId: string }) => siteOfPool(read, poolId)

const routers = [
  serve(contract.listNas, nasPage, 'filtered'),
  serve(contract.readNas, (read, { nasId }) => nasNow(read, nasId), atNas),
  serve(contract.addNas, async (tx, input) => {
    const { nasId, secret } = await addNas(tx, input)
    return { nas: await nasNow(tx, nasId), secret }
  }),
  serve(contract.changeNas, async (tx, input) => {
    await changeNas(tx, input)
    return nasNow(tx, input.nasId)
  }),
  serve(
    contract.archiveNas,
    async (tx, input) => {
      await archiveNas(tx, input)
      return nasNow(tx, input.nasId)
    },
    atNas,
  ),
  serve(
    contract.restoreNas,
    async (tx, input) => {
      await restoreNas(tx, input)
      return nasNow(tx, input.nasId)
    },
    atNas,
  ),
  serve(
    contract.readSecret,
    async (read, { nasId }) => ({ secret: await secretNow(read, nasId) }),
    atNas,
  ),
  serve(
    contract.rotateSecret,
    async (tx, input) => {
      const secret = await rotateSecret(tx, input)
      return { nas: await nasNow(tx, input.nasId), secret }
    },
    atNas,
  ),
  serve(
    contract.makeTlsKey,
    async (tx, input) => {
      const { nasId } = input
      const key = await makeTlsKey(tx, input)
      return { nas: await nasNow(tx, nasId), identity: nasId, key }
    },
    atNas,
  ),
  serve(
    contract.removeTlsKey,
    async (tx, input) => {
      await removeTlsKey(tx, input)
      return nasNow(tx, input.nasId)
    },
    atNas,
  ),
  serve(contract.readScript, scriptOf, atNas),
  serve(
    contract.testNas,
    async (tx, { nasId }) => {
      await testNas(tx, { nasId })
      return nasNow(tx, nasId)
    },
    atNas,
  ),
]

const profiles = [
  serve(contract.listProfiles, async (read) => ({ items: await profilesNow(read) }), 'filtered'),
  serve(contract.copyProfile, async (tx, input) => profileNow(tx, await copyProfile(tx, input))),
  serve(contract.changeProfile, async (tx, input) => {
    await changeProfile(tx, input)
    return profileNow(tx, input.profileId)
  }),
  serve(contract.removeProfile, async (tx, input) => {
    await removeProfile(tx, input)
    return {}
  }),
  serve(contract.previewProfile, async (_tx, { profile, allowance }) => ({
    accept: renderProfile(profile, allowance, 'accept'),
    coa: renderProfile(profile, allowance, 'coa'),
    problems: problemsOf(profile, { allowance, isKnown: isAttribute }),
    facts: factsFor(allowance),
  })),
]

const pools = [
  serve(
    contract.listPools,
    async (read, { state }) => ({ items: await poolsNow(read, { state }) }),
    'filtered',
  ),
  serve(contract.addPool, async (tx, input) => poolNow(tx, await addPool(tx, input))),
  serve(contract.changePool, async (tx, input) => {
    await changePool(tx, input)
    return poolNow(tx, input.poolId)
  }),
  serve(contract.archivePool, async (tx, input) => {
    await archivePool(tx, input)
    return poolNow(tx, input.poolId)
  }),
  serve(contract.mapPool, (read, { poolId }) => mapOf(read, poolId), atPool),
  serve(contract.listAddresses, addressesOf, atPool),
  serve(contract.reserveAddress, async (tx, input) => {
    await reserveAddress(tx, input)
    return {}
  }),
  serve(contract.fixAddress, async (tx, input) => {
    await fixAddress(tx, input)
    return {}
  }),
  serve(contract.freeAddress, async (tx, input) => {
    await freeAddress(tx, input)
    return {}
  }),
  serve(contract.listConflicts, (read) => conflictsNow(read), 'filtered'),
]

const portPlans = [
  serve(contract.listPortPlans, async (read) => ({ items: await portPlansNow(read) })),
  serve(contract.addPortPlan, async (tx, input) => portPlanNow(tx, await addPortPlan(tx, input))),
  serve(contract.endPortPlan, async (tx, input) => {
    await endPortPlan(tx, input)
    return portPlanNow(tx, input.portPlanId)
  }),
  serve(contract.readPortPlanScript, async (read, { portPlanId }) => ({
    script: portPlanScript(await portPlanFacts(read, portPlanId)),
  })),
]

const links = [
  serve(contract.listLinks, async (read) => ({ items: await linksNow(read) }), 'filtered'),
  serve(contract.addLink, async (tx, input) => linkNow(tx, await addLink(tx, input))),
  serve(contract.changeLink, async (tx, input) => {
    await changeLink(tx, input)
    return linkNow(tx, input.linkId)
  }),
  serve(contract.removeLink, async (tx, input) => {
    await removeLink(tx, input)
    return {}
  }),
  serve(
    contract.listDevices,
    async (read, input) => ({ items: await devicesNow(read, input) }),
    'filtered',
  ),
  serve(contract.addDevice, async (tx, input) => deviceNow(tx, await addDevice(tx, input))),
  serve(contract.changeDevice, async (tx, input) => {
    await changeDevice(tx, input)
    return deviceNow(tx, input.deviceId)
  }),
  serve(
    contract.removeDevice,
    async (tx, input) => {
      await removeDevice(tx, input)
      return {}
    },
    (read, { deviceId }) => siteOfDevice(read, deviceId),
  ),
]

export const routes = [...routers, ...profiles, ...pools, ...portPlans, ...links]
