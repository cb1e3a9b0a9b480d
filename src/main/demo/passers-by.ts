import { setTimeout as sleep } from 'node:timers/promises'
import type { SimMpesa } from '#sim/mpesa.ts'
import type { Ground } from '../ground.ts'
import { captivePage } from './hotspots.ts'

type Passer = {
  readonly msisdn: string
  readonly plan: 'Hotspot hour' | 'Hotspot day' | 'Hotspot week'
  readonly does: 'pays' | 'cancels' | 'mistypes'
}

/** Who walked by on the first day: most buy, one thinks better of it, one has forgotten the PIN. */
const PASSERS: readonly Passer[] = [
  { msisdn: '254720100001', plan: 'Hotspot hour', does: 'pays' },
  { msisdn: '254720100002', plan: 'Hotspot day', does: 'pays' },
  { msisdn: '254110100003', plan: 'Hotspot hour', does: 'mistypes' },
  { msisdn: '254720100004', plan: 'Hotspot hour', does: 'pays' },
  { msisdn: '254720100005', plan: 'Hotspot week', does: 'pays' },
  { msisdn: '254110100006', plan: 'Hotspot day', does: 'cancels' },
  { msisdn: '254720100007', plan: 'Hotspot hour', does: 'pays' },
]
/** By then HTTP listens and M-Pesa knows where to tell us. */
const OPENS_ms = 6_000
const LOOK_ms = 250
const LOOKS_MAX = 80

/** People of the market buy on the captive page, as people do: their phones ask for the PIN, and they type it. */
export async function letThemWalkBy(
  { origin, log }: Pick<Ground, 'origin' | 'log'>,
  { prompts }: SimMpesa,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(OPENS_ms, undefined, { signal })
    for (const [place, { msisdn, plan, does }] of PASSERS.entries()) {
      await buy(captivePage(origin().href), { place, msisdn, plan, signal })
      for (let look = 0; look < LOOKS_MAX && !prompts.on(msisdn); look++)
        await sleep(LOOK_ms, undefined, { signal })
      if (does === 'cancels') prompts.cancel(msisdn)
      else prompts.typePin(msisdn, does === 'pays' ? '1234' : '0000')
    }
  } catch (err) {
    // A demo with nobody at its market is one all the same.
    if (!signal.aborted) log.info({ err }, 'Nobody walked by at the market')
  }
}

/** Fills in the form of the page, with what is hidden in it. */
async function buy(
  page: string,
  of: { place: number; msisdn: string; plan: string; signal: AbortSignal },
): Promise<void> {
  const { place, msisdn, plan, signal } = of
  const url = new URL(page)
  url.searchParams.set('mac', `A4:2B:B0:77:00:0${place + 1}`)
  const shown = await (await fetch(url, { signal })).text()
  const hidden = [...shown.matchAll(/type="hidden"\s+name="(v|id)"\s+value="([^"]*)"/g)]
  const planId = new RegExp(`value="([^"]+)"[^>]*/><span>${plan}<`).exec(shown)?.[1] ?? ''
  const form = new URLSearchParams(
    hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
  )
  for (const [name, value] of Object.entries({ plan: planId, phone: `+${msisdn}`, agree: 'yes' }))
    form.set(name, value)
  const post = { method: 'POST', body: form, headers: { origin: url.origin }, signal }
  const { ok } = await fetch(new URL(url.pathname, url), post)
  if (!ok) throw new Error(`The page of the market does not sell ${plan} to ${msisdn}`)
}
