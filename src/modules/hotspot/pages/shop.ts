import { newId } from '#kernel/id.ts'
import { parsePhone } from '#kernel/phone.ts'
import { html, type Html } from '#platform/html.ts'
import type { Page, PageAsk } from '#platform/pages.ts'
import type { Read } from '#platform/tx.ts'
import { giveFree } from '../commands/give-free.ts'
import { startPurchase } from '../commands/start-purchase.ts'
import { offersAt, openDoors, type Offer } from '../queries/doors.ts'
import { findPass } from '../queries/passes.ts'
import { termsNotAccepted } from '../refusals.ts'
import { purchaseIdFor } from './purchase-id.ts'
import { readToken } from './signed.ts'
import { framed, leftWords, planWords, price, visitorOf, type Visitor } from './frame.ts'
import { remembered, tokenFor } from './tokens.ts'
import { USUAL_TERMS } from './words.ts'

/** The first page: what there is to buy, and all other ways in. */
export const shop: Page = {
  name: 'hotspot.shop',
  path: '/hotspot/:site',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const { door, say } = visitor
    const offers = door.isOpen ? await offersAt(read, door) : []
    const more = ask.field('more')
    return framed(read, visitor, {
      title: say('buy'),
      here: '',
      ...(more !== '' && { more: { more } }),
      body: html`${visitor.visit.failed !== undefined && html`<section class="no" role="alert"><p>${say('turnedDown', { why: visitor.visit.failed })}</p></section>`}${await backIn(read, visitor, ask)}${
          !door.isOpen
            ? html`<section><p>${say('closed')}</p></section>`
            : html`${door.welcome !== '' && html`<p>${door.welcome}</p>`}${buying(read, visitor, offers, ask)}${voucher(visitor, ask)}${free(visitor)}`
        }
        <section>
          <p><a href="${visitor.at('/again')}">${say('again')}</a></p>
          <p class="soft">${say('againHow')}</p>
        </section>
        ${
          door.isOpen &&
          visitor.visit.mac !== undefined &&
          html`<p class="soft"><a href="${visitor.at('/screen')}">${say('screen')}</a></p>`
        }`,
    })
  },
  guesses: { field: 'phone', by: 'field' },
  take: async (tx, ask) => {
    const { door, visit, language, at } = await visitorOf(tx, ask)
    const [plan, phone, more] = [ask.field('plan'), ask.field('phone'), ask.field('more')]
    const wishes = [plan, parsePhone(phone) ?? phone, more]
    const id = await purchaseIdFor(tx, { sent: ask.field('id'), wishes })
    const forServiceId = more === '' ? undefined : readToken(tx.vault, 'pass', more, tx.now)
    if (ask.field('agree') !== 'yes') throw termsNotAccepted()
    await startPurchase(tx, {
      ...{ id, door, planId: plan, phone, language },
      ...{
        mac: visit.mac,
        address: ask.call.ip,
        forServiceId,
        wantsOffers: ask.field('offers') === 'yes',
      },
    })
    return { kind: 'go', to: at(`/pay/${tokenFor(tx, 'purchase', id)}`) }
  },
}

function buying(read: Read, visitor: Visitor, offers: readonly Offer[], ask: PageAsk): Html {
  const { say, at, carried, language } = visitor
  if (offers.length === 0) return html`<section><p>${say('nothing')}</p></section>`
  const chosen = offers.find(({ planId }) => planId === ask.field('plan')) ?? offers[0]
  const picks = offers.map(
    (offer) =>
      html`<label class="pick"
        ><input
          type="radio"
          name="plan"
          value="${offer.planId}"
          ${offer === chosen && html` checked`}
        /><span>${offer.version.planName}<small>${planWords(offer.version, language)}</small></span
        ><strong>${price(offer.cents, language)}</strong></label
      >`,
  )
  return html`<section>
    <h1>${say('buy')}</h1>
    <form method="post" action="${at('')}">
      ${carried}<input type="hidden" name="id" value="${newId(read.now)}" /><input
        type="hidden"
        name="more"
        value="${ask.field('more')}"
      />${picks}<label
        >${say('phone')}<input
          type="tel"
          name="phone"
          inputmode="tel"
          autocomplete="tel"
          required
          maxlength="20"
          placeholder="0712 345 678"
          value="${ask.field('phone')}" /></label
      >${agreeing(visitor)}<label class="pick"
        ><input type="checkbox" name="offers" value="yes" /><span>${say('offers')}</span></label
      ><button>${say('pay')}</button>
    </form>
  </section>`
}

function agreeing({ say, at }: Visitor): Html {
  return html`<label class="pick"
    ><input type="checkbox" name="agree" value="yes" required /><span
      >${say('agree')} <a href="${at('/terms')}">${say('terms')}</a></span
    ></label
  >`
}

function voucher({ say, at, carried }: Visitor, ask: PageAsk): Html {
  return html`<section>
    <h2>${say('voucher')}</h2>
    <form method="post" action="${at('/voucher')}">
      ${carried}<label
        >${say('code')}<input
          type="text"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          required
          maxlength="40"
          value="${ask.field('code')}"
          placeholder="XXXXX-XXXXX" /></label
      ><button class="plain">${say('use')}</button>
    </form>
  </section>`
}

function free(visitor: Visitor): Html {
  const { door, say, at, carried } = visitor
  const { trial, sponsor } = door
  const given = (kind: string, title: string, words: string) =>
    html`<section>
      <h2>${title}</h2>
      ${words !== '' && html`<p>${words}</p>`}
      <form method="post" action="${at('/free')}">
        ${carried}<input type="hidden" name="kind" value="${kind}" />${agreeing(visitor)}<button
          class="plain"
        >
          ${say('takeFree')}
        </button>
      </form>
    </section>`
  const { minutes, name } = sponsor
  return html`${minutes > 0 && given('sponsored', say('sponsored', { minutes, name }), sponsor.words)}${trial.minutes > 0 && given('trial', say('tryFree', { minutes: trial.minutes }), '')}`
}

/** Who is known by a cookie, and has time left. */
async function backIn(read: Read, visitor: Visitor, ask: PageAsk): Promise<Html | false> {
  const known = remembered(read, ask)
  if (!known || ask.field('more') !== '') return false
  const pass = await findPass(read, known.id)
  if (!pass?.until) return false
  const { say, at, carried, language } = visitor
  return html`<section class="yes">
    <h2>${say('welcomeBack')}</h2>
    <p>
      ${pass.version.planName}: ${say('left', { left: leftWords(read.now, pass.until, language) })}
    </p>
    <form method="post" action="${at(`/pass/${known.token}`)}">
      ${carried}<button>${say('connect')}</button>
    </form>
  </section>`
}

export const freeMinutes: Page = {
  name: 'hotspot.free',
  path: '/hotspot/:site/free',
  show: (read, ask) => shop.show(read, ask),
  take: async (tx, ask) => {
    const { door, visit, at } = await visitorOf(tx, ask)
    if (ask.field('agree') !== 'yes') throw termsNotAccepted()
    const kind = ask.field('kind') === 'sponsored' ? 'sponsored' : 'trial'
    const serviceId = await giveFree(tx, { door, kind, mac: visit.mac, device: ask.device })
    return { kind: 'go', to: at(`/pass/${tokenFor(tx, 'pass', serviceId)}`, { go: '1' }) }
  },
}

export const terms: Page = {
  name: 'hotspot.terms',
  path: '/hotspot/:site/terms',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const { say, at, door, language } = visitor
    const words = door.terms[language] || USUAL_TERMS[language]
    const paragraphs = words.split(/\n+/).map((one) => html`<p>${one}</p>`)
    return framed(read, visitor, {
      ...{ title: say('terms'), here: '/terms' },
      body: html`<section>
        <h1>${say('terms')}</h1>
        ${paragraphs}
        <p><a href="${at('')}">${say('back')}</a></p>
      </section>`,
    })
  },
}

/** For whoever was sent by no router: where are you? */
export const doors: Page = {
  name: 'hotspot.doors',
  path: '/hotspot',
  show: async (read) => {
    const open = await openDoors(read)
    const [only] = open
    if (only && open.length === 1) return { kind: 'go', to: `/hotspot/${only.code}` }
    const list = open.map(({ code, name }) => html`<p><a href="/hotspot/${code}">${name}</a></p>`)
    const style = 'body{font:17px/1.5 sans-serif;max-width:27rem;margin:2rem auto;padding:0 1rem}'
    const title = 'Wi-Fi'
    const body = html`<h1>Where are you? · Uko wapi?</h1>
      ${list}`
    return { kind: 'page', title, language: 'en', style, body }
  },
}
