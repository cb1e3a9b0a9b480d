import type { catalog as english } from '#web/i18n/en/catalog.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const catalog = {
  title: 'Katalogi',
} satisfies Translation<typeof english>
