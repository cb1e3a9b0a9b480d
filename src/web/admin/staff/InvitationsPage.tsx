import { MailPlus, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  listInvitations,
  resendInvitation,
  revokeInvitation,
  type invitation,
  inviteMember,
} from '#modules/staff/contract.ts'
import { RoleBadges } from '#web/admin/staff/RoleBadges.tsx'
import { StaffPage } from '#web/admin/staff/StaffPage.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

type Invitation = z.output<typeof invitation>

export function InvitationsPage() {
  const t = useText()
  const list = useList(listInvitations, { filters: ['state'] })
  const [revoking, setRevoking] = useState<Invitation>()
  const resend = useMutate(resendInvitation)
  const revoke = useMutate(revokeInvitation)

  async function sendAgain({ id }: Invitation) {
    try {
      await resend.mutateAsync({ invitationId: id })
      toast.good(t('staff.invite.resent'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <StaffPage here={paths.staff('invitations')}>
      <DataTable
        name="invitations"
        label={t('staff.invitations')}
        list={list}
        columns={useColumns((row) => void sendAgain(row), setRevoking)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        filters={[
          {
            id: 'state',
            label: t('staff.state'),
            options: [
              { value: 'open', label: t('staff.invite.stateOpen') },
              { value: 'expired', label: t('staff.invite.stateExpired') },
            ],
          },
        ]}
        empty={
          <EmptyState icon={MailPlus} title={t('staff.invite.none')}>
            {t('staff.invite.noneBody')}
          </EmptyState>
        }
      />
      {revoking && (
        <Confirm
          open
          onClose={() => setRevoking(undefined)}
          title={t('staff.invite.revokeTitle', { name: revoking.name })}
          action={t('staff.invite.revoke')}
          danger
          run={async () => {
            await revoke.mutateAsync({ invitationId: revoking.id })
            toast.good(t('staff.invite.revoked'))
          }}
        >
          {t('staff.invite.revokeBody')}
        </Confirm>
      )}
    </StaffPage>
  )
}

function useColumns(
  onResend: (row: Invitation) => void,
  onRevoke: (row: Invitation) => void,
): Column<Invitation>[] {
  const t = useText()
  const mayNot = useMayNot()
  const refused = mayNot(inviteMember)
  return [
    { id: 'name', header: t('staff.name'), cell: (row) => row.name },
    { id: 'email', header: t('staff.email'), cell: (row) => row.email },
    { id: 'roles', header: t('staff.roles'), cell: (row) => <RoleBadges roles={row.roles} /> },
    {
      id: 'state',
      header: t('staff.state'),
      cell: (row) => (
        <Status tone={row.state === 'open' ? 'info' : 'neutral'}>
          {row.state === 'open' ? t('staff.invite.stateOpen') : t('staff.invite.stateExpired')}
        </Status>
      ),
    },
    { id: 'by', header: t('staff.invite.by'), cell: (row) => row.invitedBy },
    {
      id: 'at',
      header: t('staff.invite.at'),
      sort: 'invitedAt',
      cell: (row) => <RelativeTime at={row.invitedAt} />,
    },
    {
      id: 'expires',
      header: t('staff.invite.expires'),
      sort: 'expiresAt',
      cell: (row) => <DateTime at={row.expiresAt} />,
    },
    {
      id: 'actions',
      header: t('common.actions'),
      align: 'end',
      cell: (row) => (
        <span className="inline-flex gap-2">
          <Button
            size="sm"
            icon={<RotateCw />}
            onClick={() => onResend(row)}
            disabledBecause={refused}
          >
            {t('staff.invite.resend')}
          </Button>
          <Button
            size="sm"
            look="danger-quiet"
            icon={<Trash2 />}
            onClick={() => onRevoke(row)}
            disabledBecause={refused}
          >
            {t('staff.invite.revoke')}
          </Button>
        </span>
      ),
    },
  ]
}
