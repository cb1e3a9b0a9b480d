import { changeProfile, type Subscriber } from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { genderOptions, languageOptions, paperOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { PinField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

export function ChangeProfile({ subscriber, onClose }: Props) {
  const t = useText()
  const sites = useSiteOptions()
  const { name, language, siteId, details } = subscriber
  const form = useContractForm(changeProfile, {
    defaults: {
      ...{ subscriberId: subscriber.id, version: subscriber.version, name, language, siteId },
      details: { ...details, paper: details.paper ?? { kind: 'national-id', number: '' } },
    },
    prepare: (values) => ({
      ...values,
      details: {
        ...values.details,
        paper: values.details.paper?.number ? values.details.paper : null,
        representative: values.details.representative?.name ? values.details.representative : null,
      },
    }),
    onDone: (saved) => {
      toast.good(t('subscribers.profile.changed', { name: saved.name }))
      onClose()
    },
  })
  const born = form.field('details.bornOn')
  const gender = form.field('details.gender')
  return (
    <Dialog open onClose={onClose} title={t('subscribers.profile.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeProfile} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField label={t('subscribers.name')} autoFocus {...form.field('name')} />
        {subscriber.kind === 'person' ? (
          <>
            <SelectField
              label={t('subscribers.new.paperKind')}
              options={paperOptions(t)}
              {...form.field('details.paper.kind')}
            />
            <TextField
              label={t('subscribers.new.paper')}
              optional
              {...form.field('details.paper.number')}
            />
            <DateField
              label={t('subscribers.profile.bornOn')}
              optional
              {...born}
              value={born.value ?? ''}
              onChange={(day) => born.onChange(day === '' ? null : day)}
            />
            <SelectField
              label={t('subscribers.profile.gender')}
              optional
              options={genderOptions(t)}
              {...gender}
              value={gender.value ?? ''}
            />
          </>
        ) : (
          <>
            <TextField
              label={t('subscribers.new.registration')}
              {...form.textOrNull('details.registrationNumber')}
            />
            <TextField
              label={t('subscribers.profile.representative')}
              optional
              value={form.values.details.representative?.name ?? ''}
              error={form.issueAt('details.representative.name')}
              onChange={(representative) =>
                form.set({
                  details: {
                    ...form.values.details,
                    representative:
                      representative === '' ? null : { name: representative, paper: null },
                  },
                })
              }
            />
          </>
        )}
        <PinField label={t('subscribers.new.pin')} {...form.textOrNull('details.kraPin')} />
        <SelectField
          label={t('subscribers.new.language')}
          options={languageOptions(t)}
          {...form.field('language')}
        />
        <SelectField
          label={t('subscribers.site')}
          {...orNone(t('subscribers.anySite'), sites, form.values.siteId, (chosen) =>
            form.set({ siteId: chosen }),
          )}
        />
      </Form>
    </Dialog>
  )
}
