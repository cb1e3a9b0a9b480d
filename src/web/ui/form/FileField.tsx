import { FileUp, Trash2 } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { formatBytes } from '#kernel/bytes.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { usePicture } from '#web/ui/form/use-picture.ts'

type Props = FieldFrame & {
  value: File | null
  onChange: (file: File | null) => void
  /** Accepted media types, such as `image/png`; `any` where the server sees what a file is. */
  types: readonly string[] | 'any'
  bytesMax: number
}

/** One file, chosen or dropped; pictures are shown. Wrong kinds and sizes are refused here with the reason. */
export function FileField({ value, onChange, types, bytesMax, ...frame }: Props) {
  const t = useText()
  const language = useLanguage()
  const [over, setOver] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const names =
    types === 'any'
      ? t('common.field.fileAnyType')
      : types
          .map((type) => (type.split('/')[1] ?? type).replace('svg+xml', 'SVG').toUpperCase())
          .join(', ')
  const size = (bytes: number) => formatBytes(inThousands(bytes), language)

  function take(file: File | undefined) {
    if (!file) return
    if (types !== 'any' && !types.includes(file.type))
      setWrong(t('common.field.fileWrongType', { types: names }))
    else if (file.size > bytesMax)
      setWrong(t('common.field.fileTooBig', { size: size(file.size), limit: size(bytesMax) }))
    else {
      setWrong(undefined)
      onChange(file)
    }
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }

  return (
    <Field {...frame} error={wrong ?? frame.error}>
      {(control) => (
        <div
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cn(
            'relative flex min-h-20 items-center gap-3 rounded-lg border border-dashed border-field bg-surface p-3 has-focus-visible:border-accent-text has-focus-visible:ring-3 has-focus-visible:ring-accent-text/30',
            over && 'bg-accent-wash',
          )}
        >
          {value ? (
            <Preview file={value} />
          ) : (
            <FileUp aria-hidden="true" className="mx-2 size-5 text-soft" />
          )}
          <div className="min-w-0 flex-1 text-sm">
            {value ? (
              <>
                <p className="truncate font-medium">{value.name}</p>
                <p className="text-soft">{size(value.size)}</p>
              </>
            ) : (
              <>
                <p>
                  {t('common.field.fileDrop')}{' '}
                  <span className="font-medium text-accent-text underline">
                    {t('common.field.fileChoose')}
                  </span>
                </p>
                <p className="text-soft">
                  {t('common.field.fileTypes', { types: names, size: size(bytesMax) })}
                </p>
              </>
            )}
          </div>
          <input
            {...control}
            type="file"
            {...(types !== 'any' && { accept: types.join(',') })}
            onChange={(event) => {
              take(event.target.files?.[0])
              event.target.value = ''
            }}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {value && (
            <IconButton
              size="sm"
              label={t('common.field.fileRemove', { name: value.name })}
              onClick={() => onChange(null)}
              className="relative"
            >
              <Trash2 />
            </IconButton>
          )}
        </div>
      )}
    </Field>
  )
}

function Preview({ file }: { file: File }) {
  const url = usePicture(file)
  if (!url) return null
  return <img src={url} alt="" className="size-14 rounded-md border bg-sunken object-contain" />
}

/** Nobody wants to know the bytes of a limit: 512 KiB are 524 kB. */
function inThousands(bytes: number): bigint {
  return BigInt(bytes < 1000 ? bytes : bytes - (bytes % 1000))
}
