import { useState } from 'react'
import { formatNumber, listSubscribers } from '#modules/subscribers/contract.ts'
import { foundNow, useCall } from '#web/api.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import type { Option } from '#web/ui/form/SelectField.tsx'

type Props = {
  label: string
  hint?: string
  error?: string | undefined
  optional?: boolean
  value: string
  onChange: (subscriberId: string) => void
  /** Shown first, before anybody types. */
  known?: readonly Option[]
}

const FOUND_MAX = 10

/** A subscriber, found by number, phone or the beginning of a name. */
export function SubscriberField({ known = [], ...props }: Props) {
  const [typed, setTyped] = useState('')
  const isSearching = typed.trim().length >= 3
  const found = useCall(
    listSubscribers,
    { q: typed.trim(), limit: FOUND_MAX },
    { enabled: isSearching },
  )
  const options = isSearching
    ? (foundNow(found)?.items ?? []).map(({ id, name, number }) => ({
        value: id,
        label: `${formatNumber(number)} ${name}`,
      }))
    : known
  return (
    <Combobox
      {...props}
      options={options}
      onSearch={setTyped}
      searching={isSearching && found.isFetching}
    />
  )
}
