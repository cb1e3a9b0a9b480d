import type { County } from '#kernel/county.ts'
import type { Point } from '#kernel/geo.ts'
import type { ADDRESS_KINDS } from '#modules/subscribers/contract.ts'
import { countyOptions } from '#web/admin/organization/options.ts'
import { addressKindOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { Bound } from '#web/ui/form/use-contract-form.ts'

type Text = Bound<string> & { optional: true }
type Props = {
  kind: Bound<(typeof ADDRESS_KINDS)[number]>
  county: Bound<County>
  town: Text
  line: Text
  landmark: Text
  at: Bound<Point | null>
}

/** What an address is made of, for one that is new and for one that is corrected. */
export function AddressFields({ kind, county, town, line, landmark, at }: Props) {
  const t = useText()
  return (
    <>
      <SelectField
        label={t('subscribers.addresses.kind')}
        options={addressKindOptions(t)}
        {...kind}
      />
      <Combobox label={t('subscribers.county')} options={countyOptions} {...county} />
      <TextField label={t('subscribers.new.town')} {...town} />
      <TextField label={t('subscribers.new.line')} {...line} />
      <TextField label={t('subscribers.new.landmark')} {...landmark} />
      <PointField label={t('subscribers.new.place')} optional {...at} />
    </>
  )
}
