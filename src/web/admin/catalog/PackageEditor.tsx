import type { z } from 'zod'
import {
  addPackage,
  changePackage,
  listProducts,
  packageContent,
  TAX_MODES,
  type OfferedPackage,
} from '#modules/catalog/contract.ts'
import { NameFields } from '#web/admin/catalog/NameFields.tsx'
import { useProfiles, useServiceTypes, useTaxClasses } from '#web/admin/catalog/choices.ts'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { plainCharge } from '#web/admin/catalog/terms-values.ts'
import { codeOf, said } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Content = z.input<typeof packageContent>
type Fields = {
  content: Content
  issueAt: (path: string) => string | undefined
  onChange: (content: Content) => void
}
const kes = (cents: string) => ({ cents, currency: 'KES' as const })

const usual: Content = {
  ...{ name: { en: '', sw: '' }, description: { en: '', sw: '' }, serviceTypeId: 'fibre' },
  ...{ audience: 'everybody', payment: 'prepaid', taxClassId: 'internet', taxMode: 'inclusive' },
  validity: { unit: 'month', count: 1, mode: 'elapsed', anchor: null },
  base: kes('100000'),
  speed: { min: 5, max: 100, step: 5, up: 5000, charge: plainCharge('5000') },
  data: {
    ...{ unlimited: kes('50000'), fairUse: null },
    volume: { min: 50, max: 1000, step: 50, charge: plainCharge('300') },
  },
  devices: { included: 4, max: 20, each: kes('5000') },
  extras: [],
}

export function AddPackage({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addPackage, {
    defaults: { code: '', content: usual },
    onDone: (made) => {
      toast.good(t('catalog.saved', { name: made.content.name.en }))
      onClose()
    },
  })
  const { values, set } = form
  return (
    <Dialog open onClose={onClose} title={t('catalog.package.add')} shape="side">
      <Form
        form={form}
        submit={t('catalog.package.add')}
        permission={addPackage}
        onCancel={onClose}
      >
        <PackageFields
          content={values.content}
          issueAt={form.issueAt as Fields['issueAt']}
          onChange={(content) => {
            const follows = values.code === codeOf(values.content.name.en)
            set(follows ? { content, code: codeOf(content.name.en) } : { content })
          }}
        />
        <TextField label={t('catalog.code')} spellCheck={false} {...form.field('code')} />
      </Form>
    </Dialog>
  )
}

export function ChangePackage({ of, onClose }: { of: OfferedPackage; onClose: () => void }) {
  const t = useText()
  const { id: packageId, version, state } = of
  const form = useContractForm(changePackage, {
    defaults: { packageId, version, state, content: packageContent.encode(of.content) },
    onDone: (changed) => {
      toast.good(t('catalog.saved', { name: changed.content.name.en }))
      onClose()
    },
  })
  const { values, set } = form
  return (
    <Dialog
      open
      onClose={onClose}
      title={of.content.name.en}
      hint={t('catalog.package.keepHint')}
      shape="side"
    >
      <Form form={form} submit={t('common.save')} permission={changePackage} onCancel={onClose}>
        <StaleBanner form={form} />
        <PackageFields
          content={values.content}
          issueAt={form.issueAt as Fields['issueAt']}
          onChange={(content) => set({ content })}
        />
        <CheckField
          label={t('catalog.states.archived')}
          checked={values.state === 'archived'}
          onChange={(on) => set({ state: on ? 'archived' : 'open' })}
        />
      </Form>
    </Dialog>
  )
}

function PackageFields({ content, issueAt, onChange }: Fields) {
  const t = useText()
  const language = useLanguage()
  const types = useServiceTypes()
  const classes = useTaxClasses()
  const products = useCall(listProducts, { kind: ['add-on'], limit: 200 })
  const put = (next: Partial<Content>) => onChange({ ...content, ...next })
  const { name } = content
  const wrong = (path: string) => issueAt(`content.${path}`)
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields name={name} onChange={(next) => put({ name: next })} wrongAt={wrong} />
        <SelectField
          label={t('catalog.plan.serviceType')}
          options={types}
          value={content.serviceTypeId}
          error={wrong('serviceTypeId')}
          onChange={(serviceTypeId) => put({ serviceTypeId })}
        />
        <SelectField
          label={t('catalog.price.taxClass')}
          options={classes}
          value={content.taxClassId}
          error={wrong('taxClassId')}
          onChange={(taxClassId) => put({ taxClassId })}
        />
        <SelectField
          label={t('catalog.price.taxMode')}
          options={TAX_MODES.map((value) => ({ value, label: t(`catalog.taxMode.${value}`) }))}
          value={content.taxMode}
          onChange={(taxMode) => put({ taxMode })}
        />
        <MoneyField
          label={t('catalog.package.base')}
          value={content.base}
          error={wrong('base')}
          onChange={(base) => put({ base: base ?? kes('') })}
        />
      </div>
      <BoundFields content={content} issueAt={issueAt} onChange={onChange} />
      <MultiSelect
        label={t('catalog.package.extras')}
        optional
        options={(products.data?.items ?? []).map(({ id, latest }) => ({
          ...{ value: id, label: said(latest.content.name, language) },
        }))}
        value={content.extras}
        onChange={(extras) => put({ extras })}
      />
    </>
  )
}

/** From where to where each slider goes, and what its parts cost. */
function BoundFields({ content, issueAt, onChange }: Fields) {
  const t = useText()
  const put = (next: Partial<Content>) => onChange({ ...content, ...next })
  const { speed, devices } = content
  const wrong = (path: string) => issueAt(`content.${path}`)
  const [most, least, step] = [
    t('catalog.package.most'),
    t('catalog.package.least'),
    t('catalog.package.step'),
  ]
  return (
    <>
      <fieldset className="grid gap-4 border-t pt-4 sm:grid-cols-3">
        <legend className="sr-only">{t('catalog.speed')}</legend>
        {number(`Mbps · ${least}`, speed.min, wrong('speed.min'), (min) =>
          put({ speed: { ...speed, min } }),
        )}
        {number(most, speed.max, wrong('speed.max'), (max) => put({ speed: { ...speed, max } }))}
        {number(step, speed.step, wrong('speed.step'), (next) =>
          put({ speed: { ...speed, step: next } }),
        )}
        {speed.charge.model === 'flat' && (
          <MoneyField
            label={t('catalog.package.perMbps')}
            value={speed.charge.price.amount}
            error={wrong('speed.charge.price.amount')}
            onChange={(amount) =>
              put({ speed: { ...speed, charge: plainCharge(amount?.cents ?? '') } })
            }
          />
        )}
      </fieldset>
      <DataBounds content={content} issueAt={issueAt} onChange={onChange} />
      <fieldset className="grid gap-4 border-t pt-4 sm:grid-cols-3">
        <legend className="sr-only">{t('catalog.plan.devices')}</legend>
        {number(
          t('catalog.price.included'),
          devices.included,
          wrong('devices.included'),
          (included) => put({ devices: { ...devices, included } }),
        )}
        {number(most, devices.max, wrong('devices.max'), (max) =>
          put({ devices: { ...devices, max } }),
        )}
        <MoneyField
          label={t('catalog.package.perDevice')}
          value={devices.each}
          error={wrong('devices.each')}
          onChange={(each) => put({ devices: { ...devices, each: each ?? kes('') } })}
        />
      </fieldset>
    </>
  )
}

function DataBounds({ content, issueAt, onChange }: Fields) {
  const t = useText()
  const policies = useProfiles('fair-use')
  const put = (next: Partial<Content>) => onChange({ ...content, ...next })
  const { data } = content
  const wrong = (path: string) => issueAt(`content.${path}`)
  return (
    <fieldset className="grid gap-4 border-t pt-4 sm:grid-cols-3">
      <legend className="sr-only">{t('catalog.meter.data')}</legend>
      <MoneyField
        label={t('catalog.package.unlimitedPrice')}
        optional
        value={data.unlimited}
        error={wrong('data.unlimited')}
        onChange={(unlimited) => put({ data: { ...data, unlimited } })}
      />
      <SelectField
        label={t('catalog.plan.fairUse')}
        options={[{ value: 'none', label: t('catalog.plan.noProfile') }, ...policies]}
        value={data.fairUse ?? 'none'}
        onChange={(id) => put({ data: { ...data, fairUse: id === 'none' ? null : id } })}
      />
      <CheckField
        label={t('catalog.package.volume')}
        checked={data.volume !== null}
        onChange={(on) => put({ data: { ...data, volume: on ? usual.data.volume : null } })}
      />
      {data.volume && (
        <>
          {number(
            `GB · ${t('catalog.package.least')}`,
            data.volume.min,
            wrong('data.volume.min'),
            (min) => put({ data: { ...data, volume: data.volume && { ...data.volume, min } } }),
          )}
          {number(t('catalog.package.most'), data.volume.max, wrong('data.volume.max'), (max) =>
            put({ data: { ...data, volume: data.volume && { ...data.volume, max } } }),
          )}
          {data.volume.charge.model === 'flat' && (
            <MoneyField
              label={t('catalog.package.perGb')}
              value={data.volume.charge.price.amount}
              error={wrong('data.volume.charge.price.amount')}
              onChange={(amount) =>
                put({
                  data: {
                    ...data,
                    volume: data.volume && {
                      ...{ ...data.volume, charge: plainCharge(amount?.cents ?? '') },
                    },
                  },
                })
              }
            />
          )}
        </>
      )}
    </fieldset>
  )
}

function number(
  label: string,
  value: number,
  error: string | undefined,
  to: (value: number) => void,
) {
  return (
    <NumberField
      label={label}
      value={value}
      error={error}
      onChange={(next) => to(next ?? Number.NaN)}
    />
  )
}
