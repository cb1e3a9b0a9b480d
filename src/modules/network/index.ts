/** The door: what rooms below may call and listen to. */
export { allocateLeases } from './commands/allocate-leases.ts'
export { noteConflicts } from './commands/note-conflicts.ts'
export { recordAddressUses } from './commands/record-address-uses.ts'
export { recordNasHeard } from './commands/record-nas-heard.ts'
export { releaseLeases } from './commands/release-leases.ts'
export {
  addressFixed,
  addressFreed,
  linkChanged,
  nasAdded,
  nasArchived,
  nasChanged,
  nasRestored,
  poolChanged,
  profileChanged,
} from './events.ts'
export { udpProbe } from './outside/nas-probe/udp.ts'
export type {
  ApiFailure,
  RouterAnswer,
  RouterApi,
  RouterDoor,
  RouterSession,
} from './outside/router-api/port.ts'
export { routerOsApi } from './outside/router-api/routeros.ts'
export { insideAt } from './queries/inside.ts'
export { uplinkTree, type UplinkFacts } from './queries/links.ts'
export { countQuietRouters, nasHealthOf, routersAt } from './queries/nas.ts'
export {
  leasesOfService,
  leasesPage,
  poolPicture,
  type HeldLease,
  type PoolInPicture,
} from './queries/leases.ts'
export { NAS_HAS_API, nasPicture, type NasInPicture } from './queries/picture.ts'
export { changeNeeds, renderProfile } from './rules/render-profile.ts'
export type { AddressUse, Lease, LeaseAsk } from './store/addresses.ts'
export type { Conflict } from './store/conflicts.ts'
export type { NasHeard } from './store/nas.ts'
