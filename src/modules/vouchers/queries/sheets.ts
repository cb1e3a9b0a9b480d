import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { formatMoney, kes } from '#kernel/money.ts'
import { planVersionNow } from '#modules/catalog/index.ts'
import { brandNow } from '#modules/organization/index.ts'
import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { SHEET_FORMATS, type downloadSheet } from '../contract.ts'
import { sheetNotFound } from '../refusals.ts'
import { formatCode } from '../rules/codes.ts'
import type { Card } from '../rules/cards.ts'
import { at } from '../store.ts'
import { batchCode, batchFacts } from './batches.ts'

/** What is to be put on the next PDF of a sheet; nothing where it is whole, or its codes are gone. */
export async function nextCards(read: Read, sheetId: string, most: number) {
  const sheet = await read.sql
    .selectFrom('vouchers.sheet')
    .selectAll()
    .where('id', '=', sheetId)
    .where('state', '=', 'making')
    .executeTakeFirst()
  if (!sheet) return undefined
  const from = sheet.from_serial + sheet.made
  const to = Math.min(from + most - 1, sheet.to_serial)
  const batch = await batchFacts(read, sheet.batch_id)
  const { planName } = await planVersionNow(read, batch.plan_version_id)
  const { name } = await brandNow(read)
  const codes = await codesBetween(read, { batchId: batch.id, from, to })
  const cards = codes.map(({ serial, code }): Card => ({
    ...{ isp: name, plan: planName, code: formatCode(code) },
    price: batch.face_cents === 0n ? '' : formatMoney(kes(batch.face_cents)),
    foot: `${batchCode(batch.number)}-${serial} · ${batch.last_day.toString()}`,
  }))
  const format = z.enum(SHEET_FORMATS).parse(sheet.format)
  return { format, cards, isLast: to === sheet.to_serial }
}

async function codesBetween(
  read: Read,
  { batchId, from, to }: { batchId: string; from: number; to: number },
): Promise<{ serial: number; code: string }[]> {
  const rows = await read.sql
    .selectFrom('vouchers.printable')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('from_serial', '<=', to)
    .where('to_serial', '>=', from)
    .orderBy('from_serial')
    .execute()
  return rows
    .flatMap((row) =>
      read.vault
        .open(at('printable', 'codes_sealed', row.id), row.codes_sealed)
        .split(' ')
        .map((code, place) => ({ serial: row.from_serial + place, code })),
    )
    .filter(({ serial }) => serial >= from && serial <= to)
}

export async function sheetFile(
  read: Read,
  { sheetId, place }: ParsedInputOf<typeof downloadSheet>,
): Promise<FileReply> {
  const row = await read.sql
    .selectFrom('vouchers.sheet_part')
    .select(['id', 'pdf_sealed'])
    .where('sheet_id', '=', sheetId)
    .where('place', '=', place)
    .executeTakeFirst()
  if (!row) throw sheetNotFound()
  const pdf = read.vault.open(at('sheet_part', 'pdf_sealed', row.id), row.pdf_sealed)
  return {
    bytes: Buffer.from(pdf, 'base64'),
    ...{ mediaType: 'application/pdf', name: `vouchers-${place}.pdf`, as: 'download' },
  }
}
