import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'

/** What a site is called; one that is not open any more is only said to be a site. */
export function useSiteName(): (siteId: string | null) => string {
  const t = useText()
  const sites = useSiteOptions()
  return (siteId) =>
    siteId === null
      ? t('vouchers.page.noSite')
      : (sites.find(({ value }) => value === siteId)?.label ?? t('catalog.plan.archivedSite'))
}
