import { formatMoney, kes } from '#kernel/money.ts'
import { formatBps } from '#kernel/rate.ts'
import { formatBytes } from '#kernel/bytes.ts'
import { formatPhone } from '#kernel/phone.ts'
import type { Brand } from '#modules/organization/contract.ts'
import { brandNow } from '#modules/organization/index.ts'
import type { PlanVersion } from '#modules/catalog/contract.ts'
import { html, type Html } from '#platform/html.ts'
import type { PageAnswer, PageAsk } from '#platform/pages.ts'
import type { Read } from '#platform/tx.ts'
import { smallLogo } from '../queries/brand.ts'
import { doorByCode, hostsOf, type Door } from '../queries/doors.ts'
import { packVisit, visitFrom, type Visit } from './visit.ts'
import { refusalWords } from './refusal-words.ts'
import { styleOf } from './style.ts'
import { sayer, type Language, type Say } from './words.ts'

/** What every page of a door knows of whoever looks at it. */
export type Visitor = {
  readonly door: Door
  readonly visit: Visit
  readonly language: Language
  readonly say: Say
  readonly brand: Brand
  /** An address of this door, with what the router said carried along. */
  readonly at: (path: string, more?: Readonly<Record<string, string>>) => `/${string}`
  /** The same for a form: the address, and what it carries hidden. */
  readonly carried: Html
  /** Why what they sent was not done. */
  readonly complaint: Html | false
}

export async function visitorOf(read: Read, ask: PageAsk): Promise<Visitor> {
  const door = await doorByCode(read, ask.params['site'] ?? '')
  const brand = await brandNow(read)
  const visit = visitFrom(ask.fields, await hostsOf(read, door))
  const language = visit.language ?? languageOf(ask, brand.language)
  const v = packVisit({ ...visit, language })
  const at: Visitor['at'] = (path, more = {}) =>
    `/hotspot/${door.code}${path}?${new URLSearchParams({ ...more, v }).toString()}`
  return {
    ...{ door, visit, language, say: sayer(language), brand, at },
    carried: html`<input type="hidden" name="v" value="${v}" />`,
    complaint:
      ask.refusal !== undefined &&
      html`<section class="no" role="alert">
        <p>${complaintOf(ask, language, brand.timeZone)}</p>
      </section>`,
  }
}

function complaintOf({ refusal }: PageAsk, language: Language, timeZone: string): string {
  if (!refusal) return ''
  const words = refusalWords(refusal, language)
  const { at } = refusal.facts
  return typeof at === 'string' ? words.replace(at, momentWords(at, timeZone, language)) : words
}

function languageOf({ call }: PageAsk, usual: string): Language {
  const wanted = call.headers['accept-language'] ?? ''
  if (/^sw\b/i.test(wanted)) return 'sw'
  if (/^en\b/i.test(wanted)) return 'en'
  return usual === 'sw' ? 'sw' : 'en'
}

/** One page of a door, in the clothes of the ISP. */
export async function framed(
  read: Read,
  visitor: Visitor,
  shown: {
    title: string
    body: Html
    /** Where the other language is read; this very page. */
    here: string
    next?: { readonly after_s: number; readonly to?: string }
    more?: Readonly<Record<string, string>>
  },
): Promise<PageAnswer> {
  const { brand, door, language, say, complaint, at } = visitor
  const logo = await smallLogo(read, brand)
  const other = language === 'en' ? 'sw' : 'en'
  const body = html`<header>
      ${logo && html`<img src="${logo}" alt="" />`}
      <p><b>${brand.name}</b><small>${door.name}</small></p>
      <a href="${at(shown.here, { ...shown.more, l: other })}" lang="${other}"
        >${other === 'sw' ? 'Kiswahili' : 'English'}</a
      >
    </header>
    <main>${complaint}${shown.body}</main>
    <footer>
      <nav>
        ${brand.supportPhone !== null && html`<a href="tel:${brand.supportPhone}">${say('help', { phone: formatPhone(brand.supportPhone) })}</a>`}<a
          href="${at('/terms')}"
          >${say('terms')}</a
        >
      </nav>
    </footer>`
  return {
    ...{ kind: 'page', title: `${shown.title} · ${brand.name}`, language, body },
    style: styleOf(brand),
    ...(shown.next && { next: shown.next }),
  }
}

/** `Ksh 20`: cents are shown only where there are some. */
export function price(cents: bigint, language: Language): string {
  return formatMoney(kes(cents), language).replace(/[.,]00$/, '')
}

const LENGTHS = {
  minute: ['minute', 'minute', 1],
  hour: ['hour', 'hour', 1],
  day: ['day', 'oneDay', 1],
  week: ['week', 'oneWeek', 1],
  day30: ['day', 'oneDay', 30],
  month: ['month', 'oneMonth', 1],
  quarter: ['month', 'oneMonth', 3],
  year: ['month', 'oneMonth', 12],
} as const

/** “1 h · 5 Mbps · 2 GB · 2 devices”: what one gets, in one line. */
export function planWords({ terms, profiles }: PlanVersion, language: Language): string {
  const say = sayer(language)
  const { unit, count } = terms.validity
  const [many, one, times] = LENGTHS[unit]
  const length = count * times
  const data = profiles.quota?.allowances.find(({ meter }) => meter === 'data')
  const { simultaneous } = terms.devices
  return [
    say(length === 1 ? one : many, { many: length }),
    ...(profiles.speed
      ? [`${formatBps(profiles.speed.rate.down_bps).replace(/(?=[kMG])/, ' ')}bps`]
      : []),
    ...(data ? [formatBytes(data.amount, language)] : []),
    ...(simultaneous > 1 ? [say('devicesMany', { many: simultaneous })] : []),
  ].join(' · ')
}

/** `15:04` today, `23 Nov 15:04` on another day. */
export function momentWords(
  at: Temporal.Instant | string,
  timeZone: string,
  language: Language,
  now?: Temporal.Instant,
): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
  const isToday = now?.toZonedDateTimeISO(timeZone).toPlainDate().equals(local.toPlainDate())
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const)
  return local.toLocaleString(language === 'sw' ? 'sw-KE' : 'en-KE', { ...clock, ...day })
}

export function leftWords(now: Temporal.Instant, until: Temporal.Instant, language: Language) {
  const say = sayer(language)
  const minutes = Math.max(1, Math.ceil(now.until(until).total('minutes')))
  if (minutes < 120) return say('minute', { many: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return say('hour', { many: hours })
  return say('day', { many: Math.floor(hours / 24) })
}
