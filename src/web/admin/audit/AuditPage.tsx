import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import {
  auditActorKind,
  getAuditVerification,
  listAudit,
  listAuditActions,
  OUTCOMES,
  type AuditRowShown,
} from '#platform/audit/contract.ts'
import { AuditRowPanel } from '#web/admin/audit/AuditRowPanel.tsx'
import { ChainCard } from '#web/admin/audit/ChainCard.tsx'
import { OUTCOME_TONES } from '#web/admin/audit/outcomes.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useCall } from '#web/api.ts'
import { textOfAction, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

export function AuditPage() {
  const t = useText()
  const can = useCan()
  const list = useList(listAudit, {
    filters: ['outcome', 'actorKind', 'actorId', 'action', 'object', 'siteId'],
  })
  const [shown, setShown] = useState<AuditRowShown>()
  return (
    <Page title={t('system.audit.title')} lead={t('system.audit.lead')} width="wide">
      {can(getAuditVerification) && <ChainCard />}
      <DataTable
        name="audit"
        label={t('system.audit.title')}
        list={list}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => textOfAction(row.action)}
        onOpen={setShown}
        filters={useFilters()}
        searchIn={t('system.audit.searchIn')}
        empty={<EmptyState icon={ScrollText} title={t('system.audit.none')} />}
      />
      {shown && <AuditRowPanel rowId={shown.id} onClose={() => setShown(undefined)} />}
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  const actions = useCall(listAuditActions, {}).data?.actions ?? []
  return [
    {
      id: 'outcome',
      label: t('system.audit.outcome'),
      options: OUTCOMES.map((value) => ({ value, label: t(`system.audit.${value}`) })),
    },
    {
      id: 'action',
      label: t('system.audit.action'),
      options: actions.map((action) => ({ value: action, label: textOfAction(action) })),
    },
    {
      id: 'actorKind',
      label: t('system.audit.actorKind'),
      options: auditActorKind.options.map((value) => ({
        value,
        label: t(`system.audit.${value}`),
      })),
    },
    { id: 'siteId', label: t('staff.site'), options: useSiteOptions() },
    { id: 'actorId', label: t('system.audit.who') },
    { id: 'object', label: t('system.audit.object') },
  ]
}

function useColumns(): Column<AuditRowShown>[] {
  const t = useText()
  const nameOf = useActorName()
  return [
    { id: 'at', header: t('system.audit.at'), sort: 'at', cell: (row) => <DateTime at={row.at} /> },
    { id: 'who', header: t('system.audit.who'), cell: nameOf },
    {
      id: 'action',
      header: t('system.audit.action'),
      cell: (row) => <span title={row.action}>{textOfAction(row.action)}</span>,
    },
    {
      id: 'outcome',
      header: t('system.audit.outcome'),
      cell: (row) => (
        <Badge tone={OUTCOME_TONES[row.outcome]}>{t(`system.audit.${row.outcome}`)}</Badge>
      ),
    },
    {
      id: 'because',
      header: t('system.audit.because'),
      cell: (row) => row.because && <code className="font-mono text-sm">{row.because}</code>,
    },
    {
      id: 'ip',
      header: t('system.audit.ip'),
      cell: (row) => <span className="tnum">{row.ip ?? '–'}</span>,
    },
    {
      id: 'object',
      header: t('system.audit.object'),
      hidden: true,
      cell: (row) => <code className="font-mono text-sm">{row.objects.join(' ')}</code>,
    },
  ]
}
