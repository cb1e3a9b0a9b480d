import { Gift } from 'lucide-react'
import { useState } from 'react'
import { giveExtra, undoExtra, type Extra, type ServiceUsage } from '#modules/usage/contract.ts'
import { useAmounts } from '#web/admin/usage/words.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { BytesField, NumberField, RateField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Rate } from '#web/ui/values.tsx'

type Props = { usage: ServiceUsage; siteId: string | undefined }
const ROOMS = ['usage', 'shaping']

/** What was added to the plan, and giving more. */
export function ExtrasCard({ usage, siteId }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [giving, setGiving] = useState(false)
  const [undoing, setUndoing] = useState<Extra>()
  const undo = useMutate(undoExtra, {
    refresh: ROOMS,
    onDone: () => toast.good(t('usage.extras.undone')),
  })
  const { serviceId } = usage
  return (
    <Card
      title={t('usage.extras.title')}
      hint={t('usage.extras.hint')}
      actions={
        <Button
          size="sm"
          icon={<Gift />}
          onClick={() => setGiving(true)}
          disabledBecause={mayNot(giveExtra, siteId)}
        >
          {t('usage.extras.give')}
        </Button>
      }
    >
      {usage.extras.length === 0 && <p className="text-soft">{t('usage.extras.none')}</p>}
      <ul className="divide-y">
        {usage.extras.map((extra) => (
          <ExtraRow key={extra.id} extra={extra} siteId={siteId} onUndo={() => setUndoing(extra)} />
        ))}
      </ul>
      {giving && <GiveExtra usage={usage} onClose={() => setGiving(false)} />}
      <Confirm
        open={undoing !== undefined}
        onClose={() => setUndoing(undefined)}
        title={t('usage.extras.undoTitle')}
        action={t('usage.extras.undo')}
        run={() => undo.mutateAsync({ serviceId, extraId: undoing?.id ?? '', reason: '' })}
      >
        {t('usage.extras.undoBody')}
      </Confirm>
    </Card>
  )
}

function ExtraRow({
  extra,
  siteId,
  onUndo,
}: {
  extra: Extra
  siteId: string | undefined
  onUndo: () => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  const { amount } = useAmounts()
  const now = useNow()
  const isOver = extra.to !== null && Temporal.Instant.compare(extra.to, now) <= 0
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {extra.rate ? (
            <Rate of={extra.rate} />
          ) : (
            amount(extra.kind === 'time' ? 'time' : 'data', extra.amount ?? '0')
          )}
          <Badge>{t(`usage.extras.how.${extra.how}`)}</Badge>
        </p>
        <p className="text-sm text-soft">
          <DateTime at={extra.from} />
          {extra.to && (
            <>
              {' – '}
              <DateTime at={extra.to} />
            </>
          )}
        </p>
        {extra.reason && <p className="text-sm">{extra.reason}</p>}
      </div>
      {extra.undoneAt || isOver ? (
        <Badge>{t(extra.undoneAt ? 'usage.extras.isUndone' : 'usage.extras.isOver')}</Badge>
      ) : (
        <Button size="sm" look="quiet" onClick={onUndo} disabledBecause={mayNot(undoExtra, siteId)}>
          {t('usage.extras.undo')}
        </Button>
      )}
    </li>
  )
}

const HOUR_s = 3600
const KINDS = ['data', 'time', 'boost'] as const

function GiveExtra({ usage, onClose }: { usage: ServiceUsage; onClose: () => void }) {
  const t = useText()
  const counts = new Set(usage.counters.map(({ meter }) => (meter === 'time' ? 'time' : 'data')))
  const kinds = KINDS.filter((kind) => kind === 'boost' || (usage.quota && counts.has(kind)))
  const form = useContractForm(giveExtra, {
    defaults: {
      serviceId: usage.serviceId,
      what: emptyOf(kinds[0] ?? 'boost'),
      hours: 24,
      reason: '',
    },
    refresh: ROOMS,
    onDone: () => {
      toast.good(t('usage.extras.given'))
      onClose()
    },
  })
  const { what } = form.values
  return (
    <Dialog open onClose={onClose} title={t('usage.extras.giveTitle')}>
      <Form
        form={form}
        submit={t('usage.extras.give')}
        permission={giveExtra}
        evenUnchanged
        onCancel={onClose}
      >
        <SelectField
          label={t('usage.extras.kind')}
          value={what.kind}
          onChange={(kind) => form.set({ what: emptyOf(kind) })}
          options={kinds.map((value) => ({ value, label: t(`usage.extras.kinds.${value}`) }))}
        />
        {what.kind === 'boost' && (
          <RateField
            label={t('usage.extras.speed')}
            value={what.rate}
            error={form.issueAt('what')}
            onChange={(rate) => rate && form.set({ what: { kind: 'boost', rate } })}
          />
        )}
        {what.kind === 'data' && (
          <BytesField
            label={t('usage.extras.amount')}
            value={what.amount}
            error={form.issueAt('what')}
            onChange={(amount) => form.set({ what: { kind: 'data', amount: amount ?? '' } })}
          />
        )}
        {what.kind === 'time' && (
          <NumberField
            label={t('usage.extras.amount')}
            unit={t('usage.extras.hoursUnit')}
            value={Number(what.amount) / HOUR_s}
            error={form.issueAt('what')}
            onChange={(hours) =>
              form.set({
                what: { kind: 'time', amount: String(Math.round((hours ?? 0) * HOUR_s)) },
              })
            }
          />
        )}
        <NumberField
          label={t('usage.extras.hours')}
          unit={t('usage.extras.hoursUnit')}
          value={form.values.hours}
          error={form.issueAt('hours')}
          onChange={(hours) => form.set({ hours: hours ?? 0 })}
        />
        <TextArea
          label={t('usage.extras.reason')}
          hint={t('usage.extras.reasonHint')}
          optional
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}

function emptyOf(kind: (typeof KINDS)[number]) {
  switch (kind) {
    case 'boost':
      return { kind, rate: { down_bps: 50_000_000, up_bps: 50_000_000 } } as const
    case 'data':
      return { kind, amount: '5000000000' } as const
    default:
      return { kind, amount: String(5 * HOUR_s) } as const
  }
}
