import type { NetworkService } from '#modules/services/index.ts'
import { Lately } from './lately.ts'

/** Services that lie open at most. */
const OPEN_MAX = 100_000

/**
 * Services as they lie in memory until somebody asks for one: a text each. As objects a million services would be twenty million things
 * that the garbage collector walks over again and again, at the price of as much as answering; those that were asked for
 * lately lie open.
 */
export class Shelf {
  private readonly texts = new Map<string, string>()
  private readonly open = new Lately<NetworkService>(OPEN_MAX)

  get size(): number {
    return this.texts.size
  }

  get(serviceId: string): NetworkService | undefined {
    const open = this.open.get(serviceId)
    if (open) return open
    const text = this.texts.get(serviceId)
    return text === undefined ? undefined : serviceIn(serviceId, text)
  }

  /** The same, and keeps it open for the next who asks. */
  take(serviceId: string): NetworkService | undefined {
    const service = this.get(serviceId)
    if (service) this.open.set(serviceId, service)
    return service
  }

  put(service: NetworkService): void {
    this.texts.set(service.serviceId, textOf(service))
    this.open.delete(service.serviceId)
  }

  drop(serviceId: string): void {
    this.texts.delete(serviceId)
    this.open.delete(serviceId)
  }

  /** Its change number, without opening it. */
  changeOf(serviceId: string): bigint | undefined {
    const text = this.texts.get(serviceId)
    return text === undefined ? undefined : changeIn(text)
  }

  ids(): IterableIterator<string> {
    return this.texts.keys()
  }
}

/** Without the names of its fields, and its change number first. */
type Row = readonly [
  change: string,
  number: string,
  subscriberId: string,
  planVersionId: string,
  siteId: string | null,
  access: NetworkService['access'],
  pay: NetworkService['pay'],
  status: NetworkService['status'],
  grace_s: number,
  dunning: NetworkService['dunning'],
  sessionsMax: number | null,
  isBound: boolean,
  nasIds: NetworkService['nasIds'],
  paid: NetworkService['paid'],
  holds: NetworkService['holds'],
  credentials: readonly (readonly [
    id: string,
    username: string,
    passwordSealed: string,
    ntHashSealed: string,
  ])[],
  devices: NetworkService['devices'],
  fixedAddresses: NetworkService['fixedAddresses'],
]

function textOf(service: NetworkService): string {
  const { change, number, subscriberId, planVersionId, siteId, access, pay, status } = service
  const { grace_s, dunning, sessionsMax, isBound, nasIds, paid, holds } = service
  const { devices, fixedAddresses } = service
  const credentials = service.credentials.map(
    ({ id, username, passwordSealed, ntHashSealed }) =>
      [id, username, passwordSealed, ntHashSealed] as const,
  )
  const row: Row = [
    ...([String(change), number, subscriberId, planVersionId, siteId, access, pay] as const),
    ...([status, grace_s, dunning, sessionsMax, isBound, nasIds, paid, holds] as const),
    ...([credentials, devices, fixedAddresses] as const),
  ]
  return JSON.stringify(row)
}

function changeIn(text: string): bigint {
  return BigInt(text.slice(2, text.indexOf('"', 2)))
}

function serviceIn(serviceId: string, text: string): NetworkService {
  // What `textOf` wrote.
  const row = JSON.parse(text) as Row
  return {
    serviceId,
    number: row[1],
    subscriberId: row[2],
    change: BigInt(row[0]),
    planVersionId: row[3],
    siteId: row[4],
    access: row[5],
    pay: row[6],
    status: row[7],
    grace_s: row[8],
    dunning: row[9],
    sessionsMax: row[10],
    isBound: row[11],
    nasIds: row[12],
    paid: row[13],
    holds: row[14],
    credentials: row[15].map(([id, username, passwordSealed, ntHashSealed]) => ({
      ...{ id, username, passwordSealed, ntHashSealed },
    })),
    devices: row[16],
    fixedAddresses: row[17],
  }
}
