import type { InputOf } from '#kernel/endpoint.ts'
import type { Member, setMemberRoles } from '#modules/staff/contract.ts'

export type Grant = InputOf<typeof setMemberRoles>['roles'][number]

export const noGrant: Grant = { roleId: '', siteIds: null, until: null }

export function grantsOf(member: Pick<Member, 'roles'>): Grant[] {
  return member.roles.map(({ roleId, siteIds, until }) => ({ roleId, siteIds, until }))
}

/** The last moment of a day in the ISP's zone: a role given until Friday still works on Friday. */
export function endOfDay(date: string, zone: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
}

export function lastDayOf(until: string, zone: string): string {
  const end = Temporal.Instant.from(until).subtract({ nanoseconds: 1 })
  return end.toZonedDateTimeISO(zone).toPlainDate().toString()
}
