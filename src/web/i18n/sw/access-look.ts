import type { accessLook as english } from '#web/i18n/en/access-look.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const accessLook = {
  title: 'Vipindi ambavyo inasema inavyo',
  hint: 'Huulizwa kupitia API yake kila baada ya dakika chache, na kulinganishwa na ilichotuambia.',
  never: 'Bado haijaulizwa.',
  answered: 'Ilisema ina vipindi gani.',
  listed: 'Vipindi kwenye ruta',
  ended: 'Vilivyokatizwa, kwa kuwa haikuwa navyo',
  unaccounted: 'Mtandaoni bila sisi kujua',
  unaccountedHint:
    'Wanaingia kwa jina la ruta yenyewe, au taarifa zake za matumizi hazitufikii. Wanachotumia hakihesabiwi.',
} satisfies Translation<typeof english>
