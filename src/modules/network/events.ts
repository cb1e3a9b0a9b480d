import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

const nas = z.object({ nasId: id, siteId: id })
const pool = z.object({ poolId: id })

export const nasAdded = defineEvent('network.nas-added', nas)
/** Whatever of it changed, its secret included: read it again. */
export const nasChanged = defineEvent('network.nas-changed', nas)
export const nasArchived = defineEvent('network.nas-archived', nas)
export const nasRestored = defineEvent('network.nas-restored', nas)
export const nasTested = defineEvent('network.nas-tested', nas.extend({ testId: id }))
export const profileChanged = defineEvent('network.profile-changed', z.object({ profile: id }))
export const poolChanged = defineEvent('network.pool-changed', pool)
/** A fixed address was given or taken: who holds it is in the service's own facts. */
export const addressFixed = defineEvent('network.address-fixed', pool.extend({ serviceId: id }))
export const addressFreed = defineEvent('network.address-freed', pool.extend({ serviceId: id }))
export const linkChanged = defineEvent('network.link-changed', z.object({ linkId: id, siteId: id }))
