import { UserSearch } from 'lucide-react'
import { useState } from 'react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { findHolder } from '#modules/access/contract.ts'
import { PoolTabs } from '#web/admin/network/PoolTabs.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { DateField, TimeField } from '#web/ui/form/DateField.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { DateTime } from '#web/ui/values.tsx'
import { useZone } from '#web/ui/zone.ts'

type Answer = ParsedReplyOf<typeof findHolder>

/** Who had an address at a moment: a question that is only answered with its reason. */
export function HoldersPage() {
  const t = useText()
  const zone = useZone()
  const [moment, setMoment] = useState({ day: '', time: '' })
  const [answer, setAnswer] = useState<Answer>()
  const form = useContractForm(findHolder, {
    defaults: { address: '', port: null, at: '', reason: '' },
    prepare: (values) => ({ ...values, at: instantOf(moment, zone) }),
    onDone: setAnswer,
  })
  return (
    <Page
      title={t('network.pools.title')}
      lead={t('network.holders.lead')}
      tabs={<PoolTabs here={paths.pools('holders')} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card>
          <Form
            form={form}
            submit={t('network.holders.ask')}
            permission={findHolder}
            guard={false}
            evenUnchanged
          >
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField
                label={t('network.holders.address')}
                spellCheck={false}
                {...form.field('address')}
              />
              <NumberField
                label={t('network.holders.port')}
                hint={t('network.holders.portHint')}
                optional
                {...form.field('port')}
              />
              <DateField
                label={t('network.holders.day')}
                value={moment.day}
                onChange={(day) => setMoment({ ...moment, day })}
                error={form.issueAt('at')}
              />
              <TimeField
                label={t('network.holders.time')}
                value={moment.time}
                onChange={(time) => setMoment({ ...moment, time })}
              />
            </div>
            <TextArea
              label={t('network.holders.reason')}
              hint={t('network.holders.reasonHint')}
              {...form.field('reason')}
            />
          </Form>
        </Card>
        {answer && <Found answer={answer} port={form.values.port} />}
      </div>
    </Page>
  )
}

function instantOf({ day, time }: { day: string; time: string }, zone: string): string {
  try {
    return Temporal.PlainDateTime.from(`${day}T${time || '00:00'}`)
      .toZonedDateTime(zone)
      .toInstant()
      .toString()
  } catch {
    // The contract says at the field that this is no moment.
    return ''
  }
}

function Found({ answer, port }: { answer: Answer; port: number | null }) {
  const t = useText()
  const { translated, needsPort, holders } = answer
  return (
    <Card title={t('network.holders.answer')}>
      <div className="grid gap-4" role="status">
        {needsPort && <Banner tone="warn" title={t('network.holders.needsPort')} />}
        {translated && (
          <p>
            {t('network.holders.translated', {
              port: port ?? '',
              inside: translated.inside,
              plan: translated.plan,
            })}
          </p>
        )}
        {holders.length === 0 && !needsPort && (
          <EmptyState icon={UserSearch} title={t('network.holders.nobody')} />
        )}
        {holders.map((holder) => (
          <Facts
            key={holder.sessionId}
            facts={[
              {
                label: t('network.holders.service'),
                value: (
                  <span className="font-mono text-sm break-all">
                    {holder.serviceId ?? t('network.holders.unknown')}
                  </span>
                ),
                ...(holder.serviceId !== null && { copy: holder.serviceId }),
              },
              { label: t('network.holders.address'), value: holder.address },
              { label: t('network.holders.router'), value: holder.nasName ?? '–' },
              { label: t('network.holders.mac'), value: holder.mac ?? '–' },
              { label: t('network.holders.started'), value: <DateTime at={holder.startedAt} /> },
              {
                label: t('network.holders.ended'),
                value: holder.endedAt ? (
                  <DateTime at={holder.endedAt} />
                ) : (
                  t('network.holders.still')
                ),
              },
              {
                label: t('network.holders.session'),
                value: <span className="font-mono text-sm break-all">{holder.sessionId}</span>,
              },
            ]}
          />
        ))}
      </div>
    </Card>
  )
}
