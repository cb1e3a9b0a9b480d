import { refusal } from '#kernel/refusal.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import type { Mailbox } from '../mailbox.ts'
import { listLetters, listTexts } from './contract.ts'

const notFromThere = refusal(
  'mailbox.not_from_there',
  403,
  'The mail and the texts of the demo are only shown on the machine that it runs on.',
)

/** Shows the demo's mail and texts. They hold codes that open doors, so it answers this machine alone. */
export function mailboxDesk(mailbox: Mailbox) {
  return defineModule({
    name: 'mailbox',
    routes: [
      serve(listTexts, async (_read, { to }, { ip }) => {
        refuseElsewhere(ip)
        const items = mailbox.texts(to).toReversed()
        return {
          items: items.map((text) => ({ ...text, at: text.at.toString() })),
          lab: mailbox.lab ?? null,
        }
      }),
      serve(listLetters, async (_read, { to }, { ip }) => {
        refuseElsewhere(ip)
        return { items: mailbox.letters(to).toReversed() }
      }),
    ],
  })
}

function refuseElsewhere(ip: string) {
  if (ip !== '::1' && !ip.startsWith('127.')) throw notFromThere()
}
