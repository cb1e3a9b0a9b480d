import type { Sheet } from '#kernel/sheet.ts'
import { siteNotFound } from '#modules/organization/index.ts'
import { dayCloseNow } from '#modules/payments/index.ts'
import { dayNow, drawerNow } from '#modules/tills/index.ts'
import type { Read } from '#platform/tx.ts'
import { accountNotFound } from '../refusals.ts'
import { dayCloseSheet, drawerCloseSheet } from '../rules/close-sheets.ts'
import { siteDaySheet } from '../rules/site-day-sheet.ts'
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
  const site = await siteName(read, drawer.siteId)
  const sheet = drawerCloseSheet(drawer, site, await oursNow(read, language))
  return { sheet, name: `drawer-${drawer.number}-${drawer.day}` }
}

export async function siteDayOnPaper(
  read: Read,
  { siteId, day, language }: { siteId: string; day: string; language?: AskedLanguage },
): Promise<Written> {
  const site = await siteName(read, siteId)
  const about = { site, day: Temporal.PlainDate.from(day) }
  const close = await dayNow(read, { siteId, day })
  return {
    sheet: siteDaySheet(close, about, await oursNow(read, language)),
    name: `tills-${day}`,
  }
}

async function siteName(read: Read, siteId: string): Promise<string> {
  const site = await read.sql
    .selectFrom('organization.site')
    .select('name')
    .where('id', '=', siteId)
    .executeTakeFirst()
  if (!site) throw siteNotFound()
  return site.name
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
