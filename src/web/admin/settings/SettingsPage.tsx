import { History, Search, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { readSettings, type SettingShown } from '#modules/organization/contract.ts'
import { roomName } from '#web/admin/room-name.ts'
import { SettingRow } from '#web/admin/settings/SettingRow.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText, type Language } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

function matches(setting: SettingShown, query: string, language: Language): boolean {
  const words = `${setting.key} ${setting.sentence[language]}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

export function SettingsPage() {
  const t = useText()
  const language = useLanguage()
  const settings = useCall(readSettings, {})
  const [query, setQuery] = useState('')
  return (
    <Page
      title={t('organization.settings.title')}
      lead={t('organization.settings.lead')}
      width="normal"
      actions={
        <ButtonLink to={paths.settings('history')} icon={<History aria-hidden="true" />}>
          {t('organization.settings.history')}
        </ButtonLink>
      }
    >
      <TextField
        label={t('organization.settings.search')}
        labelHidden
        type="search"
        placeholder={t('organization.settings.search')}
        before={<Search aria-hidden="true" className="size-4" />}
        value={query}
        onChange={setQuery}
        className="mb-5 max-w-sm"
      />
      <Loaded of={settings}>
        {({ settings: all }) => {
          const shown = all.filter((setting) => matches(setting, query, language))
          if (all.length === 0)
            return (
              <EmptyState icon={SlidersHorizontal} title={t('organization.settings.nothing')}>
                {t('organization.settings.nothingBody')}
              </EmptyState>
            )
          if (shown.length === 0)
            return <EmptyState icon={Search} title={t('organization.settings.none', { query })} />
          return (
            <div className="grid gap-6">
              {[...Map.groupBy(shown, (setting) => setting.room)].map(([room, group]) => (
                <Card
                  key={room}
                  flush
                  title={<span className="capitalize">{roomName(room, t)}</span>}
                >
                  <ul className="divide-y">
                    {group.map((setting) => (
                      <SettingRow key={setting.key} setting={setting} />
                    ))}
                  </ul>
                </Card>
              ))}
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}
