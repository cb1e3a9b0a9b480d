import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { HomeServer } from '#modules/access/contract.ts'
import { HomeState } from '#web/admin/access/HomeState.tsx'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

type Props = {
  servers: readonly HomeServer[]
  value: readonly string[]
  onChange: (serverIds: string[]) => void
  error: string | undefined
}

/** Servers in the order in which they are asked; the next one where one is silent. */
export function ServerOrder({ servers, value, onChange, error }: Props) {
  const t = useText()
  const chosen = value.flatMap((id) => servers.find((server) => server.id === id) ?? [])
  const others = servers.filter(({ id }) => !value.includes(id))
  const swap = (at: number) => {
    const [one, other] = [value[at - 1], value[at]]
    // Buttons that would lead beyond an end are off.
    if (one === undefined || other === undefined) return
    onChange(value.toSpliced(at - 1, 2, other, one))
  }
  return (
    <div className="grid gap-2">
      <Combobox
        label={t('access.realms.asked')}
        hint={t(value.length === 0 ? 'access.realms.askedNobody' : 'access.realms.askedHint')}
        options={others.map(({ id, name, address }) => ({ value: id, label: name, hint: address }))}
        value=""
        onChange={(id) => onChange([...value, id])}
        error={error}
      />
      {chosen.length > 0 && (
        <ol className="divide-y rounded-md border">
          {chosen.map((server, at) => (
            <li key={server.id} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
              <span className="tnum w-4 text-sm text-soft">{at + 1}</span>
              <span className="min-w-0 flex-1 truncate font-medium">{server.name}</span>
              <HomeState of={server.state} />
              <IconButton
                size="sm"
                label={t('access.realms.earlier', { name: server.name })}
                disabledBecause={at === 0 && t('access.realms.isFirst')}
                onClick={() => swap(at)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                size="sm"
                label={t('access.realms.later', { name: server.name })}
                disabledBecause={at === chosen.length - 1 && t('access.realms.isLast')}
                onClick={() => swap(at + 1)}
              >
                <ArrowDown />
              </IconButton>
              <IconButton
                size="sm"
                label={t('access.realms.leaveOut', { name: server.name })}
                onClick={() => onChange(value.filter((id) => id !== server.id))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
