import { common } from '#web/i18n/en/common.ts'
import { refusals } from '#web/i18n/en/refusals.ts'
import { shell } from '#web/i18n/en/shell.ts'
import { signIn } from '#web/i18n/en/sign-in.ts'

/** What the sign-in page needs; the other areas come with the first page behind it. */
export const start = { common, refusals, shell, signIn } as const
