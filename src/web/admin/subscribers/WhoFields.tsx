import type { addSubscriber } from '#modules/subscribers/contract.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { kindOptions, languageOptions, paperOptions } from '#web/admin/subscribers/options.ts'
import { tagsIn } from '#web/admin/subscribers/TagDialog.tsx'
import { useText } from '#web/i18n/index.ts'
import { PhoneField, PinField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Segmented } from '#web/ui/Segmented.tsx'
import { useState } from 'react'

export type NewForm = ReturnType<typeof useContractForm<typeof addSubscriber>>

/** Who it is and how to reach them: two boxes are enough, the others are there when somebody asks. */
export function WhoFields({ form }: { form: NewForm }) {
  const t = useText()
  const sites = useSiteOptions()
  const [tags, setTags] = useState('')
  const { kind } = form.values
  return (
    <div className="grid gap-5">
      <Segmented
        label={t('subscribers.kind')}
        value={kind}
        onChange={(next) => form.set({ kind: next })}
        options={kindOptions(t)}
      />
      <TextField label={t('subscribers.name')} autoFocus {...form.field('name')} />
      <PhoneField label={t('subscribers.phone')} {...form.field('contacts.0.value')} />
      <TextField
        label={t('subscribers.email')}
        type="email"
        optional
        {...form.field('contacts.1.value')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        {kind === 'person' ? (
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
          </>
        ) : (
          <TextField
            label={t('subscribers.new.registration')}
            {...form.textOrNull('details.registrationNumber')}
          />
        )}
        <PinField label={t('subscribers.new.pin')} {...form.textOrNull('details.kraPin')} />
        <SelectField
          label={t('subscribers.new.language')}
          options={languageOptions(t)}
          {...form.field('language')}
          value={form.values.language ?? 'en'}
        />
        <SelectField
          label={t('subscribers.site')}
          {...orNone(t('subscribers.anySite'), sites, form.values.siteId, (siteId) =>
            form.set({ siteId }),
          )}
          error={form.issueAt('siteId')}
        />
        <TextField
          label={t('subscribers.tags')}
          hint={t('subscribers.tag.hint')}
          optional
          value={tags}
          error={form.issueAt('tags') ?? form.issueAt('tags.0')}
          onChange={(text) => {
            setTags(text)
            form.set({ tags: tagsIn(text) })
          }}
        />
      </div>
    </div>
  )
}
