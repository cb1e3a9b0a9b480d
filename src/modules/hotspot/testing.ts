import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { putDoor } from './store.ts'

/** A door whose site sells an hour for 20 shillings, for as many devices as said; it gives minutes away where asked. */
export async function aDoor(
  tx: Tx,
  given: { devices?: number; trial?: number; sponsored?: number } = {},
): Promise<{ siteId: string; code: string; planId: string; planVersionId: string }> {
  const { devices = 1, trial = 0, sponsored = 0 } = given
  const site = await aSite(tx, { kind: 'hotspot' })
  const version = await aPlan(tx, {
    name: 'Hour',
    serviceTypeId: 'hotspot',
    siteIds: [site.id],
    terms: someTerms({
      ...{ validity: { unit: 'hour', count: 1, mode: 'elapsed', anchor: null } },
      ...{ renewal: 'by-hand', proration: 'none', components: [aComponent({ cents: 2_000 })] },
      devices: { registered: devices, simultaneous: devices },
    }),
    speed: { down_bps: 5_000_000, up_bps: 2_000_000 },
  })
  await putDoor(
    tx,
    {
      ...{ id: site.id, is_open: true, plan_ids: [], login_hosts: [], uam_secret_sealed: null },
      ...{ trial_minutes: trial, trial_every_days: 30, trial_plan_id: version.planId },
      ...{ sponsor_minutes: sponsored, sponsor_per_device: 2, sponsor_per_day: 3 },
      ...{ sponsor_name: 'Duka Moja', sponsor_words: '', sponsor_plan_id: version.planId },
      ...{ welcome: '', terms_en: '', terms_sw: '' },
    },
    0,
  )
  return { siteId: site.id, code: site.code, planId: version.planId, planVersionId: version.id }
}

export type Shown = {
  readonly url: URL
  readonly status: number
  readonly html: string
  /** Where the page goes on to by itself. */
  readonly next: string | undefined
}

/** A phone in front of the captive page: forms, cookies and refreshes, and no scripts. */
export class CaptivePhone {
  readonly #base: URL
  readonly #cookies = new Map<string, string>()
  page: Shown | undefined

  constructor(base: URL) {
    this.#base = base
  }

  /** As its router sends it: with its own address, and where it lets people in. */
  arrive(code: string, said: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.open(`/hotspot/${code}?${new URLSearchParams(said).toString()}`)
  }

  open(path: string): Promise<Shown> {
    return this.#ask(path, { method: 'GET' })
  }

  /** Sends the form of the page whose address has this in it, with what is hidden in it and these fields. */
  async send(which: RegExp, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const forms = [
      ...(this.page?.html ?? '').matchAll(/<form[^>]*\saction="([^"]*)"[^>]*>(.*?)<\/form>/gs),
    ]
    const [, action = '', inside = ''] = forms.find(([form]) => which.test(form)) ?? []
    if (action === '') throw new Error(`The page has no form ${which}: ${this.page?.html}`)
    const hidden = [
      ...inside.matchAll(/<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g),
    ]
    const body = new URLSearchParams(
      hidden.map(([, name = '', value = '']): [string, string] => [name, plain(value)]),
    )
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    return this.#ask(plain(action), { method: 'POST', body })
  }

  /** The page goes on by itself, as it says. */
  goesOn(): Promise<Shown> {
    const { next, url } = this.page ?? {}
    return this.open(next ?? url?.href ?? '/')
  }

  forgetCookies(): void {
    this.#cookies.clear()
  }

  async #ask(path: string, init: RequestInit): Promise<Shown> {
    const url = new URL(path, this.#base)
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const origin = init.method === 'POST' ? { origin: this.#base.origin } : {}
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie, 'accept-language': 'en', ...origin },
    })
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      this.#cookies.set(name, value)
    }
    const to = answer.headers.get('location')
    if (to !== null) return this.#ask(to, { method: 'GET' })
    const html = await answer.text()
    const next = /http-equiv="refresh"\s+content="\d+;url=([^"]*)"/.exec(html)?.[1]
    this.page = { url, status: answer.status, html, next: next && plain(next) }
    return this.page
  }
}

function plain(html: string): string {
  return html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
}
