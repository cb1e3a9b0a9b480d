import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import type { Known, Picture } from './picture.ts'
import { MAC, plainText, stationOf } from './read-accounting.ts'

export type Asker = {
  readonly userName: string
  /** `A4:2B:B0:12:34:56`, or what else the NAS tells of who calls. */
  readonly station: string | null
  readonly nasPort: string | null
  readonly known: Known | undefined
  /** Known by the device itself, which proves nothing more and has nothing more to prove. */
  readonly byDevice: boolean
}

/**
 * Whose service is meant. A name is looked up as it was typed, then without a realm (`amina@isp`), which some routers
 * add. A name that is a MAC address is MAC authentication, whatever spelling its NAS has chosen; devices of DHCP
 * services come so, too.
 */
export function whoAsks(request: Packet, picture: Picture): Asker {
  const userName = request.text(Attr.UserName) ?? ''
  const asker = { userName, ...placeOf(request) }
  const { station } = asker
  const named = knownAs(userName, picture)
  if (named) return { ...asker, known: named, byDevice: false }
  const device = stationOf(userName)
  if (device === null || !MAC.test(device)) return { ...asker, known: undefined, byDevice: false }
  // A NAS that says another station than the name is a NAS through which somebody types a stolen address.
  const isSame = station === null || !MAC.test(station) || station === device
  const known = isSame ? picture.byDevice(device.toLowerCase()) : undefined
  return { ...asker, station: station ?? device, known, byDevice: true }
}

/** The same of EAP, in which the name that counts is not User-Name but the one that was proved. */
export function whoProves(request: Packet, identity: string, picture: Picture): Asker {
  const userName = identity || (request.text(Attr.UserName) ?? '')
  return { userName, ...placeOf(request), known: knownAs(userName, picture), byDevice: false }
}

/** As it was typed, then without a realm. */
export function knownAs(name: string, picture: Picture): Known | undefined {
  return picture.named(name) ?? picture.named(withoutRealm(name))
}

function placeOf(request: Packet): Pick<Asker, 'station' | 'nasPort'> {
  const station = stationOf(request.text(Attr.CallingStationId))
  return { station, nasPort: plainText(request.text(Attr.NasPortId)) }
}

function withoutRealm(userName: string): string {
  const at = userName.lastIndexOf('@')
  return at > 0 ? userName.slice(0, at) : userName
}
