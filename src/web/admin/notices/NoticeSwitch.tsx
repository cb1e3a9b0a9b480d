import { changeNotice, type Notice } from '#modules/notices/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'

/** On or off, at a press. */
export function NoticeSwitch({ notice, label }: { notice: Notice; label: string }) {
  const t = useText()
  const mayNot = useMayNot()
  const change = useMutate(changeNotice)
  const { name, version, leadHours, isOn } = notice
  return (
    <Button
      size="sm"
      look={isOn ? 'primary' : 'plain'}
      busy={change.isPending}
      aria-pressed={isOn}
      aria-label={`${label}: ${t(isOn ? 'notices.on' : 'notices.off')}`}
      disabledBecause={mayNot(changeNotice)}
      onClick={() =>
        change.mutate(
          { notice: name, version, isOn: !isOn, leadHours },
          { onError: (error) => toastProblem(error, t) },
        )
      }
    >
      {t(isOn ? 'notices.on' : 'notices.off')}
    </Button>
  )
}
