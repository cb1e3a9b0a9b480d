import { FileText } from 'lucide-react'
import { useState } from 'react'
import { closeDay, type AccountDay } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Sideways } from '#web/ui/Sideways.tsx'
import { Day, Money } from '#web/ui/values.tsx'

/** Each day three times: what we were told, what the statement says, what the books say. */
export function DaysTable({ account, days }: { account: number; days: readonly AccountDay[] }) {
  const t = useText()
  const [closing, setClosing] = useState<AccountDay>()
  const refused = useMayNot()(closeDay)
  return (
    <Sideways label={t('payments.statements.days')} className="rounded-lg border bg-raised">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('payments.statements.days')}</caption>
        <thead className="text-left text-soft">
          <tr className="border-b [&>th]:px-4 [&>th]:py-2.5 [&>th]:font-medium">
            <th>{t('payments.statements.day')}</th>
            <th className="text-right">{t('payments.statements.told')}</th>
            <th className="text-right">{t('payments.statements.statement')}</th>
            <th className="text-right">{t('payments.statements.ledger')}</th>
            <th>{t('payments.state')}</th>
            <th>
              <span className="sr-only">{t('payments.statements.close')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day} className="border-b last:border-b-0 [&>td]:px-4 [&>td]:py-2">
              <td className="whitespace-nowrap">
                <Day on={day.day} />
              </td>
              <td className="text-right">
                <Money of={day.told} />
              </td>
              <td className="text-right">
                {day.statement === null ? (
                  <span className="text-soft">–</span>
                ) : (
                  <Money of={day.statement} />
                )}
              </td>
              <td className="text-right">
                <Money of={day.ledger} />
              </td>
              <td className="whitespace-nowrap">
                <DayState of={day} />
              </td>
              <td className="flex justify-end gap-2">
                <ButtonLink size="sm" icon={<FileText />} to={paths.dayClose(account, day.day)}>
                  {t('documents.onPaper')}
                </ButtonLink>
                {day.closedAt === null && day.statement !== null && day.open === 0 && (
                  <Button size="sm" onClick={() => setClosing(day)} disabledBecause={refused}>
                    {t('payments.statements.close')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {closing && (
        <CloseDay account={account} day={closing} onClose={() => setClosing(undefined)} />
      )}
    </Sideways>
  )
}

function DayState({ of }: { of: AccountDay }) {
  const t = useText()
  if (of.closedAt !== null) return <Status tone="good">{t('payments.statements.closed')}</Status>
  if (of.open > 0)
    return <Status tone="bad">{t('payments.statements.openCount', { count: of.open })}</Status>
  if (of.statement === null)
    return <Status tone="neutral">{t('payments.statements.noStatement')}</Status>
  if (of.statement.cents !== of.ledger.cents)
    return <Status tone="warn">{t('payments.statements.differs')}</Status>
  return <Status tone="good">{t('payments.statements.agrees')}</Status>
}

function CloseDay({
  account,
  day,
  onClose,
}: {
  account: number
  day: AccountDay
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(closeDay, {
    defaults: { account, day: day.day, note: null },
    refresh: ['payments'],
    onDone: onClose,
  })
  const agrees = day.statement?.cents === day.ledger.cents
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.statements.close')}
      hint={agrees ? t('payments.statements.closeHint') : t('payments.statements.differsHint')}
      size="sm"
    >
      <Form
        form={form}
        submit={t('payments.statements.close')}
        evenUnchanged={agrees}
        onCancel={onClose}
      >
        <TextField label={t('payments.note')} {...form.textOrNull('note')} optional={agrees} />
      </Form>
    </Dialog>
  )
}
