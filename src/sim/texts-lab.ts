import type { PageAnswer, PageAsk } from './browser.ts'
import { faultForms, readChances } from './fault-forms.ts'
import type { FaultLab } from './fault-lab.ts'
import { escaped, page } from './html.ts'
import { LETTER_FAULTS, type LetterFault } from './letter-faults.ts'
import { TEXT_FAULTS, type TextFault, type TextOnPhone } from './text-faults.ts'

/** What each fault does, for whoever chooses. */
const SENTENCES: Readonly<Record<TextFault | LetterFault, string>> = {
  refuse: 'A text: the number does not exist',
  blocked: 'A text: its owner refuses texts',
  poor: 'A text: our credit at the gateway is used up',
  broken: 'A text: the gateway answers 500',
  silent: 'A text: it goes out, and the gateway hangs up',
  undelivered: 'A text: taken, and reported as lost',
  twice: 'A text: reported twice (Africa’s Talking)',
  early: 'A text: reported before the answer (Africa’s Talking)',
  unreported: 'A text: never reported',
  'known-number': 'A text: taken under the number of the one before (Africa’s Talking)',
  'unknown-box': 'A letter: nobody has this address (550)',
  busy: 'A letter: the mail server is busy (451)',
  'cut-off': 'A letter: it goes out, and the mail server hangs up',
}

export type TextsLab = {
  readonly texts: FaultLab<TextFault>
  readonly letters?: FaultLab<LetterFault> | undefined
  readonly phones: readonly TextOnPhone[]
}

/** The page where a person lets SMS, WhatsApp and e-mail of the demo go wrong. Undefined: it is none of ours. */
export async function answerLab(
  lab: TextsLab,
  { method, url, form }: PageAsk,
): Promise<PageAnswer | undefined> {
  const [, what = '', act = ''] = url.pathname.split('/')
  if (what === '' && method === 'GET') return { to: '/lab' }
  if (what !== 'lab') return undefined
  if (method === 'POST') {
    change(lab, act, form)
    return { to: '/lab' }
  }
  const stamp = `${JSON.stringify(lab.texts.now)} ${JSON.stringify(lab.letters?.now)} ${lab.phones.length}`
  if (url.searchParams.has('stamp')) return { text: stamp }
  const perMille = { ...lab.texts.now.perMille, ...lab.letters?.now.perMille }
  const came = lab.phones
    .slice(-10)
    .toReversed()
    .map(
      ({ to, by, text }) =>
        `<li>${escaped(to)} <span class="soft">${by}</span><br>${escaped(text)}</li>`,
    )
    .join('')
  return {
    text: page(
      'Fault lab of messages',
      `<h1>Fault lab of messages</h1>
${faultForms({ ...lab.texts.now, perMille }, SENTENCES)}
<section><h2>What came to phones</h2><ul>${came || '<li class="soft">Nothing yet.</li>'}</ul></section>`,
      stamp,
    ),
  }
}

function change({ texts, letters }: TextsLab, act: string, form: URLSearchParams): void {
  if (act === 'calm') {
    texts.calm()
    letters?.calm()
  }
  if (act === 'chance') {
    texts.byChance(readChances(form, TEXT_FAULTS))
    letters?.byChance(readChances(form, LETTER_FAULTS))
  }
  if (act !== 'next') return
  const fault = form.get('fault')
  const ofText = TEXT_FAULTS.find((one) => one === fault)
  const ofLetter = LETTER_FAULTS.find((one) => one === fault)
  if (ofText) texts.next(ofText)
  if (ofLetter) letters?.next(ofLetter)
}
