import { useText } from '#web/i18n/index.ts'
export function StylePage() {
  const t = useText()
  return <h1>{t('style.title')}</h1>
}
