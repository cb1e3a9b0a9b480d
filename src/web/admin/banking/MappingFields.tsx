import { MEANINGS, type Mapping } from '#modules/banking/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

/** Which heading of the bank's sheet means what; kept for its next file. */
export function MappingFields({
  headings,
  value,
  onChange,
}: {
  headings: readonly string[]
  value: Mapping
  onChange: (mapping: Mapping) => void
}) {
  const t = useText()
  const options = [
    { value: '', label: t('banking.mapping.none') },
    ...headings.map((heading) => ({ value: heading, label: heading })),
  ]
  return (
    <fieldset className="grid gap-4">
      <Banner tone="info" title={t('banking.mapping.title')}>
        {t('banking.mapping.hint')}
      </Banner>
      {MEANINGS.map((meaning) => (
        <SelectField
          key={meaning}
          label={t(`banking.mapping.${meaning}`)}
          options={options}
          value={value[meaning] ?? ''}
          onChange={(heading) => {
            const { [meaning]: _before, ...others } = value
            onChange(heading === '' ? others : { ...others, [meaning]: heading })
          }}
        />
      ))}
    </fieldset>
  )
}
