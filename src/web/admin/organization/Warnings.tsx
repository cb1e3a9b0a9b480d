import type { Organization } from '#modules/organization/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'

/** What the law will ask for soon and is not there yet. */
export function Warnings({ of }: { of: Organization['warnings'] }) {
  const t = useText()
  if (of.length === 0) return null
  return (
    <Banner tone="info" title={t('organization.warning.title')}>
      <ul className="mt-1 list-disc pl-4.5">
        {of.map((warning) => (
          <li key={warning}>{t(`organization.warning.${warning}`)}</li>
        ))}
      </ul>
    </Banner>
  )
}
