import { listWebhookEvents } from '#platform/webhooks/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'

type Props = {
  value: readonly string[]
  onChange: (events: string[]) => void
  error: string | undefined
}

/** Which events a webhook asks for. */
export function EventsField({ value, onChange, error }: Props) {
  const t = useText()
  const events = useCall(listWebhookEvents, {}).data?.events ?? []
  return (
    <MultiSelect
      label={t('system.webhooks.events')}
      hint={t('system.webhooks.eventsHint')}
      optional
      options={events.map(({ name }) => ({ value: name, label: name }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
