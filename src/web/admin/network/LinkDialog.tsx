import { addLink, changeLink, MEDIA, type Link } from '#modules/network/contract.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { RateField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NEW: InputOf<typeof addLink> = {
  name: '',
  siteId: '',
  towardsSiteId: null,
  provider: '',
  medium: 'radio',
  role: 'primary',
  capacity: { down_bps: 100_000_000, up_bps: 100_000_000 },
  notes: '',
}

/** Adds an uplink, or changes one. */
export function LinkDialog({ link, onClose }: { link: Link | undefined; onClose: () => void }) {
  return link ? <Change link={link} onClose={onClose} /> : <Add onClose={onClose} />
}

function Add({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addLink, {
    defaults: NEW,
    onDone: ({ name }) => {
      toast.good(t('network.links.added', { name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.links.add')} shape="side">
      <Form form={form} submit={t('network.links.add')} permission={addLink} onCancel={onClose}>
        <Fields form={form} />
      </Form>
    </Dialog>
  )
}

function Change({ link, onClose }: { link: Link; onClose: () => void }) {
  const t = useText()
  const { name, siteId, towardsSiteId, provider, medium, role, capacity, notes, version } = link
  const form = useContractForm(changeLink, {
    defaults: {
      ...{ name, siteId, towardsSiteId, provider, medium, role, capacity, notes, version },
      linkId: link.id,
    },
    onDone: (saved) => {
      toast.good(t('network.links.changed', { name: saved.name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.links.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeLink} onCancel={onClose}>
        <Fields form={form} />
      </Form>
    </Dialog>
  )
}

type LinkForm = ReturnType<typeof useContractForm<typeof addLink | typeof changeLink>>

function Fields({ form }: { form: Pick<LinkForm, 'field' | 'values' | 'set' | 'issueAt'> }) {
  const t = useText()
  const { field, values, set } = form
  const sites = useSiteOptions()
  return (
    <>
      <TextField label={t('network.links.name')} autoFocus {...field('name')} />
      <Combobox label={t('network.links.site')} options={sites} {...field('siteId')} />
      <Combobox
        label={t('network.links.towards')}
        options={[{ value: '-', label: t('network.links.toProvider') }, ...sites]}
        value={values.towardsSiteId ?? '-'}
        onChange={(chosen) =>
          set(
            chosen === '-'
              ? { towardsSiteId: null, provider: '' }
              : { towardsSiteId: chosen, provider: null },
          )
        }
        error={form.issueAt('towardsSiteId')}
      />
      {values.towardsSiteId === null && (
        <TextField
          label={t('network.links.provider')}
          value={values.provider ?? ''}
          onChange={(provider) => set({ provider })}
          error={form.issueAt('provider')}
        />
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={t('network.links.medium')}
          options={MEDIA.map((value) => ({ value, label: t(`network.links.mediumOf.${value}`) }))}
          {...field('medium')}
        />
        <SelectField
          label={t('network.links.role')}
          options={(['primary', 'backup'] as const).map((value) => ({
            value,
            label: t(`network.links.roleOf.${value}`),
          }))}
          {...field('role')}
        />
      </div>
      <RateField
        label={t('network.links.capacity')}
        hint={t('network.links.capacityHint')}
        value={values.capacity}
        onChange={(capacity) =>
          set({ capacity: capacity ?? { down_bps: Number.NaN, up_bps: Number.NaN } })
        }
        error={form.issueAt('capacity.down_bps')}
      />
      <TextArea label={t('network.notes')} optional {...field('notes')} />
    </>
  )
}
