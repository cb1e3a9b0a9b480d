import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { Step, Steps } from '#web/admin/subscribers/ContractSteps.tsx'
import type { TermsProps } from '#web/admin/subscribers/ContractTermsFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { SwitchField } from '#web/ui/form/Check.tsx'

const USUAL = {
  availability_bp: 9950,
  bands: [
    { below_bp: 9950, credit_bp: 1000 },
    { below_bp: 9900, credit_bp: 2500 },
  ],
  creditCap_bp: 5000,
}

/** Which availability is promised, and what is given back below each band. */
export function ServiceLevelFields({ terms, issueAt, onChange }: TermsProps) {
  const t = useText()
  const { serviceLevel } = terms
  const put = (some: Partial<typeof USUAL>) =>
    onChange({ ...terms, serviceLevel: { ...(serviceLevel ?? USUAL), ...some } })
  const bands = serviceLevel?.bands ?? []
  return (
    <>
      <SwitchField
        label={t('subscribers.contracts.level')}
        hint={t('subscribers.contracts.levelHint')}
        checked={serviceLevel !== null}
        onChange={(on) => onChange({ ...terms, serviceLevel: on ? USUAL : null })}
      />
      {serviceLevel && (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            <PercentField
              label={t('subscribers.contracts.availability')}
              error={issueAt('serviceLevel.availability_bp')}
              value={serviceLevel.availability_bp}
              onChange={(availability_bp) => put({ availability_bp })}
            />
            <PercentField
              label={t('subscribers.contracts.creditCap')}
              error={issueAt('serviceLevel.creditCap_bp')}
              value={serviceLevel.creditCap_bp}
              onChange={(creditCap_bp) => put({ creditCap_bp })}
            />
          </div>
          <Steps
            title={t('subscribers.contracts.bands')}
            hint={t('subscribers.contracts.bandsHint')}
            error={issueAt('serviceLevel')}
            add={t('subscribers.contracts.addStep')}
            onAdd={() =>
              put({
                bands: [
                  ...bands,
                  { below_bp: (bands.at(-1)?.below_bp ?? 10_000) - 50, credit_bp: 5000 },
                ],
              })
            }
          >
            {bands.map((band, place) => (
              <Step key={place} onRemove={() => put({ bands: bands.toSpliced(place, 1) })}>
                <PercentField
                  label={t('subscribers.contracts.below')}
                  error={issueAt(`serviceLevel.bands.${place}.below_bp`)}
                  value={band.below_bp}
                  onChange={(below_bp) => put({ bands: bands.with(place, { ...band, below_bp }) })}
                />
                <PercentField
                  label={t('subscribers.contracts.credit')}
                  error={issueAt(`serviceLevel.bands.${place}.credit_bp`)}
                  value={band.credit_bp}
                  onChange={(credit_bp) =>
                    put({ bands: bands.with(place, { ...band, credit_bp }) })
                  }
                />
              </Step>
            ))}
          </Steps>
        </>
      )}
    </>
  )
}
