import { account } from '#web/i18n/en/account.ts'
import { common } from '#web/i18n/en/common.ts'
import { home } from '#web/i18n/en/home.ts'
import { organization } from '#web/i18n/en/organization.ts'
import { refusals } from '#web/i18n/en/refusals.ts'
import { shell } from '#web/i18n/en/shell.ts'
import { signIn } from '#web/i18n/en/sign-in.ts'
import { staff } from '#web/i18n/en/staff.ts'
import { style } from '#web/i18n/en/style.ts'

/** One line for each area, so that a key is always `area.name`. */
export const en = {
  account,
  common,
  home,
  organization,
  refusals,
  shell,
  signIn,
  staff,
  style,
} as const
