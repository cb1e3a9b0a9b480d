import { call } from '#kernel/client.ts'
import { signOut } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { isDown } from '#web/queries.ts'
import { paths } from '#web/paths.ts'
import { forgetEverything } from '#web/session.ts'
import { useGo } from '#web/ui/Link.tsx'
import { toast } from '#web/ui/toast.ts'

/**
 * Leaves. Whatever the server says, nothing of this person stays on the screen; where it did not hear, the session goes on,
 * and whoever walks away must know.
 */
export function useSignOut(): () => Promise<void> {
  const t = useText()
  const go = useGo()
  return async () => {
    try {
      await call(signOut, {})
    } catch (error) {
      if (isDown(error)) toast.bad(t('signIn.stillIn'), { detail: t('signIn.stillInHint') })
    }
    forgetEverything()
    go(paths.signIn())
  }
}
