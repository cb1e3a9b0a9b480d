import { system } from '#kernel/actor.ts'
import { mayBeServed } from '#modules/services/contract.ts'
import { openPassword, servicesForNetwork, type NetworkService } from '#modules/services/index.ts'
import { ApiDoor } from '#sim/routers/api-door.ts'
import { SimRouter } from '#sim/routers/router.ts'
import { Town, type Resident } from '#sim/routers/town.ts'
import type { RadiusAt } from '../building.ts'
import type { Ground } from '../ground.ts'
import { readDemo, writeDemo, type DemoRecord } from './record.ts'
import { openGoogle } from './google.ts'
import { openMpesa } from './mpesa.ts'
import { openTexts } from './texts.ts'
import { dice } from './townspeople.ts'

/** So many lines of the town are lived in; the others are quiet, as many are. */
const LIVED_IN = 80
/** Of those, so many have not paid, or are on hold: what becomes of them is to be seen as well. */
const UNPAID = 12
const ORIGIN = { actor: system('demo'), name: 'demo.open-town' }
const ZONE = 'Africa/Nairobi'

/** The simulated town: routers on this machine with people of the demo on them. Nothing, where there is no demo. */
export async function openTown(
  ground: Ground,
  at: RadiusAt,
  home: string,
): Promise<() => Promise<void>> {
  const demo = readDemo(home)
  if (!demo?.complete) return async () => undefined
  const { clock, log } = ground
  const standing: (() => Promise<void>)[] = []
  const away: string[] = []
  const now_ms = () => clock.now().epochMilliseconds
  const putUp = async (what: string, open: () => Promise<() => Promise<void>>) => {
    try {
      standing.push(await open())
    } catch (err) {
      // Another program on this machine has the port, or the machine knows one address only: the town is smaller then.
      away.push(`${what}: ${err instanceof Error ? err.message : String(err)}`)
      log.info({ err }, `Of the demo stays away: ${what}`)
    }
  }
  await putUp('SMS', () => openTexts(ground, demo.ports.texts))
  await putUp('M-Pesa', () => openMpesa(ground, home, demo.ports.mpesa))
  await putUp('Google', () => openGoogle(ground, demo.ports.google))
  const routers: SimRouter[] = []
  for (const { name, address, secret, coaPort, api } of demo.routers) {
    const router = new SimRouter({
      ...{ name, address, secret, server: at, now_ms },
      ...(coaPort !== undefined && { coaPort }),
    })
    await putUp(name, async () => {
      await router.open()
      await router.comeUp()
      routers.push(router)
      // The town closes its routers, when nobody is on them any more.
      return async () => undefined
    })
    if (api && routers.includes(router))
      await putUp(`${name}, API`, async () => {
        const door = new ApiDoor(router, { login: api, version: '7.18', port: api.port })
        await door.open()
        return () => door.close()
      })
  }
  const record = readDemo(home)
  if (record) writeDemo(home, { ...record, away })
  const residents = routers.length > 0 ? await residentsOf(ground, demo, routers.length) : []
  const hourOf = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE).hour
  const town = new Town({ routers, residents, now_ms, hourOf })
  town.open()
  return async () => {
    await town.close()
    for (const close of standing) await close()
  }
}

/** Lines of the demo that dial, with their passwords, but those that are there for people to dial at. */
async function residentsOf(
  { units, vault, clock }: Ground,
  { services: forPeople }: DemoRecord,
  routers: number,
): Promise<Resident[]> {
  const taken = new Set(forPeople.map(({ username }) => username))
  const some = await units.read(ORIGIN, (read) =>
    servicesForNetwork(read, { after: null, limit: 20 * LIVED_IN }),
  )
  const roll = dice(20_261_125)
  const now_ms = clock.now().epochMilliseconds
  const dialling = some.filter(
    ({ status, access, credentials: [first] }) =>
      status === 'active' &&
      (access === 'pppoe' || access === 'hotspot') &&
      first &&
      !taken.has(first.username),
  )
  const { served = [], others = [] } = Object.groupBy(dialling, (service) =>
    mayBeServed(service, now_ms).kind === 'full' ? 'served' : 'others',
  )
  return [...served.slice(0, LIVED_IN - UNPAID), ...others.slice(0, UNPAID)].flatMap(
    (service, place) => residentOf(service, { vault, router: place % routers, roll }),
  )
}

function residentOf(
  { credentials, access }: NetworkService,
  {
    vault,
    router,
    roll,
  }: Pick<Ground, 'vault'> & { router: number; roll: (sides: number) => number },
): Resident[] {
  const [credential] = credentials
  if (!credential || (access !== 'pppoe' && access !== 'hotspot')) return []
  const octet = () => roll(256).toString(16).padStart(2, '0')
  return [
    {
      ...{ userName: credential.username, password: openPassword(vault, credential), router },
      ...{ kind: access, appetite: (roll(10) / 10) ** 2 },
      station: `A4:2B:B0:${octet()}:${octet()}:${octet()}`.toUpperCase(),
    },
  ]
}
