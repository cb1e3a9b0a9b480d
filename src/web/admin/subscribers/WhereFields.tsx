import { countyOptions } from '#web/admin/organization/options.ts'
import type { NewForm } from '#web/admin/subscribers/WhoFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

/** Where the service will be, as a technician finds it. */
export function WhereFields({ form }: { form: NewForm }) {
  const t = useText()
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Combobox
          label={t('subscribers.county')}
          options={countyOptions}
          {...form.field('addresses.0.county')}
        />
        <TextField label={t('subscribers.new.town')} {...form.textOrNull('addresses.0.town')} />
      </div>
      <TextField label={t('subscribers.new.line')} {...form.textOrNull('addresses.0.line')} />
      <TextField
        label={t('subscribers.new.landmark')}
        placeholder={t('subscribers.new.landmarkHint')}
        {...form.textOrNull('addresses.0.landmark')}
      />
      <PointField label={t('subscribers.new.place')} optional {...form.field('addresses.0.at')} />
    </div>
  )
}
