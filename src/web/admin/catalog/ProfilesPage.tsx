import { Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import {
  addProfile,
  listProfiles,
  PROFILE_KINDS,
  type ProfileKind,
  type ProfileRow,
} from '#modules/catalog/contract.ts'
import { AddProfile, ChangeProfile } from '#web/admin/catalog/ProfileEditor.tsx'
import { ProfilePicture } from '#web/admin/catalog/ProfilePicture.tsx'
import { said } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { RelativeTime } from '#web/ui/values.tsx'

export function ProfilesPage() {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const list = useList(listProfiles, { filters: ['kind', 'state'] })
  const [adding, setAdding] = useState<ProfileKind>()
  const [changing, setChanging] = useState<ProfileRow>()
  const add = (
    <Menu
      trigger={
        <Button look="primary" icon={<Plus />} disabledBecause={mayNot(addProfile)}>
          {t('catalog.profile.add')}
        </Button>
      }
    >
      {PROFILE_KINDS.map((kind) => (
        <MenuItem key={kind} onSelect={() => setAdding(kind)}>
          {t(`catalog.profileKind.${kind}`)}
        </MenuItem>
      ))}
    </Menu>
  )
  return (
    <Page
      title={t('catalog.profile.title')}
      lead={t('catalog.profile.lead')}
      width="wide"
      actions={add}
    >
      <DataTable
        name="profiles"
        label={t('catalog.profile.title')}
        list={list}
        columns={useColumns(setChanging)}
        rowKey={(row) => row.id}
        rowName={(row) => said(row.name, language)}
        filters={[
          {
            ...{ id: 'kind', label: t('catalog.profile.kind') },
            options: PROFILE_KINDS.map((value) => ({
              ...{ value, label: t(`catalog.profileKind.${value}`) },
            })),
          },
          {
            ...{ id: 'state', label: t('catalog.state'), single: true },
            options: (['open', 'archived', 'all'] as const).map((value) => ({
              ...{ value, label: t(`catalog.states.${value}`) },
            })),
          },
        ]}
        searchIn={t('catalog.searchName')}
        empty={
          <EmptyState icon={Gauge} title={t('catalog.profile.emptyTitle')} action={add}>
            {t('catalog.profile.emptyBody')}
          </EmptyState>
        }
      />
      {adding && <AddProfile kind={adding} onClose={() => setAdding(undefined)} />}
      {changing && <ChangeProfile row={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}

function useColumns(onChange: (row: ProfileRow) => void): Column<ProfileRow>[] {
  const t = useText()
  const language = useLanguage()
  return [
    {
      ...{ id: 'name', header: t('catalog.name'), sort: 'name' },
      cell: (row) => (
        <button
          type="button"
          onClick={() => onChange(row)}
          className="rounded text-left font-medium hover:text-accent-text hover:underline"
        >
          {said(row.name, language)}
        </button>
      ),
    },
    {
      ...{ id: 'kind', header: t('catalog.profile.kind') },
      cell: (row) => <Badge>{t(`catalog.profileKind.${row.kind}`)}</Badge>,
    },
    {
      ...{ id: 'says', header: t('catalog.profile.says') },
      cell: (row) => (
        <div className="w-48 py-1 whitespace-normal sm:w-80">
          <ProfilePicture content={row.latest.content} />
        </div>
      ),
    },
    {
      ...{ id: 'versions', header: t('catalog.versions'), align: 'end' },
      cell: (row) => <span className="tnum">{row.versions}</span>,
    },
    {
      ...{ id: 'plans', header: t('catalog.plan.title'), align: 'end' },
      cell: (row) => <span className="tnum">{row.plans}</span>,
    },
    {
      ...{ id: 'changedAt', header: t('catalog.changedAt'), sort: 'changedAt', hidden: true },
      cell: (row) => <RelativeTime at={row.changedAt} />,
    },
  ]
}
