import { History } from 'lucide-react'
import type { z } from 'zod'
import { listSettingChanges, type settingChange } from '#modules/organization/contract.ts'
import { shownValue } from '#web/admin/settings/setting-kind.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

type Change = z.output<typeof settingChange>

const HOW = {
  change: 'organization.settings.howChange',
  reset: 'organization.settings.howReset',
  undo: 'organization.settings.howUndo',
} as const

export function SettingHistoryPage() {
  const t = useText()
  const list = useList(listSettingChanges, { filters: ['key'] })
  const columns: Column<Change>[] = [
    {
      id: 'at',
      header: t('organization.settings.at'),
      sort: 'at',
      cell: (change) => <DateTime at={change.at} />,
    },
    {
      id: 'key',
      header: t('organization.settings.key'),
      cell: (change) => <code className="font-mono text-sm">{change.key}</code>,
    },
    {
      id: 'how',
      header: t('organization.settings.how'),
      cell: (change) => t(HOW[change.how]),
    },
    {
      id: 'before',
      header: t('organization.settings.before'),
      cell: (change) => <span className="break-all">{shownValue(change.before, t)}</span>,
    },
    {
      id: 'after',
      header: t('organization.settings.after'),
      cell: (change) => (
        <span className="font-medium break-all">{shownValue(change.after, t)}</span>
      ),
    },
    {
      id: 'by',
      header: t('organization.settings.by'),
      cell: ({ by }) =>
        by.kind === 'staff'
          ? t('organization.settings.somebody')
          : t('organization.settings.system'),
    },
  ]
  return (
    <Page
      title={t('organization.settings.historyTitle')}
      crumbs={[{ label: t('organization.settings.title'), to: paths.settings() }]}
      width="wide"
    >
      <DataTable
        name="setting-changes"
        label={t('organization.settings.historyTitle')}
        list={list}
        columns={columns}
        rowKey={(change) => change.id}
        rowName={(change) => change.key}
        filters={[{ id: 'key', label: t('organization.settings.key') }]}
        empty={<EmptyState icon={History} title={t('organization.settings.noHistory')} />}
      />
    </Page>
  )
}
