import type { PageAnswer, PageAsk } from '../browser.ts'
import { readChances } from '../fault-forms.ts'
import { FAULTS } from './faults.ts'
import { labPage, labStamp, type Lab } from './lab-page.ts'
import { statementCsv } from './statement.ts'
import { phonePage, phonesPage, phonesStamp, phoneStamp, type Country } from './phone-page.ts'

const HOUR_ms = 3_600_000
const DELAY_HOURS_MAX = 72
const TOP_UP_cents = 100_000n

/** The pages where a person plays the payers and lets things go wrong. Undefined: it is none of these. */
export async function answerPage(
  country: Country & Lab,
  ask: PageAsk,
): Promise<PageAnswer | undefined> {
  const { url, form, method } = ask
  const [, what = '', which = '', act = ''] = url.pathname.split('/')
  const wantsStamp = url.searchParams.has('stamp')
  if (what === '') return { text: wantsStamp ? phonesStamp(country) : phonesPage(country) }
  if (what === 'open') return { to: phoneOf(form.get('phone') ?? '') ?? '/' }
  if (what === 'lab') {
    if (method === 'POST') return changeLab(country, which, form)
    if (which === 'statement')
      return { text: statementCsv(country.town, url.searchParams.get('number') ?? '') }
    return { text: wantsStamp ? labStamp(country) : labPage(country) }
  }
  if (what !== 'phone' || !/^254[17]\d{8}$/.test(which)) return undefined
  const phone = country.town.phone(which)
  const here = `/phone/${which}`
  if (method !== 'POST') {
    const said = url.searchParams.get('said') ?? ''
    return { text: wantsStamp ? phoneStamp(country, phone) : phonePage(country, phone, said) }
  }
  switch (act) {
    case 'pin':
      country.prompts.typePin(which, form.get('pin') ?? '')
      return { to: here }
    case 'cancel':
      country.prompts.cancel(which)
      return { to: here }
    case 'top-up':
      phone.cents += TOP_UP_cents
      return { to: here }
    case 'switch':
      phone.isOff = !phone.isOff
      return { to: here }
    case 'pay':
      return { to: `${here}?said=${encodeURIComponent(await pay(country, which, form))}` }
    case 'agree':
      country.mandates.agree(which, form.get('pin') ?? '')
      return { to: here }
    case 'refuse':
      country.mandates.refuse(which)
      return { to: here }
    case 'cancel-standing':
      country.mandates.cancel(which)
      return { to: here }
    case 'scan':
      return { to: `${here}?said=${encodeURIComponent(await scan(country, which, form))}` }
    default:
      return undefined
  }
}

/** A scanned code is paid as it says, by whoever holds the phone. */
async function scan(country: Country, msisdn: string, form: URLSearchParams): Promise<string> {
  const code = country.town.codes.find(({ id }) => id === form.get('code'))
  if (!code) return 'This code cannot be read.'
  const { number, account, cents } = code
  return pay(
    country,
    msisdn,
    new URLSearchParams({ number, account, amount: String(cents / 100n) }),
  )
}

async function pay({ prompts }: Country, msisdn: string, form: URLSearchParams): Promise<string> {
  const amount = form.get('amount') ?? ''
  if (!/^[1-9]\d{0,5}$/.test(amount)) return 'Type whole shillings.'
  const account = (form.get('account') ?? '').slice(0, 20)
  const number = form.get('number') ?? ''
  const paid = await prompts.payByHand(msisdn, number, BigInt(amount) * 100n, account)
  return paid
    ? `${paid.receipt} Confirmed. Ksh ${amount} sent to ${number} for account ${account}.`
    : 'Failed. There is no such number, too little money, or the receiver did not want it.'
}

function changeLab(country: Country & Lab, act: string, form: URLSearchParams): PageAnswer {
  const { faults, town } = country
  const amount = (name: string) => Math.max(0, Number(form.get(name)) || 0)
  if (act === 'calm') faults.calm()
  if (act === 'chance')
    faults.byChance({
      ...readChances(form, FAULTS),
      delay_ms: Math.min(DELAY_HOURS_MAX, amount('hours')) * HOUR_ms,
    })
  if (act === 'next') {
    const fault = FAULTS.find((one) => one === form.get('fault'))
    if (fault) faults.next(fault)
  }
  if (act === 'reverse') town.reverse((form.get('receipt') ?? '').trim().toUpperCase())
  return { to: '/lab' }
}

function phoneOf(typed: string): string | undefined {
  const mobile = /^(?:254|0)?([17]\d{8})$/.exec(typed.replaceAll(/\D/g, ''))
  return mobile ? `/phone/254${mobile[1]}` : undefined
}
