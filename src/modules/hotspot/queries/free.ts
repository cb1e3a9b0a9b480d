import { sql } from 'kysely'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import type { FreeFacts, FreeKind } from '../rules/free.ts'
import type { Door } from './doors.ts'

/** What a door gives, and what a device has had: by its address, and by the cookie that it carries. */
export async function freeFacts(
  read: Read,
  asked: { door: Door; kind: FreeKind; macBlind: string; deviceBlind: string },
): Promise<FreeFacts> {
  const { door, kind, macBlind, deviceBlind } = asked
  const { trial, sponsor } = door
  const rule =
    kind === 'trial'
      ? { minutes: trial.minutes, times: 1, days: trial.everyDays, doorTimes: null }
      : { minutes: sponsor.minutes, times: sponsor.perDevice, days: 1, doorTimes: sponsor.perDay }
  const since = read.now.subtract({ hours: 24 * rule.days })
  const rows = await read.sql
    .selectFrom('hotspot.free_use')
    .select('given_at')
    .where((where) =>
      where.or([where('mac_blind', '=', macBlind), where('device_blind', '=', deviceBlind)]),
    )
    .where('kind', '=', kind)
    .where('given_at', '>', since)
    .orderBy('given_at')
    .limit(100)
    .execute()
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).startOfDay().toInstant()
  const { rows: counted } = await sql<{ many: number }>`
    select count(*)::int as many from hotspot.free_use
    where site_id = ${door.siteId} and kind = ${kind} and given_at >= ${today}`.execute(read.sql)
  return {
    ...rule,
    given: rows.map(({ given_at }) => given_at),
    doorGiven: counted[0]?.many ?? 0,
  }
}
