import { listTemplates } from '#modules/messaging/contract.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'

/** What a message is about, in words: its template's sentence, or that somebody wrote it. */
export function usePurpose(): (purpose: string) => string {
  const t = useText()
  const language = useLanguage()
  const templates = useCall(listTemplates, {})
  return (purpose) => {
    if (purpose === 'messaging.by-hand') return t('messaging.byHand')
    const found = templates.data?.templates.find(({ name }) => name === purpose)
    return found?.sentence[language] ?? purpose
  }
}
