import { refusal } from '#kernel/refusal.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import type { Mailbox } from '../mailbox.ts'
import { listLetters } from './contract.ts'

const notFromThere = refusal(
  'mailbox.not_from_there',
  403,
  'The mail of the demo is only shown on the machine that it runs on.',
)

/** Shows the demo's mail. Letters hold codes that open doors, so it answers this machine alone. */
export function mailboxDesk(mailbox: Mailbox) {
  return defineModule({
    name: 'mailbox',
    routes: [
      serve(listLetters, async (_read, { to }, { ip }) => {
        if (ip !== '::1' && !ip.startsWith('127.')) throw notFromThere()
        return { items: mailbox.letters(to).toReversed() }
      }),
    ],
  })
}
