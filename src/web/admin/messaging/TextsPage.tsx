import { MessageSquareQuote } from 'lucide-react'
import { useState } from 'react'
import { fillText } from '#kernel/message.ts'
import { listTemplates, type Template } from '#modules/messaging/contract.ts'
import { EditText } from '#web/admin/messaging/EditText.tsx'
import { MessagingPage } from '#web/admin/messaging/MessagingPage.tsx'
import { samplesOf } from '#web/admin/messaging/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

/** All that Kasi says by itself, each as it would be read. */
export function TextsPage() {
  const t = useText()
  const templates = useCall(listTemplates, {})
  const [shown, setShown] = useState<string>()
  return (
    <MessagingPage here={paths.messages('texts')}>
      <p className="mb-4 text-soft">{t('messaging.texts.lead')}</p>
      <Loaded of={templates}>
        {({ templates: all }) => {
          const open = all.find(({ name }) => name === shown)
          return (
            <>
              {all.length === 0 && (
                <EmptyState icon={MessageSquareQuote} title={t('messaging.texts.none')}>
                  {t('messaging.texts.noneHint')}
                </EmptyState>
              )}
              <ul className="grid gap-3 lg:grid-cols-2">
                {all.map((template) => (
                  <li key={template.name}>
                    <TextCard template={template} onOpen={() => setShown(template.name)} />
                  </li>
                ))}
              </ul>
              {open && <EditText template={open} onClose={() => setShown(undefined)} />}
            </>
          )
        }}
      </Loaded>
    </MessagingPage>
  )
}

function TextCard({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const t = useText()
  const language = useLanguage()
  const words = template.wordings.find((one) => one.language === language)
  const isOwn = template.wordings.some(({ version }) => version !== null)
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid h-full w-full content-start gap-2 rounded-lg border bg-surface p-4 text-left hover:border-field"
    >
      <span className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{template.sentence[language]}</span>
        <Badge>{t(`messaging.classes.${template.class}`)}</Badge>
        {isOwn && <Badge tone="accent">{t('messaging.texts.own')}</Badge>}
      </span>
      <span className="text-sm text-soft">
        {fillText(words?.text ?? '', samplesOf(template, language))}
      </span>
    </button>
  )
}
