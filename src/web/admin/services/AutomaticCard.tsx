import { useState } from 'react'
import { setAutomatic, type Service } from '#modules/services/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

type Props = { service: Service }

/** What the subscriber lets Kasi change by usage, and how far. */
export function AutomaticCard({ service }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [editing, setEditing] = useState(false)
  const { automatic } = service
  const yes = (is: boolean) => (is ? t('services.yes') : t('services.no'))
  return (
    <Card
      title={t('services.automatic.title')}
      hint={t('services.automatic.hint')}
      actions={
        service.status !== 'ended' && (
          <Button
            size="sm"
            look="quiet"
            onClick={() => setEditing(true)}
            disabledBecause={mayNot(setAutomatic, service.siteId ?? undefined)}
          >
            {t('services.automatic.edit')}
          </Button>
        )
      }
    >
      {automatic === null ? (
        <p className="text-soft">{t('services.automatic.none')}</p>
      ) : (
        <Facts
          facts={[
            { label: t('services.automatic.up'), value: yes(automatic.mayUpgrade) },
            { label: t('services.automatic.down'), value: yes(automatic.mayDowngrade) },
            {
              label: t('services.automatic.ceiling'),
              value: <Money of={{ cents: automatic.ceilingCents, currency: 'KES' }} />,
            },
            { label: t('services.automatic.cooldown'), value: automatic.cooldownPeriods },
            {
              label: t('services.automatic.by'),
              value: <DateTime at={automatic.consentedAt} />,
            },
            ...(automatic.lastChangeAt === null
              ? []
              : [
                  {
                    label: t('services.automatic.last'),
                    value: <DateTime at={automatic.lastChangeAt} />,
                  },
                ]),
          ]}
        />
      )}
      {editing && <EditAutomatic service={service} onClose={() => setEditing(false)} />}
    </Card>
  )
}

const CHANNELS = ['office', 'paper', 'phone', 'portal', 'sms'] as const

function EditAutomatic({ service, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const { automatic } = service
  const form = useContractForm(setAutomatic, {
    defaults: {
      serviceId: service.id,
      mayUpgrade: automatic?.mayUpgrade ?? true,
      mayDowngrade: automatic?.mayDowngrade ?? true,
      ceilingCents: automatic?.ceilingCents ?? '500000',
      cooldownPeriods: automatic?.cooldownPeriods ?? 2,
      consentedBy: 'office',
    },
    refresh: ['services', 'subscribers'],
    onDone: () => {
      toast.good(t('services.automatic.saved'))
      onClose()
    },
  })
  const cooldown = form.field('cooldownPeriods')
  return (
    <Dialog open onClose={onClose} title={t('services.automatic.edit')} shape="side">
      <Form
        form={form}
        submit={t('common.save')}
        permission={setAutomatic}
        evenUnchanged
        onCancel={onClose}
      >
        <SwitchField
          label={t('services.automatic.up')}
          hint={t('services.automatic.upHint')}
          checked={form.values.mayUpgrade}
          onChange={(mayUpgrade) => form.set({ mayUpgrade })}
        />
        <SwitchField
          label={t('services.automatic.down')}
          hint={t('services.automatic.downHint')}
          checked={form.values.mayDowngrade}
          onChange={(mayDowngrade) => form.set({ mayDowngrade })}
        />
        <MoneyField
          label={t('services.automatic.ceiling')}
          error={form.issueAt('ceilingCents')}
          value={{ cents: form.values.ceilingCents, currency: 'KES' }}
          onChange={(value) => form.set({ ceilingCents: value?.cents ?? '' })}
        />
        <NumberField
          label={t('services.automatic.cooldown')}
          hint={t('services.automatic.cooldownHint')}
          {...cooldown}
          onChange={(value) => cooldown.onChange(value ?? Number.NaN)}
        />
        <SelectField
          label={t('services.automatic.by')}
          options={CHANNELS.map((value) => ({
            value,
            label: t(`services.automatic.channels.${value}`),
          }))}
          {...form.field('consentedBy')}
        />
      </Form>
    </Dialog>
  )
}
