import { Search } from 'lucide-react'
import { useState } from 'react'
import { listPermissions } from '#modules/staff/contract.ts'
import { roomName } from '#web/admin/room-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMe } from '#web/session.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

type Props = {
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error?: string | undefined
}

/** Every permission of every room with its sentence; what one does not hold oneself cannot be given. */
export function PermissionPicker({ chosen, onChange, error }: Props) {
  const t = useText()
  const me = useMe()
  const [query, setQuery] = useState('')
  const all = useCall(listPermissions, {})
  const held = new Set(me?.permissions)
  const has = new Set(chosen)

  function toggle(permissions: readonly string[], on: boolean) {
    const next = new Set(chosen)
    for (const permission of permissions)
      if (on) next.add(permission)
      else next.delete(permission)
    onChange([...next].toSorted())
  }

  return (
    <Loaded of={all}>
      {({ items }) => {
        const wanted = query.trim().toLowerCase()
        const shown = items.filter((item) =>
          `${item.permission} ${item.sentence}`.toLowerCase().includes(wanted),
        )
        return (
          <div className="grid gap-5">
            <TextField
              label={t('staff.rolesPage.search')}
              labelHidden
              type="search"
              placeholder={t('staff.rolesPage.search')}
              before={<Search aria-hidden="true" className="size-4" />}
              value={query}
              onChange={setQuery}
            />
            {error && <p className="text-sm font-medium text-bad-text">{error}</p>}
            {[...Map.groupBy(shown, (item) => item.room)].map(([room, group]) => {
              const mine = group.map((item) => item.permission).filter((each) => held.has(each))
              return (
                <fieldset key={room} className="grid gap-3">
                  <legend className="mb-2 font-semibold capitalize">{roomName(room, t)}</legend>
                  {mine.length > 1 && (
                    <CheckField
                      label={t('staff.rolesPage.all', { room: roomName(room, t) })}
                      checked={mine.every((each) => has.has(each))}
                      onChange={(on) => toggle(mine, on)}
                      className="border-b pb-3"
                    />
                  )}
                  {group.map((item) => {
                    const mayGive = held.has(item.permission)
                    return (
                      <CheckField
                        key={item.permission}
                        label={item.sentence}
                        hint={
                          mayGive ? (
                            <code className="font-mono">{item.permission}</code>
                          ) : (
                            t('staff.rolesPage.notHeld')
                          )
                        }
                        checked={has.has(item.permission)}
                        disabled={!mayGive}
                        onChange={(on) => toggle([item.permission], on)}
                      />
                    )
                  })}
                </fieldset>
              )
            })}
          </div>
        )
      }}
    </Loaded>
  )
}
