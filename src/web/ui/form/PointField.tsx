import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { formatPoint, parsePoint, roundPoint, type Point } from '#kernel/geo.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { ParsedField, type ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'
import { Map } from '#web/ui/map/Map.tsx'

/** A place: clicked on the map, typed or pasted as coordinates, or where the phone is now. */
export function PointField(props: ParsedFieldProps<Point | null>) {
  const t = useText()
  const [failed, setFailed] = useState(false)
  const { value, onChange } = props
  const known = value && !Number.isNaN(value.lat) ? value : undefined

  function here() {
    setFailed(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onChange(roundPoint({ lat: coords.latitude, lng: coords.longitude })),
      () => setFailed(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-start gap-2">
        <ParsedField
          {...props}
          className="min-w-56 flex-1"
          hint={failed ? t('common.field.hereFailed') : (props.hint ?? t('common.field.point'))}
          placeholder="-1.286389, 36.817223"
          reading={{
            parse: (text) => (text.trim() === '' ? null : parsePoint(text)),
            format: (point) => (point && !Number.isNaN(point.lat) ? formatPoint(point) : ''),
            wrong: () => ({ lat: Number.NaN, lng: Number.NaN }),
            complaint: t('common.form.badFormat'),
            className: 'tnum',
            after: (
              <Button
                size="sm"
                look="quiet"
                icon={<LocateFixed />}
                onClick={here}
                disabledBecause={props.disabled && t('common.form.notAllowed')}
              >
                {t('common.field.here')}
              </Button>
            ),
          }}
        />
      </div>
      <Map
        label={props.label}
        places={known ? [{ id: 'here', name: props.label, at: known }] : []}
        {...(props.disabled ? {} : { onPick: onChange })}
        className="h-64"
      />
    </div>
  )
}
