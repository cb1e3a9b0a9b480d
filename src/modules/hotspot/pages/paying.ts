import { html, type Html } from '#platform/html.ts'
import { formatPhone } from '#kernel/phone.ts'
import { PUSH_WORDS, type Prompt } from '#modules/payments/contract.ts'
import type { Page } from '#platform/pages.ts'
import { purchaseState, type PurchaseState } from '../queries/purchases.ts'
import { purchaseNotFound } from '../refusals.ts'
import { framed, price, visitorOf, type Visitor } from './frame.ts'
import { idIn, tokenFor } from './tokens.ts'

/** How often a page asks again by itself: every other second while somebody types a PIN, seldom once it is for them to act. */
const SOON_s = 2
const SELDOM_s = 10
/** What is paid is made with it; after so long whoever waits is told what is going on. */
const LONG_s = 15

/** A purchase while it is paid: what the phone is asked, what became of it, and on from there. */
export const paying: Page = {
  name: 'hotspot.paying',
  path: '/hotspot/:site/pay/:token',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const token = ask.params['token'] ?? ''
    const state = await purchaseState(read, idIn(read, 'purchase', token))
    const { say, at, door } = visitor
    if (state.siteId !== door.siteId) throw purchaseNotFound()
    if (state.serviceId !== null) {
      const pass = tokenFor(read, 'pass', state.serviceId)
      return { kind: 'go', to: at(`/pass/${pass}`, { go: '1' }) }
    }
    const { title, body, after_s } = shownOf(visitor, state, { token, now: read.now })
    return framed(read, visitor, {
      ...{ title, here: `/pay/${token}`, next: { after_s } },
      body: html`<section aria-live="polite">
          <h1>${title}</h1>
          ${body}
        </section>
        <p><a href="${at('')}">${say('back')}</a></p>`,
    })
  },
}

function isPast(since: string, wait_s: number, now: Temporal.Instant): boolean {
  return Temporal.Instant.from(since).until(now).total('seconds') > wait_s
}

function shownOf(
  visitor: Visitor,
  state: PurchaseState,
  { token, now }: { token: string; now: Temporal.Instant },
) {
  const { say, language } = visitor
  const { prompt } = state
  const amount = price(BigInt(prompt.amount.cents), language)
  if (state.undone !== null)
    return {
      ...{ title: say('goesBack'), after_s: SELDOM_s },
      body: html`<p>${say(state.undone === 'closed' ? 'undoneClosed' : 'undoneRefused')}</p>
        <p>${say('goesBackTo', { amount, phone: formatPhone(state.phone) })}</p>`,
    }
  switch (prompt.state) {
    case 'asking':
    case 'open':
      return {
        ...{ title: say('look'), after_s: SOON_s },
        body: html`<p>${say('typePin', { phone: formatPhone(state.phone), amount })}</p>`,
      }
    case 'confirming':
      return { title: say('waits'), after_s: SOON_s, body: html`<p>${say('confirming')}</p>` }
    case 'paid': {
      const isLong = prompt.settledAt !== null && isPast(prompt.settledAt, LONG_s, now)
      return {
        ...{ title: say('making'), after_s: isLong ? SELDOM_s : SOON_s },
        body: isLong ? html`<p>${say('makingLong')}</p>` : html``,
      }
    }
    default:
      return {
        ...{ title: say('notPaid'), after_s: SELDOM_s },
        body: html`<p>${whyWords(prompt, visitor)}</p>
          ${again(visitor, state)}${byHand(visitor, prompt, amount, token)}`,
      }
  }
}

function whyWords({ why }: Prompt, { language }: Visitor): string {
  const known = Object.entries(PUSH_WORDS).find(([name]) => name === why)?.[1]
  return (known ?? PUSH_WORDS['unknown-code'])[language]
}

function again({ at, say }: Visitor, { planId, phone }: PurchaseState): Html {
  return html`<p>
    <a class="go" href="${at('', { plan: planId, phone: formatPhone(phone) })}"
      >${say('tryAgain')}</a
    >
  </p>`
}

function byHand({ say, at }: Visitor, { byHand: to }: Prompt, amount: string, token: string): Html {
  return html`<h2>${say('byHand')}</h2>
    <dl>
      <dt>${to.kind === 'till' ? say('till') : say('paybill')}</dt>
      <dd>${to.number}</dd>
      ${
        to.kind === 'paybill' &&
        html`<dt>${say('account')}</dt>
          <dd>${to.account}</dd>`
      }
      <dt>${say('amount')}</dt>
      <dd>${amount}</dd>
    </dl>
    <p class="soft">${say('byHandWait')}</p>
    <p><a href="${at('/again', { for: token })}">${say('again')}</a></p>`
}
