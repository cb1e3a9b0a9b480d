import type { openSite } from '#modules/organization/contract.ts'
import { countyOptions, kindOptions } from '#web/admin/organization/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { useContractForm } from '#web/ui/form/use-contract-form.ts'

type SiteForm = ReturnType<typeof useContractForm<typeof openSite>>

/** The fields of a site, for adding one and for changing one. */
export function SiteFields({ field, textOrNull }: Pick<SiteForm, 'field' | 'textOrNull'>) {
  const t = useText()
  return (
    <>
      <TextField label={t('organization.sites.name')} autoFocus {...field('name')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={t('organization.sites.code')}
          hint={t('organization.sites.codeHint')}
          autoCapitalize="characters"
          spellCheck={false}
          {...field('code')}
        />
        <SelectField
          label={t('organization.sites.kind')}
          options={kindOptions(t)}
          {...field('kind')}
        />
        <Combobox
          label={t('organization.sites.county')}
          options={countyOptions}
          {...field('county')}
        />
        <TextField label={t('organization.sites.town')} {...textOrNull('town')} />
      </div>
      <TextField label={t('organization.sites.address')} {...textOrNull('address')} />
      <PointField label={t('organization.sites.place')} optional {...field('at')} />
      <fieldset className="grid gap-4">
        <legend className="font-semibold">{t('organization.sites.contact')}</legend>
        <p className="-mt-3 text-sm text-soft">{t('organization.sites.contactHint')}</p>
        <TextField label={t('organization.contacts.name')} {...textOrNull('contact.name')} />
        <div className="grid gap-5 sm:grid-cols-2">
          <PhoneField
            label={t('organization.contacts.personPhone')}
            {...textOrNull('contact.phone')}
          />
          <TextField
            label={t('organization.contacts.personEmail')}
            type="email"
            {...textOrNull('contact.email')}
          />
        </div>
      </fieldset>
      <TextArea
        label={t('organization.sites.notes')}
        hint={t('organization.sites.notesHint')}
        optional
        {...field('notes')}
      />
    </>
  )
}
