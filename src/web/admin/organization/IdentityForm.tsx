import { changeIdentity, type Organization } from '#modules/organization/contract.ts'
import { identityOf, withoutEmptyGroups } from '#web/admin/organization/identity-values.ts'
import { countyOptions } from '#web/admin/organization/options.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { PhoneField, PinField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { stored: Organization; onSaved?: () => void }

/** The whole identity of the ISP; also the first step of the set-up. */
export function IdentityForm({ stored, onSaved }: Props) {
  const t = useText()
  const form = useContractForm(changeIdentity, {
    defaults: identityOf(stored),
    prepare: withoutEmptyGroups,
    onDone: () => {
      toast.good(t('organization.saved'))
      onSaved?.()
    },
  })
  const { textOrNull } = form
  return (
    <Form
      form={form}
      submit={t('organization.save')}
      permission="organization.change"
      className="gap-6"
    >
      <StaleBanner form={form} />
      <Card title={t('organization.who.title')} hint={t('organization.who.hint')}>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={t('organization.who.tradingName')}
            hint={t('organization.who.tradingNameHint')}
            autoComplete="organization"
            {...form.field('tradingName')}
          />
          <TextField
            label={t('organization.who.legalName')}
            hint={t('organization.who.legalNameHint')}
            {...form.field('legalName')}
          />
          <PinField label={t('organization.who.kraPin')} {...textOrNull('kraPin')} />
          <div className="self-center">
            <SwitchField
              label={t('organization.who.vatRegistered')}
              hint={t('organization.who.vatHint')}
              checked={form.values.vatRegistered}
              onChange={form.field('vatRegistered').onChange}
            />
          </div>
        </div>
      </Card>
      <Card title={t('organization.contacts.title')} hint={t('organization.contacts.hint')}>
        <div className="grid gap-5 sm:grid-cols-3">
          <PhoneField label={t('organization.contacts.phone')} {...textOrNull('supportPhone')} />
          <TextField
            label={t('organization.contacts.email')}
            type="email"
            {...textOrNull('supportEmail')}
          />
          <TextField
            label={t('organization.contacts.website')}
            type="url"
            placeholder="https://"
            {...textOrNull('website')}
          />
        </div>
        <h3 className="mt-6 mb-3 font-semibold">{t('organization.contacts.physical')}</h3>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={t('organization.contacts.line1')}
            {...textOrNull('physicalAddress.line1')}
          />
          <TextField
            label={t('organization.contacts.line2')}
            {...textOrNull('physicalAddress.line2')}
          />
          <TextField
            label={t('organization.contacts.town')}
            {...textOrNull('physicalAddress.town')}
          />
          <Combobox
            label={t('organization.contacts.county')}
            options={countyOptions}
            {...textOrNull('physicalAddress.county')}
          />
        </div>
        <h3 className="mt-6 mb-3 font-semibold">{t('organization.contacts.postal')}</h3>
        <div className="grid gap-5 sm:grid-cols-3">
          <TextField label={t('organization.contacts.box')} {...textOrNull('postalAddress.box')} />
          <TextField
            label={t('organization.contacts.postalCode')}
            inputMode="numeric"
            {...textOrNull('postalAddress.postalCode')}
          />
          <TextField
            label={t('organization.contacts.town')}
            {...textOrNull('postalAddress.town')}
          />
        </div>
      </Card>
      <Card title={t('organization.licences.title')} hint={t('organization.licences.hint')}>
        <div className="grid gap-5 sm:grid-cols-3">
          <TextField
            label={t('organization.licences.caLicence')}
            {...textOrNull('caLicenceNumber')}
          />
          <TextField
            label={t('organization.licences.odpcNumber')}
            {...textOrNull('odpcRegistration.number')}
          />
          <DateField
            label={t('organization.licences.odpcExpires')}
            {...textOrNull('odpcRegistration.expiresOn')}
          />
        </div>
        <h3 className="mt-6 font-semibold">{t('organization.licences.officer')}</h3>
        <p className="mb-3 text-sm text-soft">{t('organization.licences.officerHint')}</p>
        <div className="grid gap-5 sm:grid-cols-3">
          <TextField
            label={t('organization.contacts.name')}
            {...textOrNull('dataProtectionOfficer.name')}
          />
          <PhoneField
            label={t('organization.contacts.personPhone')}
            {...textOrNull('dataProtectionOfficer.phone')}
          />
          <TextField
            label={t('organization.contacts.personEmail')}
            type="email"
            {...textOrNull('dataProtectionOfficer.email')}
          />
        </div>
      </Card>
    </Form>
  )
}
