import { useText } from '#web/i18n/index.ts'
import { useMayNot, type Needed } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'

type State = 'on' | 'off'
type Props = { state: State; permission: Needed; onTurn: (to: State) => void }

/** Whether something of the catalog is in use, and its switch. */
export function OnOff({ state, permission, onTurn }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const isOn = state === 'on'
  return (
    <span className="inline-flex items-center gap-2">
      <Status tone={isOn ? 'good' : 'neutral'}>{t(`catalog.onOff.${state}`)}</Status>
      <Button
        size="sm"
        look="quiet"
        disabledBecause={mayNot(permission)}
        onClick={() => onTurn(isOn ? 'off' : 'on')}
      >
        {t(isOn ? 'catalog.turnOff' : 'catalog.turnOn')}
      </Button>
    </span>
  )
}
