import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  DUNNING_ACTIONS,
  promiseToPay,
  readDunningOf,
  withdrawPromise,
  type DunningOf,
} from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { useStepWords } from '#web/admin/billing/use-step-words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Day } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

/** Where a subscriber stands in dunning, what comes next, and what they promised. Nothing where nothing is owed. */
export function DunningCard({ subscriber }: { subscriber: Subscriber }) {
  const dunning = useCall(readDunningOf, { subscriberId: subscriber.id })
  return (
    <Loaded of={dunning}>
      {(loaded) =>
        loaded.dueOn === null && loaded.stopped === null && loaded.disputes.length === 0 ? null : (
          <Standing dunning={loaded} siteId={subscriber.siteId ?? undefined} />
        )
      }
    </Loaded>
  )
}

function Standing({ dunning, siteId }: { dunning: DunningOf; siteId: string | undefined }) {
  const t = useText()
  const wordsOf = useStepWords()
  const mayNot = useMayNot()
  const withdraw = useMutate(withdrawPromise, { refresh: ['billing', 'services'] })
  const [isAsked, setAsked] = useState(false)
  const { subscriberId, step, next, promise, stopped } = dunning
  return (
    <Card
      title={t('billing.dunning.of')}
      footer={
        promise ? (
          <Button
            disabledBecause={mayNot(withdrawPromise, siteId)}
            onClick={() => {
              withdraw
                .mutateAsync({ subscriberId })
                .catch((error: unknown) => toastProblem(error, t))
            }}
          >
            {t('billing.dunning.withdraw')}
          </Button>
        ) : (
          <Button
            icon={<HandCoins />}
            disabledBecause={mayNot(promiseToPay, siteId)}
            onClick={() => setAsked(true)}
          >
            {t('billing.dunning.promise')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          {
            label: t('billing.dunning.now'),
            value: stopped
              ? t(`billing.dunning.stopped.${stopped}`)
              : step
                ? wordsOf(step)
                : t('billing.dunning.noStep'),
          },
          ...(promise
            ? [{ label: t('billing.dunning.until'), value: <Day on={promise.untilOn} /> }]
            : []),
          ...(next
            ? [
                {
                  label: t('billing.dunning.next'),
                  value: (
                    <>
                      <Day on={next.on} /> · {t(`billing.dunning.actions.${next.step.action}`)}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {dunning.disputes.length > 0 && (
        <ul className="mt-4 grid gap-1">
          {dunning.disputes.map(({ invoiceId, code, reason }) => (
            <li key={invoiceId}>
              {t('billing.disputes.of')} <Link to={paths.invoice(invoiceId)}>{code}</Link>: {reason}
            </li>
          ))}
        </ul>
      )}
      {dunning.taken.length > 0 && (
        <ul className="mt-4 grid gap-1 text-sm text-soft">
          {dunning.taken.slice(0, 5).map(({ action, at }) => (
            <li key={`${at} ${action}`}>
              <DateTime at={at} /> · {t(`billing.dunning.actions.${actionOf(action)}`)}
            </li>
          ))}
        </ul>
      )}
      {isAsked && <Promise subscriberId={subscriberId} onClose={() => setAsked(false)} />}
    </Card>
  )
}

function actionOf(action: string) {
  return DUNNING_ACTIONS.find((one) => one === action) ?? 'remind'
}

function Promise({ subscriberId, onClose }: { subscriberId: string; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const [id] = useState(randomId)
  const form = useContractForm(promiseToPay, {
    defaults: { subscriberId, id, untilOn: today.add({ days: 3 }).toString() },
    refresh: ['billing', 'services'],
    onDone: () => {
      toast.good(t('billing.dunning.promiseNoted'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('billing.dunning.promise')}>
      <p className="mb-4 text-soft">{t('billing.dunning.promiseHint')}</p>
      <Form
        form={form}
        submit={t('billing.dunning.promise')}
        permission={promiseToPay}
        onCancel={onClose}
        evenUnchanged
      >
        <DateField
          label={t('billing.dunning.until')}
          min={today.toString()}
          {...form.field('untilOn')}
        />
      </Form>
    </Dialog>
  )
}
