import type { Sheet } from '#kernel/sheet.ts'
import { dayCloseNow } from '#modules/payments/index.ts'
import { drawerNow } from '#modules/tills/index.ts'
import type { Read } from '#platform/tx.ts'
import { accountNotFound } from '../refusals.ts'
import { dayCloseSheet, drawerCloseSheet } from '../rules/close-sheets.ts'
import { houseNow, sellerNow, type AskedLanguage } from './parties.ts'

type Written = { sheet: Sheet; name: string }

/** What the ISP writes for itself. */
async function oursNow(read: Read, language: AskedLanguage) {
  const { seller } = await sellerNow(read)
  return { house: await houseNow(read, language ?? 'en'), seller, now: read.now }
}

export async function drawerOnPaper(
  read: Read,
  { drawerId, language }: { drawerId: string; language?: AskedLanguage },
): Promise<Written> {
  const drawer = await drawerNow(read, drawerId)
  const { name } = await read.sql
    .selectFrom('organization.site')
    .select('name')
    .where('id', '=', drawer.siteId)
    .executeTakeFirstOrThrow()
  const sheet = drawerCloseSheet(drawer, name, await oursNow(read, language))
  return { sheet, name: `drawer-${drawer.number}-${drawer.day}` }
}

export async function dayOnPaper(
  read: Read,
  { account, day, language }: { account: number; day: string; language?: AskedLanguage },
): Promise<Written> {
  const close = await dayCloseNow(read, account, Temporal.PlainDate.from(day))
  if (!close) throw accountNotFound()
  return {
    sheet: dayCloseSheet(close, await oursNow(read, language)),
    name: `day-${account}-${day}`,
  }
}
