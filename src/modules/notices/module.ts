import { defineModule } from '#platform/manifest.ts'
import { forgetOld, forgettingOld, reminding, tellingOutages } from './jobs.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'
import { TEMPLATES } from './queries/templates.ts'

export const notices = defineModule({
  name: 'notices',
  permissions: {
    'notices.read': 'See what subscribers are told by itself, and who is due to be reminded',
    'notices.change': 'Switch notices on and off, and set when reminders go',
    'notices.tell': 'Tell everybody at a site of an outage',
  },
  routes,
  templates: Object.values(TEMPLATES),
  reactions,
  jobs: [forgettingOld],
  schedule: [{ job: forgetOld, cron: '41 1 * * *' }],
  reconcilers: [reminding, tellingOutages],
})
