import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { NOTICES, type Notice, type NoticeName } from '../contract.ts'
import { byDefault } from '../rules/defaults.ts'
import { TEMPLATES } from './templates.ts'

export type Choice = {
  readonly isOn: boolean
  readonly leadHours: number | null
  readonly version: number
}

/** What holds for each notice: what the ISP chose, or how Kasi comes. */
export async function choicesNow(read: Read): Promise<ReadonlyMap<NoticeName, Choice>> {
  const rows = await read.sql
    .selectFrom('notices.choice')
    .select(['notice', 'is_on', 'lead_hours', 'version'])
    .execute()
  const chosen = new Map(rows.map((row) => [row.notice, row]))
  return new Map(
    NOTICES.map((name) => {
      const own = chosen.get(name)
      const usual = byDefault(name)
      return [
        name,
        {
          isOn: own?.is_on ?? usual.isOn,
          leadHours: usual.leadHours === null ? null : (own?.lead_hours ?? usual.leadHours),
          version: own?.version ?? 0,
        },
      ]
    }),
  )
}

export async function noticesNow(read: Read): Promise<Notice[]> {
  const choices = await choicesNow(read)
  const { rows } = await sql<{ purpose: string; sent: bigint; failed: bigint }>`
    select purpose, count(*) filter (where state in ('sent', 'delivered')) as sent,
      count(*) filter (where state in ('failed', 'stopped')) as failed
    from messaging.message
    where written_at > ${read.now.subtract({ hours: 7 * 24 })} and purpose like 'notices.%'
    group by purpose`.execute(read.sql)
  const counts = new Map(rows.map((row) => [row.purpose, row]))
  return NOTICES.map((name) => {
    const { isOn, leadHours, version } = choices.get(name) ?? { ...byDefault(name), version: 0 }
    const template = TEMPLATES[name]
    const count = counts.get(template.name)
    return {
      ...{ name, template: template.name, class: template.class, isOn, leadHours, version },
      isChosen: version > 0,
      ...{ sent: Number(count?.sent ?? 0), failed: Number(count?.failed ?? 0) },
    }
  })
}
