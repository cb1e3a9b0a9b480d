import { Repeat } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { kes, moneyToWire, type MoneyOnWire } from '#kernel/money.ts'
import {
  askStandingOrder,
  endStandingOrder,
  FREQUENCIES,
  listStandingOrders,
  LIVING,
  type StandingOrder,
} from '#modules/payments/contract.ts'
import { StandingState } from '#web/admin/payments/StandingState.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField, PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Day, Money, Phone } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

type Props = { subscriberId: string; phone: string | undefined; amount: MoneyOnWire }
const NOTHING = moneyToWire(kes(0n))
const LOOK_EVERY_ms = 2_000

/** A subscriber's standing order at M-Pesa: the one that lives, or the way to one. */
export function StandingOrderCard(props: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [isAsking, setAsking] = useState(false)
  const orders = useCall(
    listStandingOrders,
    { subscriber: props.subscriberId },
    {
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ state }) => state === 'asking' || state === 'open')
          ? LOOK_EVERY_ms
          : false,
    },
  )
  return (
    <Card
      title={t('payments.standing.one')}
      actions={
        <Button
          size="sm"
          icon={<Repeat />}
          onClick={() => setAsking(true)}
          disabledBecause={
            mayNot(askStandingOrder) ||
            (orders.data?.items.some(({ state }) => LIVING.includes(state))
              ? t('payments.standing.lives')
              : undefined)
          }
        >
          {t('payments.standing.ask')}
        </Button>
      }
    >
      <Loaded of={orders}>
        {({ items }) => {
          const [last] = items
          return last ? (
            <One of={last} />
          ) : (
            <p className="text-soft">{t('payments.standing.none')}</p>
          )
        }}
      </Loaded>
      {isAsking && <Ask {...props} onClose={() => setAsking(false)} />}
    </Card>
  )
}

function One({ of }: { of: StandingOrder }) {
  const t = useText()
  const mayNot = useMayNot()
  const end = useMutate(endStandingOrder, { refresh: ['payments'] })
  const isOver = of.state === 'ended' || of.state === 'failed'
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <StandingState of={of} />
        <Money of={of.amount} /> {t(`payments.standing.frequencies.${of.frequency}`)} ·{' '}
        <Phone of={of.phone} />
      </p>
      {of.nextOn !== null && (
        <p className="text-sm text-soft">
          {t('payments.standing.next')} <Day on={of.nextOn} />
          {of.paidOn !== null && (
            <>
              {' '}
              · {t('payments.standing.paid')} <Day on={of.paidOn} />
            </>
          )}
        </p>
      )}
      {!isOver && (
        <>
          <p className="text-sm text-soft">{t('payments.standing.cancelHint')}</p>
          <Button
            size="sm"
            look="quiet"
            className="justify-self-start"
            busy={end.isPending}
            disabledBecause={mayNot(endStandingOrder)}
            onClick={() =>
              end.mutate({ standingOrderId: of.id }, { onError: (error) => toastProblem(error, t) })
            }
          >
            {t('payments.standing.end')}
          </Button>
        </>
      )}
    </div>
  )
}

function Ask({ subscriberId, phone, amount, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(askStandingOrder, {
    defaults: {
      ...{ id, subscriberId, phone: phone ?? '', amount, frequency: 'monthly', endsOn: null },
      startsOn: useToday().add({ days: 1 }).toString(),
    },
    fixed: { id },
    refresh: ['payments'],
    onDone: onClose,
  })
  const bound = form.field('amount')
  const starts = form.field('startsOn')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.standing.ask')}
      hint={t('payments.standing.hint')}
    >
      <Form
        form={form}
        submit={t('payments.ask.send')}
        permission={askStandingOrder}
        evenUnchanged
        onCancel={onClose}
      >
        <PhoneField label={t('payments.ask.phone')} {...form.field('phone')} />
        <MoneyField
          label={t('payments.amount')}
          hint={t('payments.ask.amountHint')}
          {...bound}
          value={bound.value.cents === '0' ? null : bound.value}
          onChange={(typed) => bound.onChange(typed ?? NOTHING)}
        />
        <SelectField
          label={t('payments.standing.frequency')}
          options={FREQUENCIES.map((value) => ({
            value,
            label: t(`payments.standing.frequencies.${value}`),
          }))}
          {...form.field('frequency')}
        />
        <DateField
          label={t('payments.standing.starts')}
          {...starts}
          value={starts.value ?? ''}
          onChange={(day) => starts.onChange(day === '' ? null : day)}
        />
      </Form>
    </Dialog>
  )
}
