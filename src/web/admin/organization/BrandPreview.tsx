import type { Brand } from '#modules/organization/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'

/** The captive page as a walk-in person will see it, by day and by night. A picture, so nothing in it can be pressed. */
export function BrandPreview({ brand }: { brand: Brand }) {
  const t = useText()
  return (
    <Card
      title={t('organization.brandCard.preview')}
      hint={t('organization.brandCard.previewHint')}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Phone brand={brand} mode="light" label={t('organization.brandCard.light')} />
        <Phone brand={brand} mode="dark" label={t('organization.brandCard.dark')} />
      </div>
    </Card>
  )
}

/** Those that the palette was worked out for. */
const GROUND = {
  light: { backgroundColor: '#ffffff', color: '#1c1917' },
  dark: { backgroundColor: '#0b1116', color: '#f5f2ee' },
}

function Phone({ brand, mode, label }: { brand: Brand; mode: 'light' | 'dark'; label: string }) {
  const t = useText()
  const palette = brand[mode]
  return (
    <figure>
      <div
        aria-hidden="true"
        className="overflow-hidden rounded-2xl border shadow-sm"
        style={GROUND[mode]}
      >
        <div
          className="flex h-16 items-center justify-center px-4 font-semibold"
          style={{ backgroundColor: palette.primary, color: palette.onPrimary }}
        >
          {brand.logoUrl ? (
            <img src={brand.logoUrl} alt="" className="max-h-10 max-w-full object-contain" />
          ) : (
            <span className="truncate">{brand.name}</span>
          )}
        </div>
        <div className="grid gap-3 px-4 py-5">
          <p className="text-lg font-semibold">{t('organization.brandCard.sampleTitle')}</p>
          <p className="text-sm">{t('organization.brandCard.sampleBody')}</p>
          <span
            className="rounded-lg px-3 py-2.5 text-center text-sm font-semibold"
            style={{ backgroundColor: palette.accent, color: palette.onAccent }}
          >
            {t('organization.brandCard.sampleButton')}
          </span>
          <span
            className="text-center text-sm font-medium underline underline-offset-3"
            style={{ color: palette.primaryText }}
          >
            {t('organization.brandCard.sampleLink')}
          </span>
        </div>
      </div>
      <figcaption className="mt-2 text-center text-sm text-soft">{label}</figcaption>
    </figure>
  )
}
