import { z } from 'zod'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import { slowRates } from '#modules/shaping/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import type { Policy } from '../rules/policy.ts'

/** What the ISP chooses about getting online, for all services; plans and services choose for themselves what is theirs. */
const permission = 'access.change'

export const unpaid = defineSetting({
  key: 'access.unpaid',
  schema: z.enum(['walled-garden', 'reject']),
  default: 'walled-garden',
  sentence: {
    en: 'What becomes of those whom only a payment keeps out: they reach the portal only, or are turned away.',
    sw: 'Kinachofanyika kwa wasiolipa: wanafikia tovuti ya malipo tu, au wanakataliwa.',
  },
  permission,
})
export const gardenList = defineSetting({
  key: 'access.garden-list',
  schema: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  default: 'kasi-unpaid',
  sentence: {
    en: 'Name of the address list on routers that holds those in the walled garden.',
    sw: 'Jina la orodha ya anwani kwenye ruta inayoshika walio katika eneo la malipo pekee.',
  },
  permission,
})
export const gardenUrl = defineSetting({
  key: 'access.garden-url',
  schema: z
    .string()
    .max(250)
    .regex(/^(?:https?:\/\/[^\s"]+)?$/, 'An address such as https://pay.isp.example, or nothing.'),
  default: '',
  sentence: {
    en: 'Where routers that can do so send the browsers of those in the walled garden; empty: nowhere, the address list must do.',
    sw: 'Ruta zinazoweza huelekeza vivinjari vya walio katika eneo la malipo kwenye anwani hii; tupu: hakuna, orodha ya anwani inatosha.',
  },
  permission,
})
export const whenFull = defineSetting({
  key: 'access.when-full',
  schema: z.enum(['refuse', 'end-oldest']),
  default: 'end-oldest',
  sentence: {
    en: 'When a service has as many sessions as it may have: one more is refused, or the oldest is ended.',
    sw: 'Huduma inapofikia idadi ya vipindi: kipya kinakataliwa, au cha zamani zaidi kinakatizwa.',
  },
  permission,
})
export const ownSiteOnly = defineSetting({
  key: 'access.own-site-only',
  schema: z.boolean(),
  default: false,
  sentence: {
    en: 'Whether a service may be used at its own site only.',
    sw: 'Kama huduma inaweza kutumika katika kituo chake tu.',
  },
  permission,
})
export const interim_s = defineSetting({
  key: 'access.interim-seconds',
  schema: z.int().min(60).max(3_600),
  default: 300,
  sentence: {
    en: 'How often routers report the usage of a session, in seconds; each session a tenth more or less.',
    sw: 'Mara ngapi ruta huripoti matumizi ya kipindi, kwa sekunde; kila kipindi tofauti kidogo.',
  },
  permission,
})
export const untoldHours = defineSetting({
  key: 'access.untold-hours',
  schema: z.int().min(1).max(720),
  default: 24,
  sentence: {
    en: 'How long a session lasts at most on a router that cannot be told of changes, in hours: it comes back with what is right by then.',
    sw: 'Kipindi kwenye ruta isiyoweza kuambiwa mabadiliko hudumu kwa saa ngapi zaidi: hurudi kikiwa na kasi sahihi.',
  },
  permission,
})
export const outage_minutes = defineSetting({
  key: 'access.outage-minutes',
  schema: z.int().min(1).max(10_080),
  default: 720,
  sentence: {
    en: 'How long known subscribers still get on while the database is out of reach, in minutes.',
    sw: 'Kwa dakika ngapi wateja wanaojulikana bado wanaingia wakati hifadhidata haifikiki.',
  },
  permission,
})
export const spool_megabytes = defineSetting({
  key: 'access.spool-megabytes',
  schema: z.int().min(0).max(100_000),
  default: 0,
  sentence: {
    en: 'How much accounting each RADIUS process keeps on its disk while the database is out of reach, in megabytes; a thousand records take about one. 0: none, routers keep it and send it again.',
    sw: 'Kiasi cha taarifa za matumizi ambacho kila mchakato wa RADIUS huhifadhi kwenye diski wakati hifadhidata haifikiki, kwa megabaiti; taarifa elfu moja huchukua takriban moja. 0: hakuna, ruta huzihifadhi na kuzituma tena.',
  },
  permission,
})

export const logDays = defineSetting({
  key: 'access.log-days',
  schema: z.int().min(1).max(365),
  default: 30,
  sentence: {
    en: 'How many days the RADIUS log is kept: every attempt to get online, with who, through which router, and why not.',
    sw: 'Kumbukumbu za RADIUS huhifadhiwa kwa siku ngapi: kila jaribio la kuingia, nani, kupitia ruta gani, na sababu ya kukataliwa.',
  },
  permission,
})

export const askRouters_min = defineSetting({
  key: 'access.ask-routers-minutes',
  schema: z.int().min(0).max(1_440),
  default: 10,
  sentence: {
    en: 'How often routers with an API are asked which sessions they have, in minutes; 0: only when somebody doubts a session.',
    sw: 'Mara ngapi ruta zenye API huulizwa zina vipindi gani, kwa dakika; 0: ni pale tu mtu anapotilia shaka kipindi.',
  },
  permission,
})

export const SETTINGS = [
  ...[unpaid, gardenList, gardenUrl],
  ...[whenFull, ownSiteOnly, interim_s, untoldHours, outage_minutes, spool_megabytes, logDays],
  askRouters_min,
]

/** All of it, as the picture keeps it. */
export async function policyNow(read: Read): Promise<Policy> {
  const { timeZone } = await regionNow(read)
  return {
    zone: timeZone,
    slow: await slowRates(read),
    unpaid: await settingValue(read, unpaid),
    gardenList: await settingValue(read, gardenList),
    gardenUrl: (await settingValue(read, gardenUrl)) || null,
    whenFull: await settingValue(read, whenFull),
    ownSiteOnly: await settingValue(read, ownSiteOnly),
    interim_s: await settingValue(read, interim_s),
    untold_s: (await settingValue(read, untoldHours)) * 3_600,
    outage_s: (await settingValue(read, outage_minutes)) * 60,
    spool_bytes: (await settingValue(read, spool_megabytes)) * 1_000_000,
  }
}
