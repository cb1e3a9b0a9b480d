import { plainSms, smsSize } from '#kernel/message.ts'
import { useText } from '#web/i18n/index.ts'

/** How many SMS a text makes, and which letters are to blame. */
export function SmsSize({ text }: { text: string }) {
  const t = useText()
  const { parts, left, odd } = smsSize(plainSms(text))
  return (
    <p className="text-sm text-soft" aria-live="polite">
      {parts === 1 ? t('messaging.size.one', { left }) : t('messaging.size.many', { parts, left })}
      {odd.length > 0 && (
        <span className="block text-warn-text">
          {t('messaging.size.odd', { letters: odd.slice(0, 8).join(' ') })}
        </span>
      )}
    </p>
  )
}
