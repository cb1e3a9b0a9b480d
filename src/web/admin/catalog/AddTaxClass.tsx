import { addTaxClass, VAT_TREATMENTS, type TaxDesk } from '#modules/catalog/contract.ts'
import { renamed, said } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** A kind of thing that bears taxes of its own. Which it bears is chosen once: old prices are explained by it. */
export function AddTaxClass({ desk, onClose }: { desk: TaxDesk; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const form = useContractForm(addTaxClass, {
    defaults: { id: '', name: { en: '', sw: '' }, note: '', taxes: ['vat'], vat: 'standard' },
    onDone: onClose,
  })
  const { values, set, field } = form
  // What an agent keeps back is no part of a price.
  const borne = desk.taxes.filter(({ kind }) => kind !== 'withholding')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('catalog.tax.addClass')}
      hint={t('catalog.tax.addClassHint')}
    >
      <Form
        form={form}
        submit={t('catalog.tax.addClass')}
        permission={addTaxClass}
        onCancel={onClose}
      >
        <TextField
          label={t('catalog.price.nameEn')}
          autoFocus
          {...field('name.en')}
          onChange={(en) => set(renamed(values, en))}
        />
        <TextField label={t('catalog.price.nameSw')} optional {...field('name.sw')} />
        <TextField label={t('catalog.code')} spellCheck={false} {...field('id')} />
        <MultiSelect
          label={t('catalog.tax.bears')}
          hint={t('catalog.tax.bearsHint')}
          optional
          options={borne.map(({ id, name }) => ({ value: id, label: said(name, language) }))}
          value={values.taxes}
          error={form.issueAt('taxes')}
          onChange={(taxes) => set({ taxes })}
        />
        <SelectField
          label={t('catalog.tax.vatTreatment')}
          options={VAT_TREATMENTS.map((value) => ({ value, label: t(`catalog.vat.${value}`) }))}
          {...field('vat')}
        />
        <TextField
          label={t('catalog.tax.note')}
          hint={t('catalog.tax.classNoteHint')}
          optional
          {...field('note')}
        />
      </Form>
    </Dialog>
  )
}
