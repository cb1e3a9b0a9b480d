import { DoorOpen } from 'lucide-react'
import type { z } from 'zod'
import { listSignInAttempts, signInAttempt } from '#modules/staff/contract.ts'
import { StaffPage } from '#web/admin/staff/StaffPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

type Attempt = z.output<typeof signInAttempt>

const TONES: Record<Attempt['outcome'], Tone> = {
  'signed-in': 'good',
  'factor-right': 'info',
  wrong: 'bad',
  delayed: 'warn',
  disabled: 'neutral',
}

const OUTCOMES = {
  'signed-in': 'staff.tries.signed-in',
  'factor-right': 'staff.tries.factor-right',
  wrong: 'staff.tries.wrong',
  delayed: 'staff.tries.delayed',
  disabled: 'staff.tries.outcomeDisabled',
} as const satisfies Record<Attempt['outcome'], string>

export function AttemptsPage() {
  const t = useText()
  const list = useList(listSignInAttempts, { filters: ['outcome', 'ip', 'memberId'] })
  const columns: Column<Attempt>[] = [
    {
      id: 'at',
      header: t('staff.tries.at'),
      sort: 'at',
      cell: (attempt) => <DateTime at={attempt.at} />,
    },
    {
      id: 'who',
      header: t('staff.tries.who'),
      cell: (attempt) =>
        attempt.memberName ?? <span className="text-soft">{t('staff.tries.unknown')}</span>,
    },
    {
      id: 'outcome',
      header: t('staff.tries.outcome'),
      cell: (attempt) => (
        <Badge tone={TONES[attempt.outcome]}>{t(OUTCOMES[attempt.outcome])}</Badge>
      ),
    },
    {
      id: 'factor',
      header: t('staff.tries.factor'),
      cell: (attempt) => t(`staff.tries.${attempt.factor}`),
    },
    { id: 'device', header: t('staff.tries.device'), cell: (attempt) => attempt.device },
    {
      id: 'ip',
      header: t('staff.tries.ip'),
      cell: (attempt) => <span className="tnum">{attempt.ip}</span>,
    },
  ]
  return (
    <StaffPage here={paths.staff('attempts')}>
      <DataTable
        name="sign-in-attempts"
        label={t('staff.attempts')}
        list={list}
        columns={columns}
        rowKey={(attempt) => attempt.id}
        rowName={(attempt) => attempt.memberName ?? attempt.ip}
        filters={[
          {
            id: 'outcome',
            label: t('staff.tries.outcome'),
            options: signInAttempt.shape.outcome.options.map((outcome) => ({
              value: outcome,
              label: t(OUTCOMES[outcome]),
            })),
          },
          { id: 'ip', label: t('staff.tries.ip') },
        ]}
        empty={<EmptyState icon={DoorOpen} title={t('staff.tries.none')} />}
      />
    </StaffPage>
  )
}
