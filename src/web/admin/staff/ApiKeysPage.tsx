import { BookOpen, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { listApiKeys, revokeApiKey, type apiKey } from '#modules/staff/contract.ts'
import { MakeApiKey } from '#web/admin/staff/MakeApiKey.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'
import { Button, buttonLook } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

type ApiKey = z.output<typeof apiKey>

const TONES: Record<ApiKey['state'], Tone> = { active: 'good', expired: 'warn', revoked: 'neutral' }
const STATES = {
  active: 'staff.keys.stateActive',
  expired: 'staff.keys.stateExpired',
  revoked: 'staff.keys.stateRevoked',
} as const satisfies Record<ApiKey['state'], string>

export function ApiKeysPage() {
  const t = useText()
  const list = useList(listApiKeys, { filters: ['state'] })
  const [making, setMaking] = useOpened('new')
  const [revoking, setRevoking] = useState<ApiKey>()
  const revoke = useMutate(revokeApiKey)
  const makeButton = (
    <Button look="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      {t('staff.keys.make')}
    </Button>
  )
  return (
    <Page
      title={t('staff.keys.title')}
      lead={t('staff.keys.lead')}
      width="wide"
      actions={
        <>
          {/* Served by the API itself, outside this web. */}
          <a href="/api/docs" target="_blank" rel="noreferrer" className={buttonLook({})}>
            <BookOpen aria-hidden="true" />
            {t('staff.keys.docs')}
          </a>
          {makeButton}
        </>
      }
    >
      <DataTable
        name="api-keys"
        label={t('staff.keys.title')}
        list={list}
        columns={useColumns(setRevoking)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        filters={[
          {
            id: 'state',
            label: t('staff.state'),
            options: (['active', 'expired', 'revoked'] as const).map((state) => ({
              value: state,
              label: t(STATES[state]),
            })),
          },
        ]}
        empty={
          <EmptyState icon={KeyRound} title={t('staff.keys.noneTitle')} action={makeButton}>
            {t('staff.keys.noneBody')}
          </EmptyState>
        }
      />
      {making && <MakeApiKey onClose={() => setMaking(false)} />}
      {revoking && (
        <Confirm
          open
          onClose={() => setRevoking(undefined)}
          title={t('staff.keys.revokeTitle', { name: revoking.name })}
          action={t('staff.keys.revoke')}
          danger
          run={async () => {
            await revoke.mutateAsync({ apiKeyId: revoking.id })
            toast.good(t('staff.keys.revoked'))
          }}
        >
          {t('staff.keys.revokeBody')}
        </Confirm>
      )}
    </Page>
  )
}

function useColumns(onRevoke: (row: ApiKey) => void): Column<ApiKey>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('staff.keys.name'),
      sort: 'name',
      cell: (row) => (
        <span>
          {row.name} <code className="font-mono text-sm text-soft">{row.hint}</code>
        </span>
      ),
    },
    { id: 'owner', header: t('staff.keys.owner'), cell: (row) => row.memberName },
    {
      id: 'permissions',
      header: t('staff.keys.permissions'),
      cell: (row) => t('staff.rolesPage.permissionsCount', { count: row.permissions.length }),
    },
    {
      id: 'networks',
      header: t('staff.keys.networks'),
      hidden: true,
      cell: (row) => row.networks.join(', ') || t('common.any'),
    },
    {
      id: 'state',
      header: t('staff.state'),
      cell: (row) => <Status tone={TONES[row.state]}>{t(STATES[row.state])}</Status>,
    },
    {
      id: 'used',
      header: t('staff.keys.used'),
      sort: 'lastUsedAt',
      cell: (row) =>
        row.lastUsedAt ? <RelativeTime at={row.lastUsedAt} /> : t('staff.keys.neverUsed'),
    },
    {
      id: 'expires',
      header: t('staff.keys.expires'),
      sort: 'expiresAt',
      cell: (row) => <DateTime at={row.expiresAt} />,
    },
    {
      id: 'made',
      header: t('staff.keys.made'),
      sort: 'madeAt',
      hidden: true,
      cell: (row) => <DateTime at={row.madeAt} />,
    },
    {
      id: 'actions',
      header: t('common.actions'),
      align: 'end',
      cell: (row) =>
        row.state === 'active' && (
          <Button size="sm" look="danger-quiet" onClick={() => onRevoke(row)}>
            {t('staff.keys.revoke')}
          </Button>
        ),
    },
  ]
}
