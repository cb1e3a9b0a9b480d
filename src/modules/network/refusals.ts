import { refusal, refusesStale } from '#kernel/refusal.ts'

export const refuseStale = refusesStale(
  refusal(
    'network.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)

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
export const siteNotOpen = refusal('network.site_not_open', 409, 'There is no such site in use.')
export const poolNotFound = refusal('network.pool_not_found', 404, 'There is no such pool.')
export const poolNameTaken = refusal(
  'network.pool_name_taken',
  409,
  'There is a pool {name} already.',
)
export const poolIsArchived = refusal(
  'network.pool_is_archived',
  409,
  'This pool is no longer in use.',
)
export const poolIsHeld = refusal(
  'network.pool_is_held',
  409,
  '{count} addresses of this pool are held. Give them back first.',
)
export const rangeUnfit = refusal(
  'network.range_unfit',
  422,
  'The range {range} cannot be used: {why}',
)
export const poolsOverlap = refusal(
  'network.pools_overlap',
  409,
  'These addresses belong to the pool {name} already. Allow it only if the two are never routed to each other.',
)
export const addressNotInPool = refusal(
  'network.address_not_in_pool',
  422,
  'The pool {pool} does not give out {address}.',
)
export const addressIsHeld = refusal(
  'network.address_is_held',
  409,
  '{address} is held already. Free it first.',
)
export const portPlanUnfit = refusal('network.port_plan_unfit', 422, '{why}')
export const portPlanNotFound = refusal(
  'network.port_plan_not_found',
  404,
  'There is no such plan, or it has ended.',
)
export const linkNotFound = refusal('network.link_not_found', 404, 'There is no such link.')
export const linkPrimaryTaken = refusal(
  'network.link_primary_taken',
  409,
  'This site has a primary uplink already: {name}. Make this one a backup, or change that one first.',
)
export const linkClosesCircle = refusal(
  'network.link_closes_circle',
  409,
  'This uplink would close a circle: {sites}. Following uplinks must end at a provider.',
)
export const linkUnfit = refusal(
  'network.link_unfit',
  422,
  'An uplink goes to another site, or to a provider with a name.',
)
export const deviceNotFound = refusal('network.device_not_found', 404, 'There is no such device.')
export const deviceNameTaken = refusal(
  'network.device_name_taken',
  409,
  'There is a device {name} already.',
)
