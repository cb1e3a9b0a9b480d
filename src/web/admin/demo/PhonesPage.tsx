import { Mail, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { parsePhone } from '#kernel/phone.ts'
import { listLetters, listTexts } from '#sim/mailbox/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Phone, RelativeTime } from '#web/ui/values.tsx'

const EVERY_ms = 3000
const SHOWN_MAX = 50

/** What came to the phones and mailboxes of the demo, the latest first, while one looks. */
export function PhonesPage() {
  const t = useText()
  const [to, setTo] = useState('')
  const phone = parsePhone(to)
  const email = to.includes('@') ? to.trim() : undefined
  const texts = useCall(
    listTexts,
    { ...(phone !== undefined && { to: phone }) },
    { refetchInterval: EVERY_ms },
  )
  const letters = useCall(listLetters, {}, { refetchInterval: EVERY_ms })
  return (
    <Page title={t('demo.phones')} lead={t('demo.phonesLead')} width="wide">
      <div className="mb-6 flex max-w-2xl flex-wrap items-end gap-4">
        <TextField label={t('demo.to')} value={to} onChange={setTo} />
        {texts.data?.lab && (
          <a href={texts.data.lab} target="_blank" rel="noreferrer" className="pb-2 underline">
            {t('demo.lab')}
          </a>
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title={t('demo.texts')}>
          <Loaded of={texts}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState icon={Smartphone} title={t('demo.noTexts')} />
              ) : (
                <ul className="grid gap-3">
                  {items.slice(0, SHOWN_MAX).map((text) => (
                    <li key={`${text.id} ${text.at}`} className="rounded-2xl border bg-sunken p-3">
                      <p className="mb-1 flex flex-wrap gap-x-3 text-sm text-soft">
                        <Phone of={text.to} />
                        <span>{t('demo.from', { from: text.from })}</span>
                        <RelativeTime at={text.at} />
                      </p>
                      <p className="break-words whitespace-pre-wrap">{text.text}</p>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </Card>
        <Card title={t('demo.letters')}>
          <Loaded of={letters}>
            {({ items }) => {
              const shown = items.filter((letter) => !email || letter.to.startsWith(email))
              if (shown.length === 0) return <EmptyState icon={Mail} title={t('demo.noLetters')} />
              return (
                <ul className="grid gap-3">
                  {shown.slice(0, SHOWN_MAX).map((letter) => (
                    <li key={letter.id} className="rounded-lg border p-3">
                      <p className="text-sm text-soft">{letter.to}</p>
                      <p className="font-medium">{letter.subject}</p>
                      <p className="text-sm break-words whitespace-pre-wrap">{letter.text}</p>
                    </li>
                  ))}
                </ul>
              )
            }}
          </Loaded>
        </Card>
      </div>
    </Page>
  )
}
