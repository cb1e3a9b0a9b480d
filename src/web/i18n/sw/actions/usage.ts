import type { usage as english } from '#web/i18n/en/actions/usage.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const usage: Translation<typeof english> = {
  'give-extra': 'Aliipa huduma data, muda au kasi zaidi',
  'undo-extra': 'Aliondoa kilichopewa huduma',
}
