import { must } from '#kernel/assert.ts'
import { Refusal } from '#kernel/refusal.ts'
import { html } from '#platform/html.ts'
import type { Page, PageAsk } from '#platform/pages.ts'
import { redeemCodes } from '../commands/redeem-codes.ts'
import { showCode } from '../commands/show-code.ts'
import { uamSecretOf } from '../queries/doors.ts'
import { credentialsOf } from '../queries/passes.ts'
import { screenNow } from '../queries/screens.ts'
import { SCREEN_minutes } from '../rules/times.ts'
import { loginUrl } from './visit.ts'
import { framed, visitorOf, type Visitor } from './frame.ts'
import { shop } from './shop.ts'
import { idIn, tokenFor } from './tokens.ts'

const SCREEN_ASKS_s = 5

export const voucherPage: Page = {
  name: 'hotspot.voucher',
  path: '/hotspot/:site/voucher',
  show: (read, ask) => shop.show(read, ask),
  takeTogether: async (tx, asks) => {
    const visitors: (Visitor & { readonly ask: PageAsk })[] = []
    for (const ask of asks) visitors.push({ ask, ...(await visitorOf(tx, ask)) })
    const redeemed = await redeemCodes(
      tx,
      visitors.map(({ ask, door, visit, language }) => ({
        ...{ door, code: ask.field('code'), mac: visit.mac, device: ask.device, language },
        address: ask.call.ip,
      })),
    )
    return redeemed.map((serviceId, place) => {
      if (serviceId instanceof Refusal) return serviceId
      const { at } = must(visitors[place], 'each is answered')
      return { kind: 'go', to: at(`/pass/${tokenFor(tx, 'pass', serviceId)}`, { go: '1' }) }
    })
  },
}

/** A screen without keys shows a code, and goes on by itself once somebody has typed it on their phone. */
export const screenPage: Page = {
  name: 'hotspot.screen',
  path: '/hotspot/:site/screen',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const { say, at, carried, visit, door } = visitor
    const shown = { title: say('screen'), here: '/screen' }
    const [k, code] = [ask.field('k'), ask.field('c')]
    if (k === '' || ask.refusal)
      return framed(read, visitor, {
        ...shown,
        body: html`<section>
            <h1>${say('screen')}</h1>
            <p>${say('screenHow')}</p>
            <form method="post" action="${at('/screen')}">
              ${carried}<button>${say('showCode')}</button>
            </form>
          </section>
          <p><a href="${at('')}">${say('back')}</a></p>`,
      })
    const screen = await screenNow(read, idIn(read, 'screen', k))
    if (screen.kind === 'over') return { kind: 'go', to: at('/screen') }
    const more = { k, c: code }
    if (screen.kind === 'waits')
      return framed(read, visitor, {
        ...{ ...shown, more, next: { after_s: SCREEN_ASKS_s } },
        body: html`<section>
          <h1>${say('screen')}</h1>
          <p class="big">${code}</p>
          <p>${say('typeCode', { minutes: SCREEN_minutes })}</p>
        </section>`,
      })
    const secret = visit.router?.kind === 'coova' ? await uamSecretOf(read, door.siteId) : null
    const login = loginUrl(visit, await credentialsOf(read, screen.serviceId), secret)
    return framed(read, visitor, {
      ...{ ...shown, more },
      ...(login !== undefined && visit.failed === undefined && { next: { after_s: 1, to: login } }),
      body: html`<section class="yes" role="status">
        <h1>${say('joined')}</h1>
        <p>
          ${login === undefined ? say('noRouter') : html`<a href="${login}">${say('goOn')}</a>`}
        </p>
      </section>`,
    })
  },
  take: async (tx, ask) => {
    const { door, visit, at } = await visitorOf(tx, ask)
    const { id, code } = await showCode(tx, { door, mac: visit.mac })
    return { kind: 'go', to: at('/screen', { k: tokenFor(tx, 'screen', id), c: code }) }
  },
}
