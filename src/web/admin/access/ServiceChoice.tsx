import { useState } from 'react'
import { listServices } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { foundNow, useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'

type Props = { label: string; value: string; onChange: (serviceId: string) => void; error?: string }

/** One service, found by whatever the caller on the phone says first. */
export function ServiceChoice({ label, value, onChange, error }: Props) {
  const t = useText()
  const [q, setQ] = useState('')
  const found = useCall(listServices, { limit: 10, ...(q !== '' && { q }) })
  const options = (foundNow(found)?.items ?? []).map((service) => ({
    value: service.id,
    label: `${service.subscriber.name} · ${formatNumber(service.number)}`,
    hint: [service.plan.name, service.username].filter(Boolean).join(' · '),
  }))
  return (
    <Combobox
      label={label}
      hint={t('access.why.chooseHint')}
      options={options}
      value={value}
      onChange={onChange}
      onSearch={setQ}
      searching={found.isFetching}
      {...(error !== undefined && { error })}
    />
  )
}
