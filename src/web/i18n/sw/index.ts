import type { en } from '#web/i18n/en/index.ts'
import type { Translation } from '#web/i18n/keys.ts'
import { account } from '#web/i18n/sw/account.ts'
import { common } from '#web/i18n/sw/common.ts'
import { home } from '#web/i18n/sw/home.ts'
import { organization } from '#web/i18n/sw/organization.ts'
import { refusals } from '#web/i18n/sw/refusals.ts'
import { shell } from '#web/i18n/sw/shell.ts'
import { signIn } from '#web/i18n/sw/sign-in.ts'
import { staff } from '#web/i18n/sw/staff.ts'
import { style } from '#web/i18n/sw/style.ts'

/** The same areas and keys as English; `Translation` refuses to compile while one is missing. */
export const sw = {
  account,
  common,
  home,
  organization,
  refusals,
  shell,
  signIn,
  staff,
  style,
} satisfies Translation<typeof en>
