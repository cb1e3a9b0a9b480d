import { CirclePause } from 'lucide-react'
import { useState } from 'react'
import { hold as setHold, lift, type HoldReason, type Service } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'
import { useZone } from '#web/ui/zone.ts'

type Props = { service: Service }
type Hold = Service['holds'][number]

/** Why a service is not served although it might be. Each is lifted on its own. */
export function HoldsCard({ service }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [setting, setSetting] = useState(false)
  const [lifting, setLifting] = useState<Hold>()
  const raise = useMutate(lift, {
    refresh: ['services', 'subscribers'],
    onDone: () => toast.good(t('services.holds.lifted')),
  })
  const now = useNow().toString()
  const stands = (one: Hold) => one.liftedAt === null && (one.to === null || one.to > now)
  const standing = service.holds.filter(stands)
  const others = standing.filter((one) => one.id !== lifting?.id)
  const siteId = service.siteId ?? undefined
  return (
    <Card
      title={t('services.holds.title')}
      hint={t('services.holds.hint')}
      actions={
        service.status !== 'ended' && (
          <Button
            size="sm"
            icon={<CirclePause />}
            onClick={() => setSetting(true)}
            disabledBecause={mayNot(setHold, siteId)}
          >
            {t('services.holds.add')}
          </Button>
        )
      }
    >
      {service.holds.length === 0 && <p className="text-soft">{t('services.holds.none')}</p>}
      <ul className="divide-y">
        {service.holds.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium">{t(`services.holds.reasons.${one.reason}`)}</p>
              <p className="text-sm text-soft">
                <DateTime at={one.from} />
                {one.to && (
                  <>
                    {' '}
                    – <DateTime at={one.to} />
                  </>
                )}{' '}
                · {one.bills ? t('services.holds.bills') : t('services.holds.free')}
              </p>
              {one.note && <p className="text-sm">{one.note}</p>}
            </div>
            {stands(one) ? (
              <>
                {one.from > now && <Badge tone="info">{t('services.holds.coming')}</Badge>}
                <Button
                  size="sm"
                  look="quiet"
                  onClick={() => setLifting(one)}
                  disabledBecause={mayNot(lift, siteId)}
                >
                  {t('services.holds.lift')}
                </Button>
              </>
            ) : (
              <Badge>{t('services.holds.past')}</Badge>
            )}
          </li>
        ))}
      </ul>
      {setting && <SetHold service={service} onClose={() => setSetting(false)} />}
      <Confirm
        open={lifting !== undefined}
        onClose={() => setLifting(undefined)}
        title={t('services.holds.liftTitle')}
        action={t('services.holds.lift')}
        run={() => raise.mutateAsync({ serviceId: service.id, holdId: lifting?.id ?? '' })}
      >
        {others.length === 0
          ? t('services.holds.liftAlone')
          : t('services.holds.liftOthers', {
              reasons: others.map((one) => t(`services.holds.reasons.${one.reason}`)).join(', '),
            })}
      </Confirm>
    </Card>
  )
}

/** Non-payment is set by billing, and moving by the move. */
const BY_HAND = ['voluntary', 'admin', 'abuse', 'fraud'] as const satisfies readonly HoldReason[]

function SetHold({ service, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const zone = useZone()
  const [days, setDays] = useState({ from: '', to: '' })
  const form = useContractForm(setHold, {
    defaults: {
      serviceId: service.id,
      reason: 'voluntary',
      from: null,
      to: null,
      bills: false,
      note: '',
    },
    refresh: ['services', 'subscribers'],
    onDone: () => {
      toast.good(t('services.holds.set'))
      onClose()
    },
  })
  const startOf = (day: string) =>
    /^\d{4}-\d\d-\d\d$/.test(day)
      ? Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString()
      : null
  const choose = (next: { from: string; to: string }) => {
    setDays(next)
    form.set({ from: startOf(next.from), to: startOf(next.to) })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.holds.addTitle', { number: formatNumber(service.number) })}
    >
      <Form
        form={form}
        submit={t('services.holds.add')}
        permission={setHold}
        evenUnchanged
        onCancel={onClose}
      >
        <SelectField
          label={t('services.holds.reason')}
          hint={t(`services.holds.effects.${form.values.reason}`)}
          options={BY_HAND.map((value) => ({
            value,
            label: t(`services.holds.reasons.${value}`),
          }))}
          {...form.field('reason')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField
            label={t('services.holds.from')}
            hint={t('services.holds.fromHint')}
            optional
            value={days.from}
            error={form.issueAt('from')}
            onChange={(from) => choose({ ...days, from })}
          />
          <DateField
            label={t('services.holds.to')}
            hint={t('services.holds.toHint')}
            optional
            value={days.to}
            error={form.issueAt('to')}
            onChange={(to) => choose({ ...days, to })}
          />
        </div>
        <SwitchField
          label={t('services.holds.bills')}
          checked={form.values.bills}
          onChange={(bills) => form.set({ bills })}
        />
        <TextArea label={t('services.holds.note')} optional {...form.field('note')} />
      </Form>
    </Dialog>
  )
}
