import { CircleCheckBig } from 'lucide-react'
import { useState } from 'react'
import {
  DIFFERENCE_KINDS,
  listDifferences,
  listRefunds,
  settleDifference,
  WAYS_OUT,
  type Difference,
} from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { ButtonLink } from '#web/ui/Link.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Day, Money, RelativeTime } from '#web/ui/values.tsx'

const STATES = ['open', 'settled'] as const

/** Where statements and books do not agree; opening one offers its ways out. */
export function DifferencesTable() {
  const t = useText()
  const accountName = useAccountName()
  const [shown, setShown] = useState<Difference>()
  const list = useList(listDifferences, { filters: ['state', 'kind'] })
  const columns: Column<Difference>[] = [
    {
      id: 'kind',
      header: t('payments.differences.what'),
      cell: (one) => t(`payments.differences.kinds.${one.kind}`),
    },
    {
      id: 'receipt',
      header: t('payments.receipt'),
      cell: (one) => <span className="font-mono text-sm">{one.receipt ?? '–'}</span>,
    },
    { id: 'day', header: t('payments.statements.day'), cell: (one) => <Day on={one.day} /> },
    {
      id: 'account',
      header: t('payments.statements.account'),
      cell: (one) => accountName(one.account),
    },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (one) => (
        <Status tone={one.state === 'open' ? 'warn' : 'good'}>
          {t(`payments.differences.states.${one.state}`)}
        </Status>
      ),
    },
    {
      id: 'foundAt',
      header: t('payments.differences.foundAt'),
      sort: 'foundAt',
      hidden: true,
      cell: (one) => <RelativeTime at={one.foundAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: (one) => <Money of={one.amount} signed />,
    },
  ]
  return (
    <section>
      <h2 className="mb-1 text-lg font-semibold">{t('payments.differences.title')}</h2>
      <p className="mb-4 text-soft">{t('payments.differences.hint')}</p>
      <DataTable
        name="differences"
        label={t('payments.differences.title')}
        list={list}
        columns={columns}
        rowKey={(one) => one.id}
        rowName={(one) => t(`payments.differences.kinds.${one.kind}`)}
        onOpen={setShown}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: STATES.map((state) => ({
              value: state,
              label: t(`payments.differences.states.${state}`),
            })),
          },
          {
            id: 'kind',
            label: t('payments.differences.what'),
            options: DIFFERENCE_KINDS.map((kind) => ({
              value: kind,
              label: t(`payments.differences.kinds.${kind}`),
            })),
          },
        ]}
        empty={
          <EmptyState icon={CircleCheckBig} title={t('payments.differences.none')}>
            {t('payments.differences.noneHint')}
          </EmptyState>
        }
      />
      {shown && <OneDifference of={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}

function OneDifference({ of, onClose }: { of: Difference; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`payments.differences.kinds.${of.kind}`)}
      hint={t(`payments.differences.kindHints.${of.kind}`)}
      shape="side"
    >
      <div className="grid gap-5">
        <Facts
          facts={[
            { label: t('payments.amount'), value: <Money of={of.amount} signed /> },
            { label: t('payments.receipt'), value: of.receipt ?? '–' },
            { label: t('payments.statements.day'), value: <Day on={of.day} /> },
            { label: t('payments.details'), value: of.details ?? '–' },
            ...(of.note === null ? [] : [{ label: t('payments.note'), value: of.note }]),
          ]}
        />
        {of.paymentId !== null && (
          <ButtonLink to={paths.payment(of.paymentId)}>{t('payments.ask.payment')}</ButtonLink>
        )}
        {of.state === 'open' && <Settle of={of} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Settle({ of, onClose }: { of: Difference; onClose: () => void }) {
  const t = useText()
  const ways = WAYS_OUT[of.kind]
  const form = useContractForm(settleDifference, {
    defaults: { differenceId: of.id, way: ways[0], refundId: null, note: null },
    refresh: ['payments', 'ledger'],
    onDone: onClose,
  })
  const isRefund = form.values.way === 'is-refund'
  const refunds = useCall(listRefunds, { state: ['asked'], limit: 100 }, { enabled: isRefund })
  const same = (refunds.data?.items ?? []).filter(
    ({ amount }) => BigInt(amount.cents) === -BigInt(of.amount.cents),
  )
  return (
    <Form
      form={form}
      submit={t('payments.differences.settle')}
      permission={settleDifference}
      evenUnchanged
      onCancel={onClose}
    >
      <RadioCards
        label={t('payments.differences.way')}
        options={ways.map((way) => ({
          value: way,
          label: t(`payments.differences.ways.${way}`),
          hint: t(`payments.differences.wayHints.${way}`),
        }))}
        {...form.field('way')}
      />
      {isRefund && (
        <SelectField
          label={t('payments.differences.whichRefund')}
          options={same.map(({ id, reason, owner }) => ({
            value: id,
            label: `${owner?.name ?? t('payments.nobody')}: ${reason}`,
          }))}
          {...form.field('refundId')}
          value={form.values.refundId ?? ''}
        />
      )}
      <TextField
        label={t('payments.note')}
        {...form.textOrNull('note')}
        optional={form.values.way !== 'accept'}
      />
    </Form>
  )
}
