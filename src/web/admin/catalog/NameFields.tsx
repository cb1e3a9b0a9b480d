import { useText } from '#web/i18n/index.ts'
import { TextField } from '#web/ui/form/TextField.tsx'

type Name = { en: string; sw: string }
type Props = {
  name: Name
  onChange: (name: Name) => void
  wrongAt: (path: 'name.en' | 'name.sw') => string | undefined
}

/** What people read, in both languages; where there is no Swahili the English stands. */
export function NameFields({ name, onChange, wrongAt }: Props) {
  const t = useText()
  return (
    <>
      <TextField
        label={t('catalog.price.nameEn')}
        value={name.en}
        error={wrongAt('name.en')}
        onChange={(en) => onChange({ ...name, en })}
      />
      <TextField
        label={t('catalog.price.nameSw')}
        optional
        value={name.sw}
        error={wrongAt('name.sw')}
        onChange={(sw) => onChange({ ...name, sw })}
      />
    </>
  )
}
