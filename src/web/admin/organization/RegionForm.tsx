import { changeRegion, type Organization } from '#modules/organization/contract.ts'
import { weekStartOptions, zoneOptions } from '#web/admin/organization/options.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const zones = zoneOptions()

type Props = { stored: Organization; onSaved?: () => void }

export function RegionForm({ stored, onSaved }: Props) {
  const t = useText()
  const { timeZone, weekStart, language, version } = stored
  const form = useContractForm(changeRegion, {
    defaults: { timeZone, weekStart, language, version },
    onDone: () => {
      toast.good(t('organization.saved'))
      onSaved?.()
    },
  })
  return (
    <Card title={t('organization.regionCard.title')} hint={t('organization.regionCard.hint')}>
      <Form
        form={form}
        submit={t('organization.save')}
        permission="organization.change"
        // In the set-up the defaults are usually right: saying so is the step.
        evenUnchanged={onSaved !== undefined}
      >
        <StaleBanner form={form} />
        <div className="grid gap-5 sm:grid-cols-2">
          <Combobox
            label={t('organization.regionCard.timeZone')}
            options={zones}
            {...form.field('timeZone')}
          />
          <SelectField
            label={t('organization.regionCard.weekStart')}
            options={weekStartOptions(t)}
            {...form.field('weekStart')}
          />
          <SelectField
            label={t('organization.regionCard.language')}
            hint={t('organization.regionCard.languageHint')}
            options={[
              { value: 'en', label: 'English' },
              { value: 'sw', label: 'Kiswahili' },
            ]}
            {...form.field('language')}
          />
          <TextField
            label={t('organization.regionCard.currency')}
            hint={t('organization.regionCard.currencyHint')}
            value={stored.currency}
            onChange={() => {}}
            readOnly
          />
        </div>
      </Form>
    </Card>
  )
}
