import { refusal } from '#kernel/refusal.ts'

/** Facts: `changedByKind`, `changedById`, `changedAt`, and `version`, the one to start again from. */
const stale = refusal(
  'network.stale',
  409,
  'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
)

/** Refuses an edit made from another version than the locked row has, and says who was first. */
export function refuseStale(
  current: { version: number; changed_at: Temporal.Instant; by_kind: string; by_id: string },
  version: number,
): void {
  if (current.version === version) return
  throw stale({
    changedByKind: current.by_kind,
    changedById: current.by_id,
    changedAt: current.changed_at.toString(),
    version: current.version,
  })
}

export const nasNotFound = refusal('network.nas_not_found', 404, 'There is no such router.')
export const nasNameTaken = refusal(
  'network.nas_name_taken',
  409,
  'There is a router {name} already.',
)
export const addressTaken = refusal(
  'network.address_taken',
  409,
  'The router {name} speaks from that address already. Routers behind one public address need a tunnel each.',
)
export const addressMissing = refusal(
  'network.address_missing',
  422,
  'A router needs an address of its own, or a tunnel to speak through.',
)
export const tunnelMissing = refusal(
  'network.tunnel_missing',
  422,
  'Changes cannot go through a tunnel that is not there.',
)
export const tunnelIsFull = refusal(
  'network.tunnel_is_full',
  409,
  'The network of the tunnels has no address left. Choose a larger one in the settings.',
)
export const nasIsArchived = refusal(
  'network.nas_is_archived',
  409,
  'This router is out of service. Put it back into service first.',
)
export const nasInService = refusal('network.nas_in_service', 409, 'This router is in service.')
export const profileNotFound = refusal(
  'network.profile_not_found',
  404,
  'There is no such vendor profile.',
)
export const profileNameTaken = refusal(
  'network.profile_name_taken',
  409,
  'There is a profile {name} already.',
)
export const profileInUse = refusal(
  'network.profile_in_use',
  409,
  'Routers use this profile: {count}. Give them another one first.',
)
export const profileUnfit = refusal(
  'network.profile_unfit',
  422,
  'Some lines of this profile cannot work.',
)
