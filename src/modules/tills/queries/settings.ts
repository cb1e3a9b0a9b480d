import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'

export const needsDrawer = defineSetting({
  key: 'tills.needs-drawer',
  schema: z.boolean(),
  default: false,
  sentence: {
    en: 'Cash is only taken by whoever has an open drawer.',
    sw: 'Fedha taslimu inapokelewa tu na mwenye droo iliyofunguliwa.',
  },
  permission: 'tills.reopen',
})
