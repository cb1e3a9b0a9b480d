import type { ReactNode } from 'react'
import { changeNotice, previewNotice, type Notice } from '#modules/notices/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** A reminder: how far ahead it goes, and who would get it as things stand. */
export function ReminderCard({ notice, children }: { notice: Notice; children: ReactNode }) {
  const t = useText()
  const { name, version, isOn, leadHours } = notice
  const form = useContractForm(changeNotice, {
    defaults: { notice: name, version, isOn, leadHours },
    onDone: () => {
      toast.good(t('notices.saved'))
    },
  })
  const drafted = form.values.leadHours
  const preview = useCall(previewNotice, {
    notice: name,
    ...(typeof drafted === 'number' && { leadHours: drafted }),
  })
  return (
    <Card title={t('notices.reminders')} hint={t('notices.remindersHint')}>
      <ul>{children}</ul>
      {leadHours !== null && (
        <Form form={form} submit={t('common.save')} permission={changeNotice}>
          <NumberField
            label={t('notices.lead_hours')}
            hint={t('notices.leadHint')}
            {...form.field('leadHours')}
            value={drafted ?? null}
            onChange={(typed) => form.field('leadHours').onChange(typed ?? null)}
          />
        </Form>
      )}
      <h3 className="mt-4 mb-2 font-semibold">{t('notices.preview')}</h3>
      <Loaded of={preview}>
        {({ people, count }) =>
          count === 0 ? (
            <p className="text-soft">{t('notices.previewNone')}</p>
          ) : (
            <>
              <p className="mb-2 text-soft">{t('notices.previewCount', { count })}</p>
              <ul className="grid max-h-96 divide-y overflow-y-auto" tabIndex={0}>
                {people.map((person) => (
                  <li key={`${person.subscriberId} ${person.at}`} className="grid gap-1 py-2">
                    <span className="flex flex-wrap items-center gap-2">
                      <Link to={paths.subscriber(person.subscriberId)}>{person.name}</Link>
                      <span className="text-sm text-soft">
                        <RelativeTime at={person.at} />
                      </span>
                      {person.needless && <Badge>{t('notices.needless')}</Badge>}
                    </span>
                    <span className="text-sm text-soft">{person.text}</span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
