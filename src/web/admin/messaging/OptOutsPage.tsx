import { BellOff, Plus } from 'lucide-react'
import { useState } from 'react'
import { formatPhone } from '#kernel/phone.ts'
import {
  addOptOut,
  liftOptOut,
  listOptOuts,
  OPT_OUT_CHANNELS,
  OPT_OUT_HOWS,
  type OptOut,
} from '#modules/messaging/contract.ts'
import { MessagingPage } from '#web/admin/messaging/MessagingPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Who wants only what they must know, how they said so, and the way back. */
export function OptOutsPage() {
  const t = useText()
  const mayNot = useMayNot()
  const [isAdding, setAdding] = useState(false)
  const [lifted, setLifted] = useState<OptOut>()
  const list = useList(listOptOuts, { filters: ['channel', 'how'] })
  const columns = useColumns(setLifted)
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addOptOut)}
    >
      {t('messaging.optOuts.add')}
    </Button>
  )
  return (
    <MessagingPage here={paths.messages('opt-outs')} actions={add}>
      <p className="mb-4 max-w-prose text-soft">{t('messaging.optOuts.lead')}</p>
      <DataTable
        name="opt-outs"
        label={t('messaging.optOuts.title')}
        list={list}
        columns={columns}
        rowKey={(optOut) => optOut.id}
        rowName={(optOut) => optOut.address ?? t('messaging.optOuts.unknown')}
        searchIn={t('messaging.optOuts.searchIn')}
        filters={[
          {
            id: 'channel',
            label: t('messaging.channel'),
            options: OPT_OUT_CHANNELS.map((value) => ({
              value,
              label: t(`messaging.channels.${value}`),
            })),
          },
          {
            id: 'how',
            label: t('messaging.optOuts.how'),
            options: OPT_OUT_HOWS.map((value) => ({
              value,
              label: t(`messaging.optOuts.hows.${value}`),
            })),
          },
        ]}
        empty={
          <EmptyState icon={BellOff} title={t('messaging.optOuts.none')} action={add}>
            {t('messaging.optOuts.noneHint')}
          </EmptyState>
        }
      />
      {isAdding && <AddOptOut onClose={() => setAdding(false)} />}
      {lifted && <LiftOptOut of={lifted} onClose={() => setLifted(undefined)} />}
    </MessagingPage>
  )
}

function useColumns(onLift: (optOut: OptOut) => void): Column<OptOut>[] {
  const t = useText()
  const mayNot = useMayNot()
  return [
    {
      id: 'address',
      header: t('messaging.optOuts.address'),
      cell: ({ address, channel }) =>
        address === null ? (
          <span className="text-soft">{t('messaging.optOuts.unknown')}</span>
        ) : (
          <span className="tnum">{channel === 'email' ? address : formatPhone(address)}</span>
        ),
    },
    {
      id: 'channel',
      header: t('messaging.channel'),
      cell: ({ channel }) => t(`messaging.channels.${channel}`),
    },
    {
      id: 'how',
      header: t('messaging.optOuts.how'),
      cell: ({ how }) => t(`messaging.optOuts.hows.${how}`),
    },
    {
      id: 'reason',
      header: t('messaging.optOuts.reason'),
      cell: ({ reason }) => reason ?? '–',
    },
    {
      id: 'at',
      header: t('messaging.optOuts.at'),
      sort: 'at',
      cell: ({ at }) => <RelativeTime at={at} />,
    },
    {
      id: 'lift',
      header: '',
      align: 'end',
      cell: (optOut) => (
        <Button size="sm" onClick={() => onLift(optOut)} disabledBecause={mayNot(liftOptOut)}>
          {t('messaging.optOuts.lift')}
        </Button>
      ),
    },
  ]
}

function AddOptOut({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addOptOut, {
    defaults: { phone: null, email: null, reason: '' },
    refresh: ['messaging'],
    onDone: ({ added }) => {
      toast.good(t(added > 0 ? 'messaging.optOuts.added' : 'messaging.optOuts.knownAlready'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('messaging.optOuts.add')}>
      <Form
        form={form}
        submit={t('messaging.optOuts.add')}
        permission={addOptOut}
        onCancel={onClose}
      >
        <PhoneField label={t('messaging.write.phone')} {...form.textOrNull('phone')} />
        <TextField
          label={t('messaging.write.email')}
          inputMode="email"
          {...form.textOrNull('email')}
        />
        <TextField
          label={t('messaging.optOuts.reason')}
          hint={t('messaging.optOuts.reasonHint')}
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}

function LiftOptOut({ of, onClose }: { of: OptOut; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(liftOptOut, {
    defaults: { optOutId: of.id, reason: '' },
    fixed: { optOutId: of.id },
    refresh: ['messaging'],
    onDone: () => {
      toast.good(t('messaging.optOuts.lifted'))
      onClose()
    },
  })
  const address = of.address ?? t('messaging.optOuts.unknown')
  return (
    <Dialog open onClose={onClose} title={t('messaging.optOuts.liftOf', { address })}>
      <Form
        form={form}
        submit={t('messaging.optOuts.lift')}
        permission={liftOptOut}
        onCancel={onClose}
      >
        <TextField
          label={t('messaging.optOuts.reason')}
          hint={t('messaging.optOuts.liftHint')}
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}
