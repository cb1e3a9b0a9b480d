import { defineModule } from '#platform/manifest.ts'
import type { MessageTemplate } from '#platform/templates.ts'
import { takeTellings } from './commands/take-tellings.ts'
import { proveAddress } from './queries/prove-address.ts'
import {
  askingReports,
  delivering,
  forgetOld,
  forgettingOld,
  sendingWaiting,
  type MessagingGround,
} from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { settings } from './queries/settings.ts'
import { routes } from './routes.ts'

/** `templates`: what all rooms declare, asked when needed, because later rooms are made after this one. */
export function messaging(
  ground: MessagingGround & { readonly templates: () => readonly MessageTemplate[] },
) {
  const declared = () => new Map(ground.templates().map((template) => [template.name, template]))
  return defineModule({
    name: 'messaging',
    permissions: {
      'messaging.read': 'See what was said to subscribers, and what it cost',
      'messaging.send': 'Write to subscribers, and send a message again',
      'messaging.templates': 'Change the words of messages that Kasi sends by itself',
      'messaging.gateways': 'Set up who carries messages, their keys, hours and budget',
    },
    settings,
    routes: routes({ declared, origin: ground.origin }),
    hooks: [
      {
        name: 'messaging.take-tellings',
        path: '/hooks/messages/:secret/:what',
        take: (tx, arrivals) => takeTellings(tx, arrivals, ground.carriers),
        prove: (read, asked) => proveAddress(read, asked, ground.carriers),
      },
    ],
    jobs: [delivering(ground), forgettingOld],
    schedule: [{ job: forgetOld, cron: '17 1 * * *' }],
    reconcilers: [sendingWaiting(ground), askingReports(ground)],
    invariants,
  })
}
