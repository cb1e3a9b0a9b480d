import { changeHours, WEEKDAYS, type Calendar } from '#modules/organization/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useText } from '#web/i18n/index.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { TimeField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const USUAL = { opens: '08:00', closes: '17:00' }

type Props = { calendar: Calendar; onSaved?: () => void }

/** Seven days, each open from–to or closed; also a step of the set-up. */
export function HoursForm({ calendar, onSaved }: Props) {
  const t = useText()
  const form = useContractForm(changeHours, {
    defaults: { hours: calendar.hours, version: calendar.version },
    onDone: () => {
      toast.good(t('organization.saved'))
      onSaved?.()
    },
  })
  return (
    <Form
      form={form}
      submit={t('organization.save')}
      permission="organization.change-calendar"
      evenUnchanged={onSaved !== undefined}
    >
      <StaleBanner form={form} />
      <ul className="grid gap-2">
        {WEEKDAYS.map((day) => {
          const hours = form.values.hours[day]
          const name = t(`organization.day.${day}`)
          return (
            <li key={day} className="flex min-h-9 flex-wrap items-start gap-x-3 gap-y-1">
              <CheckField
                label={name}
                checked={hours !== null}
                onChange={(open) => form.field(`hours.${day}`).onChange(open ? USUAL : null)}
                className="w-32 pt-1.5"
              />
              {hours ? (
                <div className="flex flex-1 items-start gap-2">
                  <TimeField
                    label={t('organization.calendarCard.opens', { day: name })}
                    labelHidden
                    className="w-28"
                    {...form.field(`hours.${day}.opens`)}
                  />
                  <span aria-hidden="true" className="pt-2 text-soft">
                    –
                  </span>
                  <TimeField
                    label={t('organization.calendarCard.closes', { day: name })}
                    labelHidden
                    className="w-28"
                    {...form.field(`hours.${day}.closes`)}
                  />
                </div>
              ) : (
                <span className="pt-1.5 text-soft">{t('organization.calendarCard.closed')}</span>
              )}
            </li>
          )
        })}
      </ul>
    </Form>
  )
}
