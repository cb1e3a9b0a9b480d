import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { fillText, placeholdersIn, plainSms } from '#kernel/message.ts'
import {
  changeWording,
  resetWording,
  type Language,
  type Template,
  type Wording,
} from '#modules/messaging/contract.ts'
import { PhoneBubble } from '#web/admin/messaging/PhoneBubble.tsx'
import { SmsSize } from '#web/admin/messaging/SmsSize.tsx'
import { samplesOf } from '#web/admin/messaging/words.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'
import { toast } from '#web/ui/toast.ts'

/** The words of one occasion, in both languages, as they are typed and as they arrive. */
export function EditText({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useText()
  const mine = useLanguage()
  const [language, setLanguage] = useState<Language>(mine)
  const wording = template.wordings.find((one) => one.language === language)
  return (
    <Dialog open onClose={onClose} title={template.sentence[mine]} shape="side">
      <div className="grid gap-5">
        <Segmented
          label={t('messaging.texts.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'en', label: t('messaging.texts.english') },
            { value: 'sw', label: t('messaging.texts.swahili') },
          ]}
        />
        {wording && (
          <Words
            // A draft belongs to one language, and to what was there when it began.
            key={`${language} ${wording.version}`}
            template={template}
            wording={wording}
          />
        )}
      </div>
    </Dialog>
  )
}

function Words({ template, wording }: { template: Template; wording: Wording }) {
  const t = useText()
  const mayNot = useMayNot()
  const { language, version } = wording
  const form = useContractForm(changeWording, {
    defaults: {
      ...{ template: template.name, language, version },
      ...{ text: wording.text, subject: wording.subject },
    },
    onDone: () => {
      toast.good(t('messaging.texts.saved'))
    },
  })
  const reset = useMutate(resetWording)
  const { text, subject } = form.values
  const known = new Set(template.placeholders.map(({ name }) => name))
  const unknown = [...placeholdersIn(text), ...placeholdersIn(subject)].filter(
    (name) => !known.has(name),
  )
  const samples = samplesOf(template, language)
  return (
    <>
      <Form form={form} submit={t('messaging.texts.save')} permission={changeWording}>
        <TextArea label={t('messaging.write.text')} rows={5} {...form.field('text')} />
        <SmsSize text={fillText(text, samples)} />
        {unknown.length > 0 && (
          <p className="text-sm text-bad-text">
            {t('messaging.texts.unknown', {
              names: unknown.map((name) => `{${name}}`).join(', '),
            })}
          </p>
        )}
        <div className="grid gap-2">
          <p className="text-sm text-soft">
            {t('messaging.texts.fillable')}. {t('messaging.texts.fillableHint')}
          </p>
          <div className="flex flex-wrap gap-2">
            {template.placeholders.map(({ name }) => (
              <Button
                key={name}
                size="sm"
                onClick={() => form.field('text').onChange(`${text} {${name}}`)}
              >
                {`{${name}}`}
              </Button>
            ))}
          </div>
        </div>
        <TextField
          label={t('messaging.write.subject')}
          hint={t('messaging.write.subjectHint')}
          {...form.field('subject')}
        />
      </Form>
      <section className="grid gap-2">
        <h3 className="font-semibold">{t('messaging.texts.preview')}</h3>
        <PhoneBubble
          from={samples['isp'] ?? ''}
          text={plainSms(fillText(text, samples))}
          label={t('messaging.texts.phoneName')}
        />
      </section>
      {version !== null && (
        <Button
          icon={<Undo2 />}
          busy={reset.isPending}
          disabledBecause={mayNot(resetWording)}
          onClick={() =>
            void reset
              .mutateAsync({ template: template.name, language })
              .then(() => toast.good(t('messaging.texts.wasReset')))
              .catch((error: unknown) => toastProblem(error, t))
          }
        >
          {t('messaging.texts.reset')}
        </Button>
      )}
    </>
  )
}
