import { describe, expect, test } from 'vitest'
import { testTx } from '#platform/testing.ts'
import { identityInput } from '../contract.ts'
import { brandNow, logoNow } from '../queries/brand.ts'
import { portalManifest } from '../queries/portal-manifest.ts'
import { calendarOf } from '../queries/calendar.ts'
import { organizationNow } from '../queries/organization.ts'
import { setupNow } from '../queries/setup.ts'
import { announceHoliday } from './announce-holiday.ts'
import { changeColours } from './change-colours.ts'
import { changeHours } from './change-hours.ts'
import { changeIdentity } from './change-identity.ts'
import { changeRegion } from './change-region.ts'
import { closeDay } from './close-day.ts'
import { removeLogo } from './remove-logo.ts'
import { reopenDay } from './reopen-day.ts'
import { skipSetupStep } from './skip-setup-step.ts'
import { uploadLogo } from './upload-logo.ts'

const identity = identityInput.parse({
  tradingName: 'Savanna Fibre',
  legalName: 'Savanna Fibre Limited',
  kraPin: 'p051234567x',
  vatRegistered: true,
  caLicenceNumber: 'TL/ASP/00123',
  odpcRegistration: { number: '123-4567-89AB', expiresOn: '2026-12-24' },
  supportPhone: '0711 000 111',
  supportEmail: 'Help@Savanna.example',
  website: 'https://savanna.example',
  physicalAddress: { line1: 'Acacia House', line2: null, town: 'Nairobi', county: 'Nairobi' },
  postalAddress: { box: '1234', postalCode: '00100', town: 'Nairobi' },
  dataProtectionOfficer: { name: 'Achieng', phone: '0722000111', email: null },
})

describe('a new ISP', () => {
  test('has a name of its own accord, owes the law its papers, and has every step before it', async () => {
    await testTx(async (tx) => {
      expect(await organizationNow(tx)).toMatchObject({
        tradingName: 'New ISP',
        currency: 'KES',
        timeZone: 'Africa/Nairobi',
        warnings: [
          'kra-pin-missing',
          'ca-licence-missing',
          'odpc-missing',
          'data-protection-officer-missing',
        ],
      })
      const { steps, finished } = await setupNow(tx)
      expect(steps.every((step) => step.state === 'open')).toBe(true)
      expect(finished).toBe(false)
    })
  })

  test('says who it is, and its personal parts are sealed', async () => {
    await testTx(async (tx) => {
      await changeIdentity(tx, { ...identity, version: 1 })
      expect(await organizationNow(tx)).toMatchObject({
        ...identity,
        kraPin: 'P051234567X',
        supportPhone: '+254711000111',
        supportEmail: 'help@savanna.example',
        warnings: ['odpc-expires-soon'],
        version: 2,
      })
      const row = await tx.sql.selectFrom('organization.isp').selectAll().executeTakeFirstOrThrow()
      const { contact_sealed, ...plain } = row
      expect(contact_sealed).toMatch(/^sealed\(/)
      expect(JSON.stringify(plain)).not.toMatch(/P051234567X|711000111|Achieng|Acacia/)
      await expect(changeIdentity(tx, { ...identity, version: 1 })).rejects.toMatchObject({
        code: 'organization.stale',
      })
    })
  })

  test('moves to another zone, and its days move with it', async () => {
    await testTx(
      async (tx) => {
        expect((await calendarOf(tx)).today).toBe('2026-12-31')
        await changeRegion(tx, {
          timeZone: 'Pacific/Auckland',
          weekStart: 'sunday',
          language: 'sw',
          version: 1,
        })
        expect(await calendarOf(tx)).toMatchObject({ today: '2027-01-01', year: 2027 })
      },
      { at: '2026-12-31T18:00+03:00' },
    )
  })

  test('finishes its set-up by doing or skipping each step, and doing counts more', async () => {
    await testTx(async (tx) => {
      await skipSetupStep(tx, { step: 'identity' })
      await changeIdentity(tx, { ...identity, version: 1 })
      await skipSetupStep(tx, { step: 'identity' })
      for (const step of ['region', 'brand', 'hours', 'first-site', 'colleagues'] as const) {
        await skipSetupStep(tx, { step })
      }
      const { steps, finished } = await setupNow(tx)
      expect(steps[0]).toMatchObject({ step: 'identity', state: 'done' })
      expect(steps[1]).toMatchObject({ step: 'region', state: 'skipped' })
      expect(finished).toBe(true)
    })
  })
})

describe('the brand', () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>',
  )

  test('wears its colours and its logo', async () => {
    await testTx(async (tx) => {
      await changeColours(tx, { primary: '#ffee00', accent: '#111111', version: 1 })
      await uploadLogo(tx, { bytes: svg, version: 2 })
      const brand = await brandNow(tx)
      expect(brand).toMatchObject({ primary: '#ffee00', logoType: 'image/svg+xml', version: 3 })
      expect(brand.light.primary).not.toBe('#ffee00')
      const logo = await logoNow(tx)
      expect(Buffer.from(logo.bytes).equals(svg)).toBe(true)
      expect(brand.logoUrl).toBe(`/api/brand/logo?tag=${logo.tag}`)
      const manifest = async (): Promise<unknown> =>
        JSON.parse(Buffer.from((await portalManifest(tx)).bytes).toString())
      expect(await manifest()).toMatchObject({
        ...{ name: brand.name, theme_color: brand.light.primary, start_url: '/portal/' },
        icons: [{ src: brand.logoUrl, sizes: 'any' }, { src: '/favicon.svg' }],
      })
      await removeLogo(tx, { version: 3 })
      await expect(logoNow(tx)).rejects.toMatchObject({ status: 404 })
      expect(await manifest()).toMatchObject({ icons: [{ src: '/favicon.svg' }] })
    })
  })

  test('refuses what is no harmless picture', async () => {
    await testTx(async (tx) => {
      const script = Buffer.from('<svg><script>alert(1)</script></svg>')
      await expect(uploadLogo(tx, { bytes: script, version: 1 })).rejects.toMatchObject({
        status: 422,
      })
      await expect(
        uploadLogo(tx, { bytes: Buffer.alloc(512 * 1024 + 1), version: 1 }),
      ).rejects.toMatchObject({ status: 413 })
      expect((await brandNow(tx)).version).toBe(1)
    })
  })
})

describe('the calendar', () => {
  test('takes announcements near the moon and closed days once', async () => {
    await testTx(async (tx) => {
      await announceHoliday(tx, { key: 'idd-ul-fitr', date: '2027-03-11' })
      await announceHoliday(tx, { key: 'idd-ul-fitr', date: '2027-03-10' })
      await expect(
        announceHoliday(tx, { key: 'idd-ul-fitr', date: '2027-06-01' }),
      ).rejects.toMatchObject({ status: 422 })
      await closeDay(tx, { date: '2027-08-02', name: 'Stock-taking' })
      await expect(closeDay(tx, { date: '2027-08-02', name: 'Again' })).rejects.toMatchObject({
        status: 409,
      })
      const { holidays } = await calendarOf(tx, 2027)
      expect(holidays.find((holiday) => holiday.key === 'idd-ul-fitr')).toMatchObject({
        date: '2027-03-10',
        certainty: 'certain',
      })
      const own = holidays.filter((holiday) => holiday.kind === 'own')
      expect(own).toMatchObject([{ date: '2027-08-02', name: { en: 'Stock-taking' } }])
      await reopenDay(tx, { key: own[0]?.key ?? '' })
      expect((await calendarOf(tx, 2027)).holidays.some((holiday) => holiday.kind === 'own')).toBe(
        false,
      )
      await expect(reopenDay(tx, { key: own[0]?.key ?? '' })).rejects.toMatchObject({ status: 404 })
    })
  })

  test('knows whether somebody answers now', async () => {
    await testTx(
      async (tx) => {
        const { hours, openNow, version } = await calendarOf(tx)
        expect(openNow).toBe(true)
        await changeHours(tx, { hours: { ...hours, friday: null }, version })
        // Asked about another year, "now" is still today.
        expect(await calendarOf(tx, 2030)).toMatchObject({ openNow: false, year: 2030, version: 2 })
      },
      { at: '2026-11-20T10:00+03:00' },
    )
  })
})
