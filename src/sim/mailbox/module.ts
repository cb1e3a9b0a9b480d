import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { listLetters } from './contract.ts'
import type { Mailbox } from './mailbox.ts'

/** Shows the demo's mail. Never wired where mail really goes out: it would show everybody's codes. */
export function mailboxDesk(mailbox: Mailbox) {
  return defineModule({
    name: 'mailbox',
    routes: [
      serve(listLetters, async (_read, { to }) => ({ items: await mailbox.letters({ to }) })),
    ],
  })
}
