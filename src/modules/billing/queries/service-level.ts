import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'
import { creditOf, taxedShape, type Taxed } from '#modules/catalog/contract.ts'
import { regionNow } from '#modules/organization/index.ts'
import { servicesHeld, type HeldService } from '#modules/services/index.ts'
import type { Contract } from '#modules/subscribers/contract.ts'
import { contractsById } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { ServiceLevel } from '../contract.ts'
import {
  creditOfLine,
  creditShare_bp,
  downTime,
  kept_bp,
  levelWords,
} from '../rules/service-level.ts'
import type { Words } from '../rules/words.ts'

/** What is given back of one invoice for one month of a service. */
export const levelKey = (serviceId: string, month: string, invoiceId: string) =>
  `billing.service-level:${serviceId}:${month}:${invoiceId}`

/** One service under a contract that promises something, and what is given back for a month, line by line. */
export type LevelOfMonth = {
  readonly shown: ServiceLevel
  readonly lines: readonly { lineId: string; invoiceId: string; net: bigint; words: Words }[]
}

/** Days of a month in the ISP's zone; the last one that is over, unless said. */
export async function monthOf(read: Read, asked?: string) {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const month = Temporal.PlainYearMonth.from(
    asked ?? today.with({ day: 1 }).subtract({ months: 1 }).toString().slice(0, 7),
  )
  const start = (of: Temporal.PlainYearMonth) =>
    of.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).toInstant()
  const span = { from: start(month), to: start(month.add({ months: 1 })) }
  return { month: month.toString(), span }
}

export async function levelsOfMonth(
  read: Read,
  of: { subscriberId: string } | { serviceId: string },
  asked?: string,
): Promise<{ month: string; levels: LevelOfMonth[] }> {
  const { month, span } = await monthOf(read, asked)
  const services = (
    await servicesHeld(
      read,
      'serviceId' in of ? { serviceIds: [of.serviceId] } : { subscriberIds: [of.subscriberId] },
    )
  ).filter(({ contractId }) => contractId !== null)
  const contracts = await contractsById(read, [
    ...new Set(services.flatMap(({ contractId }) => contractId ?? [])),
  ])
  const levels: LevelOfMonth[] = []
  for (const service of services) {
    const contract = contracts.get(service.contractId ?? '')
    if (contract?.terms.serviceLevel)
      levels.push(await levelOf(read, service, contract, { month, span }))
  }
  return { month, levels }
}

async function levelOf(
  read: Read,
  { serviceId, number, activatedAt, endedAt }: HeldService,
  contract: Contract,
  { month, span }: { month: string; span: Period },
): Promise<LevelOfMonth> {
  const promised = contract.terms.serviceLevel ?? { availability_bp: 0, bands: [], creditCap_bp: 0 }
  const { compare } = Temporal.Instant
  const outages = (await outagesOf(read, serviceId, span)).filter(
    ({ from, to }) =>
      (activatedAt === null || compare(to, activatedAt) > 0) &&
      (endedAt === null || compare(from, endedAt) < 0),
  )
  const down = downTime(span, outages)
  const time = { all: downTime(span, [span]), down }
  const share_bp = creditShare_bp(promised, time)
  const words = levelWords({
    ...{ month, down, promised_bp: promised.availability_bp, kept_bp: kept_bp(time), share_bp },
  })
  const charged = await recurringLines(read, serviceId, span)
  const lines = charged.flatMap((line) => {
    const net = creditOfLine({ ...line, net: line.taxed.net }, span, share_bp)
    const { gross } = creditOf(line.taxed, line.credited, line.credited + net)
    return net > 0n ? [{ ...line, net, gross, words }] : []
  })
  const gross = lines.reduce((sum, line) => sum + line.gross, 0n)
  const keys = charged.map(({ invoiceId }) => levelKey(serviceId, month, invoiceId))
  const credited = await read.sql
    .selectFrom('billing.credit_note')
    .select(['id', 'code'])
    .where('key', '=', sql<string>`any(${[...new Set(keys)]}::text[])`)
    .orderBy('number')
    .execute()
  return {
    lines,
    shown: {
      ...{ serviceId, number, month, promised_bp: promised.availability_bp },
      contract: { number: contract.number, name: contract.name },
      isOver: compare(span.to, read.now) <= 0,
      ...{ kept_bp: kept_bp(time), downSeconds: Number(down) },
      outages: outages.map(({ id, from, to, reason }) => ({
        ...{ id, from: from.toString(), to: to.toString(), reason },
      })),
      credit: gross > 0n ? { share_bp, gross: moneyToWire(kes(gross)) } : null,
      credited,
    },
  }
}

async function outagesOf(read: Read, serviceId: string, span: Period) {
  const rows = await read.sql
    .selectFrom('billing.outage')
    .select(['id', 'from_at', 'to_at', 'reason'])
    .where('service_id', '=', serviceId)
    .where('removed_at', 'is', null)
    .where('from_at', '<', span.to)
    .where('to_at', '>', span.from)
    .orderBy('from_at')
    .execute()
  return rows.map(({ id, from_at: from, to_at: to, reason }) => ({ id, from, to, reason }))
}

/** What recurs with time, as it was charged; options and add-ons belong to the line, usage does not. */
async function recurringLines(read: Read, serviceId: string, span: Period) {
  const rows = await read.sql
    .selectFrom('billing.line')
    .select(['id', 'invoice_id', 'from_at', 'to_at', 'taxed', 'credited_net_cents'])
    .where('service_id', '=', serviceId)
    .where('kind', 'in', ['recurring', 'add-on', 'device'])
    .where('from_at', '<', span.to)
    .where('to_at', '>', span.from)
    .orderBy('from_at')
    .execute()
  return rows.flatMap(
    (
      row,
    ): { lineId: string; invoiceId: string; credited: bigint; taxed: Taxed; period: Period }[] =>
      row.from_at && row.to_at
        ? [
            {
              ...{ lineId: row.id, invoiceId: row.invoice_id, credited: row.credited_net_cents },
              ...{
                taxed: taxedShape.parse(row.taxed),
                period: { from: row.from_at, to: row.to_at },
              },
            },
          ]
        : [],
  )
}
