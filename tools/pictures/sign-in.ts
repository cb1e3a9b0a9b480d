import type { Page } from 'playwright-core'
import { must } from '#kernel/assert.ts'
import type { DemoRecord } from '#main/demo/record.ts'
import { wallClock } from '#platform/clock.ts'
import { totpCode } from '#platform/totp.ts'

/** Signs in as the demo's owner, whose authenticator app is in its record. */
export async function signInAsOwner(page: Page, demo: DemoRecord): Promise<void> {
  const owner = must(
    demo.staff.find((member) => member.totpSecret !== undefined),
    'the demo’s owner has an authenticator',
  )
  await page.goto(new URL('/sign-in', demo.addresses.http).href)
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const secret = must(owner.totpSecret, 'found by it')
  // The next code is good already; that of now was used if the demo has only just been made.
  const soon = wallClock.now().add({ seconds: 30 })
  await page.getByLabel('Six-digit code').fill(await totpCode(secret, soon))
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor({ timeout: 60_000 })
}
