import { endMyOtherSessions } from '#modules/staff/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

/**
 * Says that a factor came or went, and offers to end the other sessions with it: whoever removes a factor may do so
 * because somebody else has it (ASVS 5.0 V7.4.3).
 */
export function useTellFactors(): (told: string) => void {
  const t = useText()
  const endOthers = useMutate(endMyOtherSessions)

  async function end() {
    try {
      const { ended } = await endOthers.mutateAsync({})
      toast.good(t('account.session.endedOthers', { count: ended }))
    } catch (error) {
      toastProblem(error, t)
    }
  }
  return (told) =>
    toast.good(told, {
      action: { label: t('account.session.signOutElsewhere'), run: () => void end() },
    })
}
