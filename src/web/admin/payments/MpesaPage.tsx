import { MessageSquareWarning, Plus, Radio } from 'lucide-react'
import { useState } from 'react'
import {
  addShortcode,
  listShortcodes,
  listTellings,
  TELLING_STATES,
  type Shortcode,
  type Telling,
} from '#modules/payments/contract.ts'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { ShortcodeCard } from '#web/admin/payments/ShortcodeCard.tsx'
import { AddShortcode } from '#web/admin/payments/ShortcodeForms.tsx'
import { TellingDialog } from '#web/admin/payments/TellingDialog.tsx'
import { TELLING_TONES } from '#web/admin/payments/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Our paybills and tills, how each stands with Safaricom, and what it told us that made no sense. */
export function MpesaPage() {
  const t = useText()
  const can = useCan()
  const mayNot = useMayNot()
  const [isAdding, setAdding] = useState(false)
  const shortcodes = useCall(listShortcodes, {})
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addShortcode)}
    >
      {t('payments.mpesa.add')}
    </Button>
  )
  return (
    <MoneyInPage here={paths.payments('mpesa')} actions={add}>
      <Loaded of={shortcodes}>
        {({ shortcodes: all }) => <Shortcodes all={all} empty={<EmptyShortcodes action={add} />} />}
      </Loaded>
      {can(listTellings) && <Tellings />}
      {isAdding && <AddShortcode onClose={() => setAdding(false)} />}
    </MoneyInPage>
  )
}

function EmptyShortcodes({ action }: { action: React.ReactNode }) {
  const t = useText()
  return (
    <EmptyState icon={Radio} title={t('payments.mpesa.none')} action={action}>
      {t('payments.mpesa.noneHint')}
    </EmptyState>
  )
}

function Shortcodes({ all, empty }: { all: readonly Shortcode[]; empty: React.ReactNode }) {
  if (all.length === 0) return empty
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      {all.map((shortcode) => (
        <ShortcodeCard key={shortcode.id} shortcode={shortcode} />
      ))}
    </div>
  )
}

function Tellings() {
  const t = useText()
  const [shown, setShown] = useState<string>()
  const list = useList(listTellings, { filters: ['state'] })
  const columns: Column<Telling>[] = [
    {
      id: 'kind',
      header: t('payments.mpesa.about'),
      cell: (telling) => t(`payments.mpesa.kinds.${telling.kind}`),
    },
    { id: 'shortcode', header: t('payments.mpesa.shortcode'), cell: (one) => one.shortcode.name },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (telling) => (
        <Status tone={TELLING_TONES[telling.state]}>
          {t(`payments.mpesa.states.${telling.state}`)}
        </Status>
      ),
    },
    {
      id: 'from',
      header: t('payments.mpesa.from'),
      cell: (telling) => <span className="font-mono text-sm">{telling.from}</span>,
    },
    {
      id: 'cameAt',
      header: t('payments.mpesa.cameAt'),
      sort: 'cameAt',
      cell: (telling) => <RelativeTime at={telling.cameAt} />,
    },
  ]
  return (
    <section className="mt-8">
      <h2 className="mb-1 text-lg font-semibold">{t('payments.mpesa.told')}</h2>
      <p className="mb-4 text-soft">{t('payments.mpesa.toldHint')}</p>
      <DataTable
        name="tellings"
        label={t('payments.mpesa.told')}
        list={list}
        columns={columns}
        rowKey={(telling) => telling.id}
        rowName={(telling) => t(`payments.mpesa.kinds.${telling.kind}`)}
        onOpen={(telling) => setShown(telling.id)}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: TELLING_STATES.map((state) => ({
              value: state,
              label: t(`payments.mpesa.states.${state}`),
            })),
          },
        ]}
        empty={
          <EmptyState icon={MessageSquareWarning} title={t('payments.mpesa.noTellings')}>
            {t('payments.mpesa.noTellingsHint')}
          </EmptyState>
        }
      />
      {shown !== undefined && (
        <TellingDialog tellingId={shown} onClose={() => setShown(undefined)} />
      )}
    </section>
  )
}
