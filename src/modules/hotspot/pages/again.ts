import { unreachable } from '#kernel/assert.ts'
import { parsePhone } from '#kernel/phone.ts'
import { Refusal } from '#kernel/refusal.ts'
import { html, type Html } from '#platform/html.ts'
import type { Page, PageAnswer, PageAsk } from '#platform/pages.ts'
import { CLAIM_WORDS } from '#modules/payments/contract.ts'
import { claimNow } from '#modules/payments/index.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { handOut } from '../commands/hand-out.ts'
import { logInWithCode } from '../commands/log-in-with-code.ts'
import { claimReceipt } from '../commands/claim-receipt.ts'
import { sendCode } from '../commands/send-code.ts'
import { passNow } from '../queries/passes.ts'
import { isGoodAt } from '../queries/routers.ts'
import { framed, visitorOf, type Visitor } from './frame.ts'
import { idIn, tokenFor } from './tokens.ts'

const CLAIM_ASKS_s = 4

/** Back to time that was bought: by a code to the phone that paid, or by the receipt. Who somebody is hangs on neither device nor browser. */
export const again: Page = {
  name: 'hotspot.again',
  path: '/hotspot/:site/again',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const { say, at, carried } = visitor
    const phone = parsePhone(ask.field('to'))
    const byPhone =
      phone === undefined
        ? html`<form method="post" action="${at('/again')}">
            ${carried}<input type="hidden" name="do" value="send" /><label
              >${say('yourPhone')}<input
                type="tel"
                name="who"
                inputmode="tel"
                autocomplete="tel"
                required
                maxlength="20"
                placeholder="0712 345 678" /></label
            ><button>${say('sendCode')}</button>
          </form>`
        : html`<p role="status">${say('sent')}</p>
            <form method="post" action="${at('/again')}">
              ${carried}<input type="hidden" name="do" value="code" /><input
                type="hidden"
                name="who"
                value="${phone}"
              /><input type="hidden" name="to" value="${phone}" /><label
                >${say('sixDigits')}<input
                  type="text"
                  name="code"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  required
                  maxlength="10" /></label
              ><button>${say('goOn')}</button>
            </form>`
    const asked = await claimOf(read, visitor, ask)
    return framed(read, visitor, {
      ...{ title: say('again'), here: '/again' },
      ...(asked?.isOpen && { next: { after_s: CLAIM_ASKS_s } }),
      body: html`${asked?.body}
        <section>
          <h1>${say('again')}</h1>
          <h2>${say('byPhone')}</h2>
          ${byPhone}
        </section>
        ${receiptForm(visitor, ask.field('for'), '')}
        <p><a href="${at('')}">${say('back')}</a></p>`,
    })
  },
  guesses: { field: 'who', by: 'everything' },
  take: async (tx, ask) => {
    const visitor = await visitorOf(tx, ask)
    const { door, language, at } = visitor
    const who = ask.field('who')
    if (ask.field('do') === 'send') {
      await sendCode(tx, { door, phone: who, language })
      return { kind: 'go', to: at('/again', { to: parsePhone(who) ?? '' }) }
    }
    if (ask.field('do') === 'receipt') return receipt(tx, visitor, ask)
    const found = await logInWithCode(tx, { phone: who, code: ask.field('code') })
    return found instanceof Refusal ? found : letIn(tx, visitor, found)
  },
}

function receiptForm({ say, at, carried }: Visitor, forToken: string, known: string): Html {
  return html`<section>
    <h2>${say('byReceipt')}</h2>
    <form method="post" action="${at('/again')}">
      ${carried}<input type="hidden" name="do" value="receipt" />
      <input type="hidden" name="for" value="${forToken}" />
      <label
        >${say('receipt')}<input
          type="text"
          name="who"
          value="${known}"
          autocomplete="off"
          autocapitalize="characters"
          required
          maxlength="400" /></label
      ><button class="plain">${say('check')}</button>
    </form>
  </section>`
}

/** What M-Pesa says of a receipt that nobody had told us of. */
async function claimOf(read: Read, visitor: Visitor, ask: PageAsk) {
  if (ask.field('claim') === '' || ask.refusal) return undefined
  const { state, why, receipt } = await claimNow(read, idIn(read, 'claim', ask.field('claim')))
  const isOpen = state === 'waiting'
  if (state === 'given') return { isOpen, body: receiptForm(visitor, ask.field('for'), receipt) }
  const words = CLAIM_WORDS[why ?? 'asked'][visitor.language]
  return { isOpen, body: html`<section role="status"><p>${receipt}: ${words}</p></section>` }
}

async function receipt(tx: Tx, visitor: Visitor, ask: PageAsk): Promise<PageAnswer | Refusal> {
  const forToken = ask.field('for')
  const purchaseId = forToken === '' ? null : idIn(tx, 'purchase', forToken)
  const claimed = await claimReceipt(tx, {
    ...{ receipt: ask.field('who'), purchaseId, device: ask.device, address: ask.call.ip },
  })
  switch (claimed.kind) {
    case 'no':
      return claimed.refusal
    case 'pass':
      return letIn(tx, visitor, claimed.serviceId)
    case 'paid':
      return { kind: 'go', to: visitor.at(`/pay/${forToken}`) }
    case 'waiting': {
      const claim = tokenFor(tx, 'claim', claimed.claimId)
      const more = { claim, ...(forToken !== '' && { for: forToken }) }
      return { kind: 'go', to: visitor.at('/again', more) }
    }
    default:
      return unreachable(claimed)
  }
}

async function letIn(tx: Tx, { door, visit, at }: Visitor, serviceId: string): Promise<PageAnswer> {
  const token = tokenFor(tx, 'pass', serviceId)
  const { until, nasIds } = await passNow(tx, serviceId)
  // Over, or of another place: their page says so, and what to do.
  if (until === null || !(await isGoodAt(tx, nasIds, door.siteId)))
    return { kind: 'go', to: at(`/pass/${token}`) }
  await handOut(tx, { serviceId, siteId: door.siteId, mac: visit.mac, name: '' })
  return { kind: 'go', to: at(`/pass/${token}`, { go: '1' }) }
}
