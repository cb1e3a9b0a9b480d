import { z } from 'zod'

/**
 * Why somebody is written to, which decides when and whether.
 * - `code`: a secret that somebody waits for. Goes at once or not at all, is not kept, and is bounded for each address.
 * - `transactional`: what they must know (a receipt, a disconnection). Goes at any hour, whatever they opted out of.
 * - `service`: what helps them (a reminder). In the day only, and not to those who said STOP.
 * - `promotional`: what helps us. Narrower hours by law, with their consent only.
 */
export const MESSAGE_CLASSES = ['code', 'transactional', 'service', 'promotional'] as const
export const messageClass = z.enum(MESSAGE_CLASSES)
export type MessageClass = z.infer<typeof messageClass>

export const CHANNELS = ['sms', 'email', 'push', 'whatsapp'] as const
export const channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof channel>

export type MessageText = {
  /** A short one, for SMS, WhatsApp and push; by e-mail with a greeting around it. */
  readonly text: string
  /** Of an e-mail, and the title of a push. */
  readonly subject: string
}

const PLACEHOLDER = /\{(\w+)\}/g

/** What stands in braces in a text, each once: `Hello {name}` has `name`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))]
}

export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole)
}

/**
 * GSM 03.38's default alphabet, in which a text of one part has 160 letters; those of the extension table count two.
 * Any other letter makes the whole text UCS-2 with 70.
 */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_EXTENDED = '^{}\\[~]|€\f'

export type SmsSize = {
  readonly alphabet: 'gsm-7' | 'ucs-2'
  /** Letters as the network counts them. */
  readonly letters: number
  readonly parts: number
  /** How many more fit into the parts that are paid for anyway. */
  readonly left: number
  /** The letters because of which it is UCS-2, each once. */
  readonly odd: readonly string[]
}

/** Into how many parts a text is cut, each of which is paid for (3GPP TS 23.038 and 23.040 §9.2.3.24). */
export function smsSize(text: string): SmsSize {
  const letters = Array.from(text)
  const odd = [
    ...new Set(letters.filter((one) => !GSM.includes(one) && !GSM_EXTENDED.includes(one))),
  ]
  if (odd.length > 0) {
    // A pair of surrogates is not cut in two; a text of emoji alone may so need one more part than its length says.
    const parts =
      text.length <= 70
        ? 1
        : cut(
            letters.map((one) => one.length),
            67,
          )
    const room = parts === 1 ? 70 : parts * 67
    return {
      alphabet: 'ucs-2',
      letters: text.length,
      parts,
      left: Math.max(0, room - text.length),
      odd,
    }
  }
  const sizes = letters.map((one) => (GSM_EXTENDED.includes(one) ? 2 : 1))
  const size = sizes.reduce((sum, one) => sum + one, 0)
  const parts = size <= 160 ? 1 : cut(sizes, 153)
  const room = parts === 1 ? 160 : parts * 153
  return { alphabet: 'gsm-7', letters: size, parts, left: Math.max(0, room - size), odd }
}

function cut(sizes: readonly number[], perPart: number): number {
  let parts = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > perPart) {
      parts++
      used = 0
    }
    used += size
  }
  return parts
}

const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  '•': '-',
}

/** The same text for SMS: typographers' signs, which would double its price, become those of a typewriter. */
export function plainSms(text: string): string {
  return text.replaceAll(/[‘’ʼ“”–—…\u00a0\u202f•]/g, (one) => PLAIN[one] ?? one)
}
