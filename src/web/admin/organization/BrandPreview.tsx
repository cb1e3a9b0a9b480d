import type { ReactNode } from 'react'
import type { Brand } from '#modules/organization/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { usePicture } from '#web/ui/form/use-picture.ts'

type Mode = 'light' | 'dark'
type Page = 'captive' | 'portal'
type Look = { brand: Brand; mode: Mode; picture: string | undefined }

/** Larger ones are left out of the captive page (`LOGO_BYTES_MAX` there). */
const CAPTIVE_LOGO_BYTES = 8 * 1024

/** The captive page and the portal in what is typed, by day and by night. Pictures, so nothing in them can be pressed. */
export function BrandPreview({ brand, logo }: { brand: Brand; logo: File | null }) {
  const t = useText()
  const picture = usePicture(logo) ?? brand.logoUrl ?? undefined
  const onCaptive = logo && logo.size > CAPTIVE_LOGO_BYTES ? undefined : picture
  return (
    <Card
      title={t('organization.brandCard.preview')}
      hint={t('organization.brandCard.previewHint')}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {(['light', 'dark'] as const).map((mode) => (
          <Captive key={mode} brand={brand} mode={mode} picture={onCaptive} />
        ))}
        {(['light', 'dark'] as const).map((mode) => (
          <Portal key={mode} brand={brand} mode={mode} picture={picture} />
        ))}
      </div>
    </Card>
  )
}

/** The colours of both pages that no brand changes. */
const GROUND = {
  captive: {
    light: { back: '#ffffff', card: '#ffffff', ink: '#16202a', soft: '#55606b', line: '#c9d1d9' },
    dark: { back: '#0b1116', card: '#0b1116', ink: '#eef2f5', soft: '#a5b0ba', line: '#3a4651' },
  },
  portal: {
    light: { back: '#fbf9f6', card: '#fffffe', ink: '#1e1a15', soft: '#55504a', line: '#e6e2dc' },
    dark: { back: '#110f0d', card: '#181613', ink: '#eeebe6', soft: '#bab5ae', line: '#302c28' },
  },
} as const

function Captive({ brand, mode, picture }: Look) {
  const t = useText()
  const { soft } = GROUND.captive[mode]
  const palette = brand[mode]
  return (
    <Phone page="captive" mode={mode}>
      <Top brand={brand} mode={mode} picture={picture} />
      <Box page="captive" mode={mode}>
        <p className="font-semibold">{t('organization.brandCard.sampleTitle')}</p>
        <div className="flex items-center gap-2 text-sm">
          <span className="size-4 rounded-full border-4" style={{ borderColor: palette.primary }} />
          <span className="min-w-0 flex-1">
            {t('organization.brandCard.samplePlan')}
            <span className="block" style={{ color: soft }}>
              {t('organization.brandCard.samplePlanWords')}
            </span>
          </span>
          <b>{t('organization.brandCard.samplePrice')}</b>
        </div>
        <Pressed palette={palette}>{t('organization.brandCard.sampleButton')}</Pressed>
        <span className="text-sm underline" style={{ color: palette.accentText }}>
          {t('organization.brandCard.sampleLink')}
        </span>
      </Box>
    </Phone>
  )
}

function Portal({ brand, mode, picture }: Look) {
  const t = useText()
  const { card, soft, line } = GROUND.portal[mode]
  const palette = brand[mode]
  return (
    <Phone page="portal" mode={mode}>
      <Top brand={brand} mode={mode} picture={picture} />
      <Box page="portal" mode={mode}>
        <p className="font-semibold">{t('organization.brandCard.sampleService')}</p>
        <p className="text-sm" style={{ color: soft }}>
          {t('organization.brandCard.sampleServiceWords')}
        </p>
        <Pressed palette={palette}>{t('organization.brandCard.sampleRenew')}</Pressed>
        <span
          className="rounded-lg border px-3 py-2 text-center text-sm font-medium"
          style={{ borderColor: line }}
        >
          {t('organization.brandCard.sampleChange')}
        </span>
      </Box>
      <div
        className="grid grid-cols-3 border-t py-2 text-center text-xs"
        style={{ backgroundColor: card, borderColor: line, color: soft }}
      >
        <b style={{ color: palette.accentText }}>{t('organization.brandCard.sampleHome')}</b>
        <span>{t('organization.brandCard.samplePapers')}</span>
        <span>{t('organization.brandCard.sampleMe')}</span>
      </div>
    </Phone>
  )
}

/** Logo, name, and the way to the other language. */
function Top({ brand, mode, picture }: Look) {
  const t = useText()
  return (
    <div className="flex items-center gap-2 p-3">
      {picture && <img src={picture} alt="" className="h-8 max-w-20 object-contain" />}
      <span className="min-w-0 flex-1 truncate font-semibold">{brand.name}</span>
      <span className="text-sm underline" style={{ color: brand[mode].accentText }}>
        {t('organization.brandCard.otherLanguage')}
      </span>
    </div>
  )
}

function Box({ page, mode, children }: { page: Page; mode: Mode; children: ReactNode }) {
  const { card, line } = GROUND[page][mode]
  return (
    <div
      className="mx-3 mb-3 grid gap-2 rounded-xl border p-3"
      style={{ backgroundColor: card, borderColor: line }}
    >
      {children}
    </div>
  )
}

function Pressed({ palette, children }: { palette: Brand['light']; children: ReactNode }) {
  return (
    <span
      className="rounded-lg px-3 py-2 text-center text-sm font-semibold"
      style={{ backgroundColor: palette.primary, color: palette.onPrimary }}
    >
      {children}
    </span>
  )
}

function Phone(shown: { page: Page; mode: Mode; children: ReactNode }) {
  const t = useText()
  const { page, mode, children } = shown
  const { back, ink, line } = GROUND[page][mode]
  return (
    <figure>
      <div
        aria-hidden="true"
        data-preview={`${page}-${mode}`}
        className="overflow-hidden rounded-2xl border shadow-sm"
        style={{ backgroundColor: back, color: ink, borderColor: line }}
      >
        {children}
      </div>
      <figcaption className="mt-2 text-center text-sm text-soft">
        {t(`organization.brandCard.${page}`)} · {t(`organization.brandCard.${mode}`)}
      </figcaption>
    </figure>
  )
}
