import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { claim, taxStanding, type Standing } from '../contract/standing.ts'
import { at } from './sealed.ts'
import { authorFrom } from './subscribers.ts'

/** Today where the ISP is. */
export async function localToday(read: Read): Promise<Temporal.PlainDate> {
  const { timeZone } = await regionNow(read)
  return read.now.toZonedDateTimeISO(timeZone).toPlainDate()
}

export async function standingNow(read: Read, subscriberId: string): Promise<Standing> {
  const today = await localToday(read)
  const holdsToday = (row: { from_on: Temporal.PlainDate; until_on: Temporal.PlainDate | null }) =>
    Temporal.PlainDate.compare(row.from_on, today) <= 0 &&
    (row.until_on === null || Temporal.PlainDate.compare(today, row.until_on) <= 0)
  const claims = await read.sql
    .selectFrom('subscribers.segment_claim as claim')
    .innerJoin('catalog.segment as segment', 'segment.id', 'claim.segment_id')
    .selectAll('claim')
    .select(['segment.name_en', 'segment.name_sw'])
    .where('claim.subscriber_id', '=', subscriberId)
    .orderBy('claim.id', 'desc')
    .execute()
  const taxes = await read.sql
    .selectFrom('subscribers.tax_standing')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return {
    segments: claims.map((row) => ({
      id: row.id,
      segmentId: row.segment_id,
      segmentName: { en: row.name_en, sw: row.name_sw },
      state: claim.shape.state.parse(row.state),
      documentId: row.document_id,
      from: row.from_on.toString(),
      until: row.until_on?.toString() ?? null,
      holds: row.state === 'proven' && holdsToday(row),
      by: authorFrom(row),
    })),
    taxes: taxes.map((row) => ({
      id: row.id,
      kind: taxStanding.shape.kind.parse(row.kind),
      from: row.from_on.toString(),
      until: row.until_on?.toString() ?? null,
      certificate: read.vault.open(
        at('tax_standing', 'certificate_sealed', row.id),
        row.certificate_sealed,
      ),
      documentId: row.document_id,
      ended: row.ended_at !== null,
      holds: row.ended_at === null && holdsToday(row),
      by: authorFrom(row),
    })),
  }
}

export async function findClaim(read: Read, id: string) {
  return read.sql
    .selectFrom('subscribers.segment_claim')
    .select(['id', 'subscriber_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function openClaim(read: Read, input: { subscriberId: string; segmentId: string }) {
  return read.sql
    .selectFrom('subscribers.segment_claim')
    .select('id')
    .where('subscriber_id', '=', input.subscriberId)
    .where('segment_id', '=', input.segmentId)
    .where('state', 'in', ['claimed', 'proven'])
    .executeTakeFirst()
}

export async function findTaxStanding(read: Read, id: string) {
  return read.sql
    .selectFrom('subscribers.tax_standing')
    .select(['id', 'subscriber_id', 'ended_at', 'from_on', 'until_on'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Tax status that speaks about the same days: exempt and zero-rated exclude each other, withholding goes with both. */
export async function overlappingTax(
  read: Read,
  input: {
    subscriberId: string
    kind: string
    from: Temporal.PlainDate
    until: Temporal.PlainDate | null
  },
) {
  const kinds = input.kind === 'withholding-agent' ? [input.kind] : ['exempt', 'zero-rated']
  const { until } = input
  return read.sql
    .selectFrom('subscribers.tax_standing')
    .select('id')
    .where('subscriber_id', '=', input.subscriberId)
    .where('kind', 'in', kinds)
    .where('ended_at', 'is', null)
    .where((row) => row.or([row('until_on', 'is', null), row('until_on', '>=', input.from)]))
    .$if(until !== null, (query) => query.where('from_on', '<=', until ?? input.from))
    .executeTakeFirst()
}

export async function hasSegment(read: Read, segmentId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('catalog.segment')
    .select('id')
    .where('id', '=', segmentId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row !== undefined
}
