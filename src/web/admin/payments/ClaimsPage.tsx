import { ReceiptText, Search } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  CLAIM_STATES,
  claimForSubscriber,
  listClaims,
  type Claim,
} from '#modules/payments/contract.ts'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { SubscriberField } from '#web/admin/payments/SubscriberField.tsx'
import { CLAIM_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Receipts that people say are theirs, and what came of it. */
export function ClaimsPage() {
  const t = useText()
  const [isFinding, setFinding] = useState(false)
  const list = useList(listClaims, { filters: ['state'] })
  const find = (
    <Button
      look="primary"
      icon={<Search />}
      onClick={() => setFinding(true)}
      disabledBecause={useMayNot()(claimForSubscriber)}
    >
      {t('payments.claims.find')}
    </Button>
  )
  const columns: Column<Claim>[] = [
    {
      id: 'receipt',
      header: t('payments.receipt'),
      cell: (claim) => <span className="font-mono text-sm">{claim.receipt}</span>,
    },
    { id: 'owner', header: t('payments.claims.by'), cell: (claim) => <Claimant of={claim} /> },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (claim) => (
        <Status tone={CLAIM_TONES[claim.state]}>
          {t(`payments.claims.states.${claim.state}`)}
        </Status>
      ),
    },
    {
      id: 'why',
      header: t('payments.ask.why'),
      cell: (claim) => (claim.why === null ? '' : t(`payments.claims.whys.${claim.why}`)),
    },
    {
      id: 'claimedAt',
      header: t('payments.claims.at'),
      sort: 'claimedAt',
      cell: (claim) => <RelativeTime at={claim.claimedAt} />,
    },
  ]
  return (
    <MoneyInPage here={paths.payments('claims')} actions={find}>
      <DataTable
        name="claims"
        label={t('payments.claims.title')}
        list={list}
        columns={columns}
        rowKey={(claim) => claim.id}
        rowName={(claim) => claim.receipt}
        rowLink={linkOf}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: CLAIM_STATES.map((state) => ({
              value: state,
              label: t(`payments.claims.states.${state}`),
            })),
          },
        ]}
        searchIn={t('payments.receipt')}
        empty={
          <EmptyState icon={ReceiptText} title={t('payments.claims.none')} action={find}>
            {t('payments.claims.noneHint')}
          </EmptyState>
        }
      />
      {isFinding && <FindReceipt onClose={() => setFinding(false)} />}
    </MoneyInPage>
  )
}

function Claimant({ of: { owner, purpose } }: { of: Claim }) {
  const t = useText()
  if (owner) return <OwnerName of={owner} />
  return (
    <span className="text-soft">
      {t('payments.claims.visitor')} {purpose ?? ''}
    </span>
  )
}

function linkOf({ paymentId, owner }: Claim): string {
  if (paymentId !== null) return paths.payment(paymentId)
  return owner === null ? paths.payments('claims') : paths.subscriber(owner.id)
}

/** A subscriber reads a receipt out: it is looked for, at M-Pesa too. */
function FindReceipt({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(claimForSubscriber, {
    defaults: { id, subscriberId: '', receipt: '', phone: null },
    refresh: ['payments', 'ledger'],
    onDone: ({ state, why }) => {
      const said =
        why === null ? t(`payments.claims.states.${state}`) : t(`payments.claims.whys.${why}`)
      if (state === 'refused') toast.bad(said)
      else toast.good(said)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.claims.find')}
      hint={t('payments.claims.findHint')}
      shape="side"
    >
      <Form
        form={form}
        submit={t('payments.claims.find')}
        permission={claimForSubscriber}
        onCancel={onClose}
      >
        <SubscriberField label={t('payments.owner')} {...form.field('subscriberId')} />
        <TextField
          label={t('payments.receipt')}
          hint={t('payments.claims.receiptHint')}
          autoCapitalize="characters"
          spellCheck={false}
          {...form.field('receipt')}
        />
        <TextField
          label={t('payments.payerPhone')}
          hint={t('payments.claims.phoneHint')}
          type="tel"
          {...form.textOrNull('phone')}
        />
      </Form>
    </Dialog>
  )
}
