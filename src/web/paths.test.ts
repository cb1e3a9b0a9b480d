import { expect, test } from 'vitest'
import { paths, safeReturn } from '#web/paths.ts'

test('every address of the web', () => {
  const shown = Object.fromEntries(
    Object.entries(paths).map(([name, make]) => [name, (make as (arg?: string) => string)('x/1')]),
  )
  expect(shown).toMatchInlineSnapshot(`
    {
      "account": "/account/x/1",
      "apiKeys": "/api-keys",
      "audit": "/audit",
      "enrol": "/sign-in/enrol?then=x%2F1",
      "fairUseWhatIf": "/fair-use",
      "firstSteps": "/first-steps",
      "forgotten": "/sign-in/forgotten",
      "home": "/",
      "importSubscribers": "/subscribers/import",
      "invitation": "/invitation",
      "invoice": "/invoices/x/1",
      "invoices": "/invoices",
      "jobs": "/jobs/x/1",
      "journal": "/ledger/journals/x/1",
      "ledger": "/ledger/x/1",
      "links": "/links",
      "newPlan": "/plans/new",
      "newSubscriber": "/subscribers/new",
      "online": "/online/x/1",
      "organization": "/organization/x/1",
      "packages": "/packages",
      "payment": "/payments/of/x/1",
      "payments": "/payments/x/1",
      "plan": "/plans/x/1",
      "planDraft": "/plans/x/1/draft",
      "plans": "/plans",
      "pool": "/pools/of/x/1",
      "pools": "/pools/x/1",
      "priceRules": "/price-rules/x/1",
      "priceTest": "/price-test",
      "products": "/products",
      "profiles": "/profiles",
      "radius": "/radius/x/1",
      "radiusTrace": "/radius/traces/x/1",
      "role": "/roles/x/1",
      "roles": "/roles",
      "router": "/routers/x/1",
      "routerProfile": "/router-profiles/x/1",
      "routerProfiles": "/router-profiles",
      "routers": "/routers",
      "service": "/services/x/1",
      "serviceUsage": "/services/x/1/usage",
      "services": "/services",
      "session": "/online/sessions/x/1",
      "sessions": "/sessions",
      "setUp": "/set-up",
      "settings": "/settings/x/1",
      "signIn": "/sign-in?then=x%2F1",
      "site": "/sites/x/1",
      "sites": "/sites",
      "staff": "/staff/x/1",
      "staffMember": "/staff/members/x/1",
      "style": "/style",
      "subscriber": "/subscribers/x/1",
      "subscribers": "/subscribers",
      "taxes": "/taxes",
      "webhook": "/webhooks/x/1",
      "webhooks": "/webhooks",
      "why": "/why/x/1",
    }
  `)
})

test.each([
  ['/sites?q=a', '/sites?q=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in?then=/sites', '/'],
  [undefined, '/'],
])('after sign-in %s leads to %s', (then, place) => {
  expect(safeReturn(then)).toBe(place)
})
