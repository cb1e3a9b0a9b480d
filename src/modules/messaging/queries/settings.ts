import { z } from 'zod'
import { channel } from '#kernel/message.ts'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'

const permission = 'messaging.gateways'

export const firstHour = defineSetting({
  key: 'messaging.first-hour',
  schema: z.int().min(0).max(23),
  default: 8,
  sentence: {
    en: 'The hour from which reminders may be sent. Codes, receipts and what people must know go at any hour.',
    sw: 'Saa ambayo vikumbusho vinaanza kutumwa. Misimbo, risiti na mambo ya lazima hutumwa saa yoyote.',
  },
  permission,
})

export const lastHour = defineSetting({
  key: 'messaging.last-hour',
  schema: z.int().min(1).max(24),
  default: 20,
  sentence: {
    en: 'The hour from which no reminders are sent any more. Those that come later go the next morning.',
    sw: 'Saa ambayo vikumbusho havitumwi tena. Vinavyochelewa hutumwa kesho yake asubuhi.',
  },
  permission,
})

export const channelOrder = defineSetting({
  key: 'messaging.channels',
  schema: z.array(channel).min(1).max(4),
  default: ['push', 'whatsapp', 'sms', 'email'],
  sentence: {
    en: 'By which channels people are written to, in this order: the next is tried where one does not reach them.',
    sw: 'Njia za kuwaandikia watu, kwa mpangilio huu: inayofuata hujaribiwa pale ambapo iliyotangulia haiwafikii.',
  },
  permission,
})

export const monthBudget = defineSetting({
  key: 'messaging.month-budget',
  schema: z.int().min(0).max(100_000_000),
  default: 0,
  sentence: {
    en: 'Shillings that messages may cost in a month; 0: no limit. Once spent, reminders wait; codes and what people must know still go.',
    sw: 'Shilingi ambazo ujumbe unaweza kugharimu kwa mwezi; 0: hakuna kikomo. Zikiisha, vikumbusho havitumwi; misimbo na mambo ya lazima hutumwa.',
  },
  permission,
})

export const daysKept = defineSetting({
  key: 'messaging.days-kept',
  schema: z.int().min(7).max(3650),
  default: 365,
  sentence: {
    en: 'For how many days it is kept what messages said and to whom. Afterwards only that one was sent, and what it cost.',
    sw: 'Kwa siku ngapi maneno ya ujumbe na mpokeaji huhifadhiwa. Baadaye hubaki tu kwamba ulitumwa, na gharama yake.',
  },
  permission,
})

export const settings = [firstHour, lastHour, channelOrder, monthBudget, daysKept]

export async function hoursNow(read: Read) {
  const { timeZone } = await regionNow(read)
  const day = {
    first: await settingValue(read, firstHour),
    last: await settingValue(read, lastHour),
  }
  return { zone: timeZone, day }
}

/** What may be spent in this month, and what has been. */
export async function budgetNow(read: Read) {
  const shillings = await settingValue(read, monthBudget)
  const { timeZone } = await regionNow(read)
  const from = read.now.toZonedDateTimeISO(timeZone).with({ day: 1 }).startOfDay()
  const { cents } = await read.sql
    .selectFrom('messaging.attempt')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('cents'), eb.lit(0)).as('cents'))
    .where('at', '>=', from.toInstant())
    .where('cents', '>', 0n)
    .executeTakeFirstOrThrow()
  return {
    month: from.toPlainDate().toPlainYearMonth(),
    from: from.toInstant(),
    zone: timeZone,
    budgetCents: shillings === 0 ? null : BigInt(shillings) * 100n,
    spentCents: BigInt(cents),
  }
}
