import type { ContractTerms, EarlyTermination } from '#modules/subscribers/contract.ts'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { BulkFields, RampFields } from '#web/admin/subscribers/ContractSteps.tsx'
import { ServiceLevelFields } from '#web/admin/subscribers/ServiceLevelFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { MoneyField, NumberField, RateField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

const FEES: Record<EarlyTermination['kind'], EarlyTermination> = {
  none: { kind: 'none' },
  fixed: { kind: 'fixed', cents: '0' },
  months: { kind: 'months', months: 1 },
  'share-of-rest': { kind: 'share-of-rest', share_bp: 5000 },
}
const FEE_KINDS = ['none', 'fixed', 'months', 'share-of-rest'] as const

export type TermsProps = {
  terms: ContractTerms
  issueAt: (path: string) => string | undefined
  onChange: (terms: ContractTerms) => void
}

/** Everything that a contract may say beyond its days: its end, its prices, its line, its promise. */
export function ContractTermsFields({ terms, issueAt, onChange }: TermsProps) {
  const t = useText()
  const put = (some: Partial<ContractTerms>) => onChange({ ...terms, ...some })
  const { dedicated } = terms
  return (
    <>
      <NumberField
        label={t('subscribers.contracts.notice')}
        error={issueAt('noticeDays')}
        value={terms.noticeDays}
        onChange={(value) => put({ noticeDays: value ?? Number.NaN })}
      />
      <SelectField
        label={t('subscribers.contracts.renews')}
        options={(['month-by-month', 'same-term', 'ends'] as const).map((value) => ({
          value,
          label: t(`subscribers.contracts.renewal.${value}`),
        }))}
        value={terms.renews}
        onChange={(renews) => put({ renews })}
      />
      <EarlyFields terms={terms} issueAt={issueAt} onChange={onChange} />
      <RampFields terms={terms} issueAt={issueAt} onChange={onChange} />
      <BulkFields terms={terms} issueAt={issueAt} onChange={onChange} />
      <SwitchField
        label={t('subscribers.contracts.dedicated')}
        hint={t('subscribers.contracts.dedicatedHint')}
        checked={dedicated !== null}
        onChange={(on) =>
          put({ dedicated: on ? { downBps: 100_000_000, upBps: 100_000_000 } : null })
        }
      />
      {dedicated && (
        <RateField
          label={t('subscribers.contracts.rate')}
          error={issueAt('dedicated')}
          value={{ down_bps: dedicated.downBps, up_bps: dedicated.upBps }}
          onChange={(rate) =>
            put({
              dedicated: {
                downBps: rate?.down_bps ?? Number.NaN,
                upBps: rate?.up_bps ?? Number.NaN,
              },
            })
          }
        />
      )}
      <ServiceLevelFields terms={terms} issueAt={issueAt} onChange={onChange} />
    </>
  )
}

function EarlyFields({ terms, issueAt, onChange }: TermsProps) {
  const t = useText()
  const fee = terms.earlyTermination
  const setFee = (earlyTermination: EarlyTermination) => onChange({ ...terms, earlyTermination })
  return (
    <>
      <SelectField
        label={t('subscribers.contracts.early')}
        options={FEE_KINDS.map((value) => ({
          value,
          label: t(`subscribers.contracts.fees.${value}`),
        }))}
        value={fee.kind}
        onChange={(kind) => setFee(FEES[kind])}
      />
      {fee.kind === 'fixed' && (
        <MoneyField
          label={t('subscribers.contracts.feeAmount')}
          error={issueAt('earlyTermination.cents')}
          value={{ cents: fee.cents, currency: 'KES' }}
          onChange={(value) => setFee({ kind: 'fixed', cents: value?.cents ?? '' })}
        />
      )}
      {fee.kind === 'months' && (
        <NumberField
          label={t('subscribers.contracts.feeMonths')}
          error={issueAt('earlyTermination.months')}
          value={fee.months}
          onChange={(value) => setFee({ kind: 'months', months: value ?? Number.NaN })}
        />
      )}
      {fee.kind === 'share-of-rest' && (
        <PercentField
          label={t('subscribers.contracts.feeShare')}
          error={issueAt('earlyTermination.share_bp')}
          value={fee.share_bp}
          onChange={(share_bp) => setFee({ kind: 'share-of-rest', share_bp })}
        />
      )}
    </>
  )
}
