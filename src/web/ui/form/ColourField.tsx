import { contrast, parseHex } from '#kernel/colour.ts'
import { useText } from '#web/i18n/index.ts'
import { ParsedField, type ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'

/** A colour, picked or typed as `#5a3ec8`. */
export function ColourField(props: ParsedFieldProps<string>) {
  const t = useText()
  const known = parseHex(props.value) ?? '#000000'
  return (
    <ParsedField
      {...props}
      reading={{
        parse: parseHex,
        format: (value) => value,
        wrong: (text) => text,
        complaint: t('common.field.badColour'),
        className: 'font-mono',
        before: (
          <span
            className="relative block size-6 overflow-hidden rounded ring-1 ring-line"
            style={{
              backgroundColor: known,
              outline: contrast(known, '#ffffff') < 1.1 ? '1px solid var(--field)' : undefined,
            }}
          >
            <input
              type="color"
              aria-label={`${props.label}: ${t('common.field.colour')}`}
              value={known}
              onChange={(event) => props.onChange(event.target.value)}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
          </span>
        ),
      }}
    />
  )
}
