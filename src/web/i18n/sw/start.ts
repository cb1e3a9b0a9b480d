import type { start as english } from '#web/i18n/en/start.ts'
import type { Translation } from '#web/i18n/keys.ts'
import { common } from '#web/i18n/sw/common.ts'
import { refusals } from '#web/i18n/sw/refusals.ts'
import { shell } from '#web/i18n/sw/shell.ts'
import { signIn } from '#web/i18n/sw/sign-in.ts'

export const start = { common, refusals, shell, signIn } satisfies Translation<typeof english>
