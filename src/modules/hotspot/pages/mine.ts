import { html, type Html } from '#platform/html.ts'
import type { Page, PageAsk } from '#platform/pages.ts'
import type { Read } from '#platform/tx.ts'
import { forgetDevice } from '../commands/forget-device.ts'
import { handOut } from '../commands/hand-out.ts'
import { joinScreen } from '../commands/join-screen.ts'
import { uamSecretOf } from '../queries/doors.ts'
import { credentialsOf, passNow, type Pass } from '../queries/passes.ts'
import { isGoodAt } from '../queries/routers.ts'
import { HANDED_s } from '../rules/times.ts'
import { loginUrl } from './visit.ts'
import { framed, leftWords, momentWords, visitorOf, type Visitor } from './frame.ts'
import { idIn, remember } from './tokens.ts'

/** Time that somebody has: how long it lasts, on which devices, and the way online. */
export const mine: Page = {
  name: 'hotspot.pass',
  path: '/hotspot/:site/pass/:token',
  show: async (read, ask) => {
    const visitor = await visitorOf(read, ask)
    const token = ask.params['token'] ?? ''
    const pass = await passNow(read, idIn(read, 'pass', token))
    remember(ask, token)
    const { say } = visitor
    const isGood = await isGoodAt(read, pass.nasIds, visitor.door.siteId)
    const login = isGood ? await loginFor(read, visitor, pass, ask) : undefined
    const title = pass.until ? say('mine') : say(pass.isUsedUp ? 'usedUp' : 'over')
    return framed(read, visitor, {
      ...{ title, here: `/pass/${token}` },
      ...(login !== undefined && { next: { after_s: 1, to: login } }),
      body: html`${
          login !== undefined &&
          html`<section class="yes" role="status">
            <p>${say('goingOn')} <a href="${login}">${say('goOn')}</a></p>
          </section>`
        }${summary(read, visitor, pass, token, { isGoing: login !== undefined, isGood })}${pass.until !== null && html`${devices(visitor, pass, token)}${joining(visitor, token)}`}
        <p><a href="${visitor.at('', { more: token })}">${say('more')}</a></p>`,
    })
  },
  take: async (tx, ask) => {
    const { door, visit, at } = await visitorOf(tx, ask)
    const token = ask.params['token'] ?? ''
    const serviceId = idIn(tx, 'pass', token)
    if (ask.field('do') === 'remove') {
      await forgetDevice(tx, { serviceId, deviceId: ask.field('device') })
      return { kind: 'go', to: at(`/pass/${token}`) }
    }
    await handOut(tx, { serviceId, siteId: door.siteId, mac: visit.mac, name: '' })
    return { kind: 'go', to: at(`/pass/${token}`, { go: '1' }) }
  },
}

/** A screen without keys gets on with this time: its code is typed here. */
export const joinPage: Page = {
  name: 'hotspot.join',
  path: '/hotspot/:site/pass/:token/screen',
  show: (read, ask) => mine.show(read, ask),
  guesses: { field: 'code', by: 'everything' },
  take: async (tx, ask) => {
    const { door, at } = await visitorOf(tx, ask)
    const token = ask.params['token'] ?? ''
    const serviceId = idIn(tx, 'pass', token)
    await joinScreen(tx, { serviceId, siteId: door.siteId, code: ask.field('code') })
    return { kind: 'go', to: at(`/pass/${token}`) }
  },
}

/**
 * Where the browser is sent on to by itself: once, right after it was handed out, and not again where the router has turned it down, so that
 * nobody goes round in circles.
 */
async function loginFor(read: Read, { visit, door }: Visitor, pass: Pass, ask: PageAsk) {
  const isFresh =
    pass.handedAt !== null &&
    Temporal.Instant.compare(pass.handedAt.add({ seconds: HANDED_s }), read.now) > 0
  if (ask.field('go') !== '1' || ask.refusal || pass.until === null || !isFresh) return undefined
  if (visit.failed !== undefined) return undefined
  const secret = visit.router?.kind === 'coova' ? await uamSecretOf(read, door.siteId) : null
  return loginUrl(visit, await credentialsOf(read, pass.serviceId), secret)
}

function summary(
  read: Read,
  visitor: Visitor,
  pass: Pass,
  token: string,
  { isGoing, isGood }: { isGoing: boolean; isGood: boolean },
): Html {
  const { say, at, carried, language, visit, brand } = visitor
  const { until, version, devices: known, slots } = pass
  if (until === null)
    return html`<section class="no">
      <h1>${say(pass.isUsedUp ? 'usedUp' : 'over')}</h1>
      <p>
        ${version.planName}${pass.paidUntil && html` · ${momentWords(pass.paidUntil, brand.timeZone, language, read.now)}`}
      </p>
    </section>`
  const isKnown = known.some(({ mac }) => mac === visit.mac)
  const words = !isKnown && known.length >= slots && visit.mac !== undefined ? 'move' : 'connect'
  return html`<section>
    <h1>${say('left', { left: leftWords(read.now, until, language) })}</h1>
    <p>
      ${version.planName} ·
      ${say('until', { at: momentWords(until, brand.timeZone, language, read.now) })}
    </p>
    ${visit.failed !== undefined && html`<p role="alert">${say('turnedDown', { why: visit.failed })}</p>`}${!isGood && html`<p role="alert">${say('elsewhere')}</p>`}${isGood && !isGoing && html`<form method="post" action="${at(`/pass/${token}`)}">${carried}<button>${say(words)}</button></form>`}${visit.router === undefined && isKnown && html`<p class="soft">${say('noRouter')}</p>`}
  </section>`
}

function devices({ say, at, carried, visit }: Visitor, pass: Pass, token: string): Html {
  const list = pass.devices.map(
    ({ id, name, mac }) =>
      html`<li>
        <span>${name}${mac === visit.mac && html` ●`}</span>
        <form method="post" action="${at(`/pass/${token}`)}">
          ${carried}<input type="hidden" name="do" value="remove" /><input
            type="hidden"
            name="device"
            value="${id}"
          /><button class="plain small">${say('remove')}</button>
        </form>
      </li>`,
  )
  const { slots } = pass
  return html`<section>
    <h2>${say('devices', { used: pass.devices.length, slots })}</h2>
    <ul>
      ${list}
    </ul>
  </section>`
}

function joining({ say, at, carried }: Visitor, token: string): Html {
  return html`<section>
    <details>
      <summary>${say('addScreen')}</summary>
      <form method="post" action="${at(`/pass/${token}/screen`)}">
        ${carried}<label
          >${say('screenCode')}<input
            type="text"
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            required
            maxlength="12" /></label
        ><button class="plain">${say('add')}</button>
      </form>
    </details>
  </section>`
}
