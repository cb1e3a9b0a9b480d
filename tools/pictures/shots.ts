import type { Page } from 'playwright-core'

/** A path, or a path and what is pressed there before the picture is taken. */
export type Shot = { name: string; path: string; press?: (page: Page) => Promise<unknown> }

/** Before anybody signs in. */
export const BARE: Shot[] = [
  { name: 'style', path: '/style' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'forgotten', path: '/sign-in/forgotten' },
  { name: 'invitation-gone', path: '/invitation#nothing' },
  { name: 'captive', path: '/hotspot/MKS-MKT?mac=A4:2B:B0:12:34:56' },
  { name: 'portal', path: '/portal/' },
]
const firstRow = async (page: Page) => {
  await page.getByRole('row').nth(1).focus()
  await page.keyboard.press('Enter')
}
const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first().click()
const pick = async (page: Page, name: string, text: string) => {
  await page.getByRole('combobox', { name }).fill(text)
  await page.locator('[role="option"]', { hasText: text }).first().click()
}
const inMenu = (name: string) => async (page: Page) => {
  await firstRow(page)
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}
const fromRow = (name: string) => async (page: Page) => {
  await firstRow(page)
  await button(name)(page)
}
const toContracts = async (page: Page) => {
  await firstRow(page)
  await page.getByRole('link', { name: 'Contracts' }).click()
}
/** Of the owner, with the demo in them. */
export const INSIDE: Shot[] = [
  { name: 'home', path: '/' },
  { name: 'first-steps', path: '/first-steps' },
  { name: 'organization', path: '/organization' },
  { name: 'region', path: '/organization/region' },
  { name: 'brand', path: '/organization/brand' },
  { name: 'calendar', path: '/organization/calendar' },
  { name: 'sites', path: '/sites' },
  { name: 'sites-map', path: '/sites', press: async (page) => page.getByText('Map').click() },
  { name: 'sites-add', path: '/sites?open=new' },
  { name: 'site', path: '/sites', press: firstRow },
  { name: 'fair-use', path: '/fair-use' },
  { name: 'subscribers', path: '/subscribers' },
  { name: 'subscribers-found', path: '/subscribers?q=wanj' },
  { name: 'subscriber-new', path: '/subscribers/new' },
  { name: 'subscribers-import', path: '/subscribers/import' },
  { name: 'subscriber', path: '/subscribers', press: firstRow },
  {
    name: 'subscriber-standing',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Tax and consent' }).click()
    },
  },
  {
    name: 'subscriber-timeline',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Timeline' }).click()
    },
  },
  { name: 'services', path: '/services' },
  { name: 'service', path: '/services?held=yes', press: firstRow },
  {
    name: 'service-usage',
    path: '/services?status=active',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'All usage' }).click()
    },
  },
  { name: 'service-move', path: '/services', press: inMenu('Move to another address') },
  { name: 'service-give', path: '/services', press: inMenu('Give to another owner') },
  {
    ...{ name: 'service-end', path: '/services?q=Baobab&status=active' },
    press: inMenu('End'),
  },
  { name: 'service-agreed', path: '/services', press: fromRow('Agree a price') },
  { name: 'service-automatic', path: '/services', press: fromRow('Write down what was agreed') },
  { name: 'subscriber-merge', path: '/subscribers?q=mwangi', press: fromRow('Merge') },
  { name: 'subscriber-compose', path: '/subscribers', press: fromRow('Compose a package') },
  { name: 'contracts', path: '/subscribers?q=Baobab', press: toContracts },
  {
    ...{ name: 'contract-write', path: '/subscribers?q=Baobab' },
    press: async (page) => {
      await toContracts(page)
      await button('Draft a contract')(page)
    },
  },
  {
    ...{ name: 'contract-end', path: '/subscribers?q=Baobab' },
    press: async (page) => {
      await toContracts(page)
      await page.getByRole('button', { name: 'End', exact: true }).first().click()
    },
  },
  {
    ...{ name: 'price-change', path: '/plans?q=home-20' },
    press: async (page) => {
      await firstRow(page)
      await page
        .getByRole('link', { name: /Who pays what/ })
        .first()
        .click()
    },
  },
  { name: 'routers', path: '/routers' },
  { name: 'routers-add', path: '/routers?open=new' },
  { name: 'router', path: '/routers', press: firstRow },
  { name: 'router-script', path: '/routers', press: fromRow('Show the set-up') },
  { name: 'pools', path: '/pools' },
  { name: 'pools-add', path: '/pools?open=new' },
  { name: 'pool', path: '/pools', press: async (page) => page.getByText('business').click() },
  { name: 'holders', path: '/pools/holders' },
  { name: 'ports', path: '/pools/ports' },
  { name: 'router-profiles', path: '/router-profiles' },
  { name: 'router-profile', path: '/router-profiles/mikrotik' },
  { name: 'links', path: '/links' },
  { name: 'online', path: '/online' },
  { name: 'online-past', path: '/online/past' },
  { name: 'session', path: '/online', press: firstRow },
  { name: 'why', path: '/why' },
  { name: 'radius', path: '/radius' },
  { name: 'attempt', path: '/radius', press: firstRow },
  { name: 'drops', path: '/radius/drops' },
  { name: 'traces', path: '/radius/traces' },
  { name: 'trace-new', path: '/radius/traces?open=new' },
  { name: 'tester', path: '/radius/tester' },
  {
    name: 'tester-answer',
    path: '/radius/tester',
    press: async (page) => {
      await pick(page, 'In the name of router', '1')
      await pick(page, 'For service', 'Okoth')
      await button('Ask')(page)
    },
  },
  { name: 'realms', path: '/radius/realms' },
  { name: 'plans', path: '/plans' },
  { name: 'plan', path: '/plans?q=home-20', press: firstRow },
  { name: 'plan-new', path: '/plans/new' },
  { name: 'service-types', path: '/service-types' },
  { name: 'profiles', path: '/profiles' },
  { name: 'profile', path: '/profiles', press: button('Home fair use') },
  { name: 'products', path: '/products' },
  { name: 'packages', path: '/packages' },
  { name: 'price-rules', path: '/price-rules' },
  { name: 'price-rule-new', path: '/price-rules?open=new' },
  { name: 'coupons', path: '/price-rules/coupons' },
  { name: 'segments', path: '/price-rules/segments' },
  { name: 'taxes', path: '/taxes' },
  {
    ...{ name: 'price-test', path: '/price-test' },
    press: (page) => pick(page, 'Plan', 'Home 20'),
  },
  { name: 'settings', path: '/settings' },
  { name: 'settings-history', path: '/settings/history' },
  { name: 'staff', path: '/staff' },
  { name: 'staff-invite', path: '/staff?open=invite' },
  { name: 'invitations', path: '/staff/invitations' },
  { name: 'attempts', path: '/staff/attempts' },
  { name: 'member', path: '/staff', press: firstRow },
  { name: 'roles', path: '/roles' },
  { name: 'role', path: '/roles', press: async (page) => page.getByText('Cashier').click() },
  { name: 'role-new', path: '/roles/new' },
  { name: 'sessions', path: '/sessions' },
  { name: 'api-keys', path: '/api-keys' },
  { name: 'api-keys-new', path: '/api-keys?open=new' },
  { name: 'audit', path: '/audit' },
  { name: 'audit-row', path: '/audit', press: firstRow },
  { name: 'jobs', path: '/jobs' },
  { name: 'events', path: '/jobs/events' },
  { name: 'automatic', path: '/jobs/automatic' },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'webhooks-add', path: '/webhooks', press: button('Add a webhook') },
  { name: 'webhook', path: '/webhooks', press: firstRow },
  { name: 'ledger', path: '/ledger' },
  { name: 'ledger-journals', path: '/ledger/journals' },
  { name: 'ledger-journal', path: '/ledger/journals', press: firstRow },
  { name: 'ledger-by-hand', path: '/ledger/journals?open=by-hand' },
  { name: 'ledger-export', path: '/ledger/journals', press: button('Export') },
  { name: 'ledger-trial-balance', path: '/ledger/trial-balance' },
  { name: 'ledger-periods', path: '/ledger/periods' },
  { name: 'ledger-seals', path: '/ledger/seals' },
  { name: 'bank', path: '/bank' },
  { name: 'bank-import', path: '/bank?open=new' },
  { name: 'till', path: '/tills' },
  { name: 'till-close', path: '/tills', press: button('Count and close') },
  { name: 'till-move', path: '/tills', press: button('Cash in or out') },
  { name: 'drawers', path: '/tills/drawers' },
  { name: 'till-day', path: '/tills/day' },
  {
    name: 'till-day-paper',
    path: '/tills/day',
    press: (page) => page.getByRole('link', { name: 'On paper' }).first().click(),
  },
  { name: 'vouchers', path: '/vouchers' },
  { name: 'voucher-batch', path: '/vouchers', press: firstRow },
  { name: 'voucher-add', path: '/vouchers?open=new' },
  {
    name: 'voucher',
    path: '/vouchers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('heading', { name: /V-/ }).waitFor()
      await firstRow(page)
    },
  },
  { name: 'voucher-liability', path: '/vouchers/liability' },
  { name: 'voucher-stolen', path: '/vouchers/stolen' },
  { name: 'invoices', path: '/invoices' },
  { name: 'invoice', path: '/invoices', press: firstRow },
  { name: 'invoice-credit', path: '/invoices', press: fromRow('Credit note') },
  {
    name: 'subscriber-money',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Money', exact: true }).click()
    },
  },
  { name: 'bill-runs', path: '/bill-runs' },
  { name: 'bill-run', path: '/bill-runs', press: firstRow },
  { name: 'dunning', path: '/dunning' },
  { name: 'certificates', path: '/certificates' },
  { name: 'quotations', path: '/quotations' },
  { name: 'archives', path: '/archives' },
  {
    name: 'statement',
    path: '/invoices',
    press: async (page) => {
      await firstRow(page)
      await page.locator('main header a').last().click()
      await page.getByRole('link', { name: 'From – to' }).click()
    },
  },
  {
    name: 'pro-forma',
    path: '/subscribers',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Money', exact: true }).click()
      await page.getByRole('link', { name: 'Pro-forma' }).click()
    },
  },
  { name: 'reports-recurring', path: '/reports/recurring' },
  { name: 'reports-revenue', path: '/reports/revenue' },
  { name: 'reports-ageing', path: '/reports/ageing' },
  { name: 'reports-collection', path: '/reports/collection' },
  { name: 'reports-payers', path: '/reports/payers' },
  { name: 'reports-tax', path: '/reports/tax' },
  {
    name: 'receipt',
    path: '/payments?state=owned',
    press: async (page) => {
      await firstRow(page)
      await page.getByRole('link', { name: 'Receipt' }).click()
    },
  },
  { name: 'payments', path: '/payments' },
  { name: 'payments-record', path: '/payments?open=new' },
  { name: 'payment', path: '/payments', press: firstRow },
  { name: 'payments-suspense', path: '/payments/suspense' },
  {
    name: 'payments-waiting',
    path: '/payments/suspense',
    press: (page) => page.getByRole('row', { name: /TKM1A5C9DF/ }).click(),
  },
  { name: 'payments-claims', path: '/payments/claims' },
  { name: 'payments-claims-find', path: '/payments/claims', press: button('Find a receipt') },
  { name: 'payments-refunds', path: '/payments/refunds' },
  { name: 'payments-prompts', path: '/payments/prompts' },
  { name: 'payments-reconciliation', path: '/payments/reconciliation' },
  { name: 'payments-businesses', path: '/payments/businesses' },
  { name: 'mpesa-import', path: '/payments/reconciliation', press: button('Import a statement') },
  {
    name: 'payments-difference',
    path: '/payments/reconciliation',
    press: (page) =>
      page
        .getByRole('row', { name: /nobody explains|Another amount/ })
        .first()
        .click(),
  },
  { name: 'account', path: '/account' },
  { name: 'security', path: '/account/security' },
  { name: 'my-sessions', path: '/account/sessions' },
  { name: 'nowhere', path: '/nowhere' },
  { name: 'palette', path: '/', press: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', path: '/', press: (page) => page.keyboard.press('?') },
]
