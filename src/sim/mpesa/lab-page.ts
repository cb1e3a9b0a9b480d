import type { Callbacks } from './callbacks.ts'
import type { FaultLab } from '../fault-lab.ts'
import { faultForms } from '../fault-forms.ts'
import type { Fault } from './faults.ts'
import { escaped, page } from '../html.ts'
import type { Town } from './town.ts'

/** What each fault does, for whoever chooses. */
const SENTENCES: Record<Fault, string> = {
  lose: 'A callback never comes',
  delay: 'A callback comes late, up to the hours below',
  duplicate: 'A callback comes twice',
  reorder: 'A callback comes after the one that follows it',
  forge: 'Somebody who is not Safaricom says that a prompt is paid, as soon as it is on the phone',
  'answer-500': 'Daraja answers 502, though it did what was asked',
  'answer-error': 'Daraja answers that it broke inside, though it did what was asked',
  'answer-busy': 'Daraja answers that it is busy, though it did what was asked',
  'too-many': 'Daraja turns a call away, because there were too many in a second (spike arrest)',
  'answer-late': 'Daraja answers when nobody waits any more, though it did what was asked',
  'no-answer': 'Daraja hangs up without an answer',
  'without-receipt': 'A prompt or payout is paid, and its callback has no receipt',
  maintenance:
    'A prompt or a payout meets the maintenance window: nobody knows whether it was taken',
  'early-result': 'The result of a payout comes before the answer to it',
  'queue-timeout': 'A payout is given back from the queue, though it is made',
}

export type Lab = {
  readonly faults: FaultLab<Fault>
  readonly callbacks: Callbacks
  readonly town: Town
}

export function labStamp({ faults, callbacks }: Lab): string {
  return [JSON.stringify(faults.now), callbacks.told.length, callbacks.left].join(' ')
}

/** Where faults are chosen: by chance with a seed, or for the next thing that could go so wrong. */
export function labPage(lab: Lab): string {
  const { delay_ms = 600_000 } = lab.faults.now
  const hours = `<label class="row"><span>Hours that a delay takes at most, up to 72</span><input name="hours" inputmode="decimal" value="${Math.round(delay_ms / 36_000) / 100}"></label>`
  const portal = [...lab.town.shortcodes.keys()]
    .map(
      (number) =>
        `<a href="/lab/statement?number=${number}" download="ORG_${number}_Utility.csv">Statement of ${number} (CSV)</a>`,
    )
    .join('<br>')
  const told = lab.callbacks.told
    .slice(-10)
    .toReversed()
    .map(
      ({ url, status }) => `<li>${status} <span class="soft">…/${escaped(kindOf(url))}</span></li>`,
    )
    .join('')
  return page(
    'Fault lab',
    `<nav><a href="/">Phones</a></nav><h1>Fault lab</h1>
${faultForms(lab.faults.now, SENTENCES, hours)}
<section><h2>A payer complains</h2><form method="post" action="/lab/reverse"><label>Receipt to be taken back<input name="receipt" required maxlength="12"></label><button>Reverse</button></form></section>
<section><h2>Organisation portal</h2>${portal}</section>
<section><h2>What was told</h2><p class="soft">${lab.callbacks.left} still to come</p><ul>${told || '<li class="soft">Nothing yet.</li>'}</ul></section>`,
    labStamp(lab),
  )
}

/** Of an address only what it is for: the rest is a secret. */
function kindOf(url: string): string {
  return url.split('/').at(-1) ?? ''
}
