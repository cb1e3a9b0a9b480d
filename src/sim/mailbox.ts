import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FaultLab } from './fault-lab.ts'
import { LETTER_FAULTS, MailServerSaid, type LetterFault } from './letter-faults.ts'
import type { TextOnPhone } from './text-faults.ts'

export type Letter = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly encloseds?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** Where e-mail goes while no SMTP server is set: nowhere, but it can be read. */
export type Mailbox = {
  send(letter: Letter, signal: AbortSignal): Promise<void>
  /** Lets letters go wrong. */
  readonly faults: FaultLab<LetterFault>
  /** Where a person does so while the demo runs. */
  lab: string | undefined
  /** The letters that came, oldest first; one that was sent again under its id came once. */
  letters(to?: string): Letter[]
  /** Texts that came to phones of the demo, beside the mail. */
  keepText(text: TextOnPhone): void
  texts(to?: string): TextOnPhone[]
}

const KEPT_MAX = 1_000

/** With a directory every letter also becomes a file there that only its owner may read. */
export function openMailbox(directory?: string): Mailbox {
  const kept = new Map<string, Letter>()
  const texts: TextOnPhone[] = []
  const faults = new FaultLab<LetterFault>()
  return {
    faults,
    lab: undefined,
    async send(letter, signal) {
      signal.throwIfAborted()
      const [fault] = faults.draw(LETTER_FAULTS)
      if (fault === 'unknown-box') throw new MailServerSaid(550, 'No such mailbox here')
      if (fault === 'busy') throw new MailServerSaid(451, 'Busy, try again later')
      kept.set(letter.id, letter)
      const oldest = kept.keys().next().value
      if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
      if (directory !== undefined) writeDown(directory, letter)
      if (fault === 'cut-off') throw new Error('The mail server hung up')
    },
    keepText(text) {
      texts.push(text)
      if (texts.length > KEPT_MAX) texts.shift()
    },
    texts: (to) => texts.filter((text) => to === undefined || text.to === to),
    letters: (to) => [...kept.values()].filter((letter) => to === undefined || letter.to === to),
  }
}

function writeDown(directory: string, { id, to, subject, text, encloseds = [] }: Letter): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, `${id}.txt`)
  writeFileSync(file, `To: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 })
  for (const { name, bytes } of encloseds)
    writeFileSync(join(directory, `${id}-${name.replaceAll(/[^\w.-]/g, '_')}`), bytes, {
      mode: 0o600,
    })
}
