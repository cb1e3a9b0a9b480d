import { Megaphone } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { countAtSite, listOutages, OUTAGE_STEPS, tellOutage } from '#modules/notices/contract.ts'
import { listSites } from '#modules/organization/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField, TimeField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'
import { useToday, useZone } from '#web/ui/zone.ts'

/** Outages that a site was told of, and the button that tells of another. */
export function OutagesCard() {
  const t = useText()
  const mayNot = useMayNot()
  const outages = useCall(listOutages, {})
  const sites = useCall(listSites, { limit: 200 })
  const [isTelling, setTelling] = useState(false)
  const nameOf = (siteId: string) =>
    sites.data?.items.find(({ id }) => id === siteId)?.name ?? siteId.slice(-6)
  return (
    <Card
      title={t('notices.outages')}
      hint={t('notices.outagesHint')}
      actions={
        <Button
          size="sm"
          icon={<Megaphone />}
          onClick={() => setTelling(true)}
          disabledBecause={mayNot(tellOutage)}
        >
          {t('notices.tell')}
        </Button>
      }
    >
      <Loaded of={outages}>
        {({ outages: all }) =>
          all.length === 0 ? (
            <p className="text-soft">
              {t('notices.noOutages')}. {t('notices.noOutagesHint')}
            </p>
          ) : (
            <ul className="grid divide-y">
              {all.map((outage) => (
                <li key={outage.id} className="flex flex-wrap items-baseline gap-x-3 py-2">
                  <span className="min-w-0 flex-1">
                    {nameOf(outage.siteId)}: {t(`notices.whats.${outage.what}`)}
                  </span>
                  <span className="tnum text-sm text-soft">
                    {outage.isDone
                      ? t('notices.told', { count: outage.told })
                      : t('notices.telling')}
                  </span>
                  <span className="text-sm text-soft">
                    <RelativeTime at={outage.toldAt} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isTelling && (
        <TellOutage
          sites={(sites.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onClose={() => setTelling(false)}
        />
      )}
    </Card>
  )
}

function TellOutage({
  sites,
  onClose,
}: {
  sites: readonly { value: string; label: string }[]
  onClose: () => void
}) {
  const t = useText()
  const zone = useZone()
  const today = useToday().toString()
  const [id] = useState(randomId)
  const [when, setWhen] = useState({ day: '', time: '18:00' })
  const moment = () => {
    if (when.day === '') return null
    try {
      const local = Temporal.PlainDateTime.from(`${when.day}T${when.time}`)
      return local.toZonedDateTime(zone).toInstant().toString()
    } catch {
      return ''
    }
  }
  const form = useContractForm(tellOutage, {
    defaults: { id, siteId: sites[0]?.value ?? '', what: 'begun', at: null },
    fixed: { id },
    prepare: (values) => ({ ...values, at: values.what === 'over' ? null : moment() }),
    onDone: () => {
      toast.good(t('notices.toldNow'))
      onClose()
    },
  })
  const { siteId, what } = form.values
  const reach = useCall(countAtSite, { siteId }, { enabled: siteId !== '' })
  return (
    <Dialog open onClose={onClose} title={t('notices.tell')} hint={t('notices.outagesHint')}>
      <Form form={form} submit={t('notices.tell')} permission={tellOutage} onCancel={onClose}>
        <SelectField label={t('notices.site')} options={sites} {...form.field('siteId')} />
        <p className="text-sm text-soft" aria-live="polite">
          {t('notices.willTell', { count: reach.data?.services ?? 0 })}
        </p>
        <RadioCards
          label={t('notices.what')}
          options={OUTAGE_STEPS.map((value) => ({ value, label: t(`notices.whats.${value}`) }))}
          {...form.field('what')}
        />
        {what !== 'over' && (
          <div className="grid gap-5 sm:grid-cols-2">
            <DateField
              label={t(what === 'planned' ? 'notices.beginsAt' : 'notices.backAt')}
              min={today}
              value={when.day}
              error={form.issueAt('at')}
              onChange={(day) => setWhen({ ...when, day })}
            />
            <TimeField
              label={t('billing.level.time')}
              value={when.time}
              onChange={(time) => setWhen({ ...when, time })}
            />
          </div>
        )}
      </Form>
    </Dialog>
  )
}
