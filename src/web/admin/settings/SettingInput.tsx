import { useState } from 'react'
import type { SettingShown } from '#modules/organization/contract.ts'
import { choicesOf, type Json, type SettingKind } from '#web/admin/settings/setting-kind.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

type Props = {
  setting: SettingShown
  kind: SettingKind
  value: Json
  onChange: (value: Json) => void
  error: string | undefined
  disabled: boolean
}

/** The right field for a setting, by the JSON Schema of its value. */
export function SettingInput({ setting, kind, value, onChange, error, disabled }: Props) {
  const t = useText()
  const language = useLanguage()
  const frame = { label: setting.sentence[language], labelHidden: true, error, disabled }
  const text = typeof value === 'string' ? value : ''
  switch (kind) {
    case 'secret':
      return (
        <PasswordField
          {...frame}
          labelHidden={false}
          label={t('organization.settings.secretNew')}
          autoComplete="new-password"
          value={text}
          onChange={onChange}
        />
      )
    case 'switch':
      return (
        <SwitchField
          label={value === true ? t('common.on') : t('common.off')}
          checked={value === true}
          onChange={onChange}
          error={error}
          disabled={disabled}
        />
      )
    case 'choice':
      return (
        <SelectField
          {...frame}
          value={text}
          onChange={onChange}
          options={choicesOf(setting).map((each) => ({ value: each, label: each }))}
        />
      )
    case 'number':
      return (
        <TextField
          {...frame}
          inputMode="decimal"
          value={typeof value === 'number' && Number.isFinite(value) ? String(value) : ''}
          onChange={(typed) => onChange(typed.trim() === '' ? Number.NaN : Number(typed))}
        />
      )
    case 'text':
      return <TextField {...frame} value={text} onChange={onChange} />
    case 'json':
      return <JsonInput {...frame} value={value} onChange={onChange} />
  }
}

type JsonProps = {
  label: string
  labelHidden: boolean
  error: string | undefined
  disabled: boolean
  value: Json
  onChange: (value: Json) => void
}

/** What is typed stays while it is not yet JSON; only what parses becomes the value. */
function JsonInput({ value, onChange, error, ...frame }: JsonProps) {
  const t = useText()
  const [typed, setTyped] = useState(() => JSON.stringify(value, null, 2))
  const [isWrong, setWrong] = useState(false)
  function type(next: string) {
    setTyped(next)
    try {
      onChange(JSON.parse(next) as Json)
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }
  return (
    <TextArea
      {...frame}
      value={typed}
      onChange={type}
      error={isWrong ? t('organization.settings.badJson') : error}
      spellCheck={false}
      rows={5}
    />
  )
}
