import { escaped, page, shillings } from '../html.ts'
import type { Mandate, Mandates } from './mandates.ts'
import type { Prompts } from './prompts.ts'
import type { SimPhone, Town } from './town.ts'

export type Country = {
  readonly town: Town
  readonly prompts: Prompts
  readonly mandates: Mandates
}
const SHOWN = 8
const CODES_SHOWN = 3

/** What changes on a phone, in short. */
export function phoneStamp({ town, prompts, mandates }: Country, phone: SimPhone): string {
  const payments = town.payments.filter((one) => one.phone === phone).length
  const orders = mandates.all.filter((one) => one.phone === phone)
  const standing = orders.map(({ state, executions }) => `${state}${executions}`).join()
  return [
    prompts.on(phone.msisdn)?.id,
    standing,
    town.codes.length,
    phone.cents,
    payments,
    phone.isOff,
  ].join(' ')
}

/** A payer's phone: the prompt that is on it, the balance, paying by hand, and what was paid. */
export function phonePage(country: Country, phone: SimPhone, said: string): string {
  const { town, prompts } = country
  const prompt = prompts.on(phone.msisdn)
  const at = `/phone/${phone.msisdn}`
  const paid = town.payments.filter((one) => one.phone === phone).toReversed()
  const [first] = town.shortcodes.values()
  const asking = prompt
    ? `<section class="prompt" role="alertdialog" aria-labelledby="asks"><h2 id="asks">M-PESA</h2>
<p>Do you want to pay <strong>${shillings(prompt.cents)}</strong> to ${escaped(prompt.to.number)}, account no. <strong>${escaped(prompt.account)}</strong>?</p>
<form method="post" action="${at}/pin"><label>M-PESA PIN<input name="pin" type="password" inputmode="numeric" autocomplete="off" required maxlength="8" autofocus></label>
<button class="go">Send</button></form>
<form method="post" action="${at}/cancel"><button>Cancel</button></form>
<p class="soft">Left alone for a minute, it runs out.</p></section>`
    : `<section><p class="soft">Nothing asks for a PIN${phone.isOff ? ': the phone is off' : ''}.</p></section>`
  const list = paid
    .slice(0, SHOWN)
    .map(
      (one) =>
        `<li><strong>${escaped(one.receipt)}</strong> ${one.reversed ? 'Reversed' : 'Confirmed'}. ${shillings(one.cents)} to ${escaped(one.to.number)}, account ${escaped(one.account)}</li>`,
    )
    .join('')
  const body = `<nav><a href="/">Phones</a> <a href="/lab">Fault lab</a></nav>
<h1>+${phone.msisdn}</h1>${said === '' ? '' : `<section role="status">${escaped(said)}</section>`}${asking}
<section><h2>${escaped(phone.firstName)}’s M-PESA</h2><p class="money">${shillings(phone.cents)}</p><p class="soft">PIN ${escaped(phone.pin)}</p>
<div class="two"><form method="post" action="${at}/top-up"><button>Add Ksh 1,000</button></form>
<form method="post" action="${at}/switch"><button>Switch ${phone.isOff ? 'on' : 'off'}</button></form></div></section>
<section><h2>Lipa na M-PESA</h2><form method="post" action="${at}/pay">
<label>Business or till no.<input name="number" inputmode="numeric" required value="${escaped(first?.number ?? '')}"></label>
<label>Account no.<input name="account" maxlength="20"></label>
<label>Amount<input name="amount" inputmode="numeric" required pattern="[1-9][0-9]{0,5}"></label>
<button class="go">Pay</button></form></section>
${standing(country, phone)}${scanning(country, at)}
<section><h2>Messages of M-PESA</h2><ul>${list || '<li class="soft">None yet.</li>'}</ul></section>`
  return page(`Phone +${phone.msisdn}`, body, phoneStamp(country, phone))
}

/** M-Pesa Ratiba: what asks for the PIN, and what was agreed to. */
function standing({ mandates }: Country, { msisdn }: SimPhone): string {
  const at = `/phone/${msisdn}`
  const asked = mandates.on(msisdn)
  const active = mandates.all.filter((one) => one.phone.msisdn === msisdn && one.state === 'active')
  const words = ({ name, cents, startsOn }: Mandate) =>
    `${escaped(name)}: ${shillings(cents)} from ${startsOn.toString()} on`
  const asking = asked
    ? `<section class="prompt" role="alertdialog" aria-labelledby="agrees"><h2 id="agrees">M-PESA Ratiba</h2><p>Agree to the standing order ${words(asked)}?</p>
<form method="post" action="${at}/agree"><label>M-PESA PIN<input name="pin" type="password" inputmode="numeric" autocomplete="off" required maxlength="8"></label><button class="go">Agree</button></form>
<form method="post" action="${at}/refuse"><button>No</button></form></section>`
    : ''
  const list = active.map((one) => `<li>${words(one)}</li>`).join('')
  return list === ''
    ? asking
    : `${asking}<section><h2>Standing orders</h2><ul>${list}</ul><form method="post" action="${at}/cancel-standing"><button>Cancel them (*334#)</button></form></section>`
}

/** The camera: whatever codes were shown last. */
function scanning({ town }: Country, at: string): string {
  const codes = town.codes
    .slice(-CODES_SHOWN)
    .toReversed()
    .map(
      ({ id, merchant, number, account, cents }) =>
        `<button name="code" value="${escaped(id)}">${escaped(merchant)} ${escaped(number)}, account ${escaped(account)}: ${shillings(cents)}</button>`,
    )
    .join('')
  if (codes === '') return ''
  return `<section><h2>Scan a QR code</h2><form method="post" action="${at}/scan">${codes}</form></section>`
}

/** Every phone that was spoken of, those that are asked something first, and any other by its number. */
export function phonesPage(country: Country): string {
  const { town, prompts } = country
  const phones = [...town.phones.values()].map((phone) => ({
    phone,
    asked: prompts.on(phone.msisdn) !== undefined,
  }))
  const list = phones
    .toSorted((a, b) => Number(b.asked) - Number(a.asked))
    .slice(0, 50)
    .map(
      ({ phone: { msisdn, firstName }, asked }) =>
        `<li><a href="/phone/${msisdn}">+${msisdn}</a> ${escaped(firstName)}${asked ? ' <strong>is asked for a PIN</strong>' : ''}</li>`,
    )
    .join('')
  return page(
    'Phones',
    `<nav><a href="/lab">Fault lab</a></nav><h1>Phones with M-PESA</h1>
<section><form method="post" action="/open"><label>Any phone of Kenya<input name="phone" type="tel" required placeholder="0712 345 678"></label>
<button class="go">Pick it up</button></form></section><section><ul>${list || '<li class="soft">None was used yet.</li>'}</ul></section>`,
    phonesStamp(country),
  )
}

export function phonesStamp({ town, prompts }: Country): string {
  const asked = [...town.phones.keys()].filter((msisdn) => prompts.on(msisdn))
  return `${town.phones.size} ${asked.join(' ')}`
}
