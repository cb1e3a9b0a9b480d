/**
 * Every address of the staff's web, in one place: pages and links ask here, nobody writes an address
 * by hand. `paths.test.ts` holds the whole output, so that a changed address is seen in review.
 */
export const paths = {
  home: () => '/',
  signIn: (then?: string) =>
    then && then !== '/' ? `/sign-in?then=${encodeURIComponent(then)}` : '/sign-in',
  enrol: (then?: string) =>
    then && then !== '/' ? `/sign-in/enrol?then=${encodeURIComponent(then)}` : '/sign-in/enrol',
  forgotten: () => '/sign-in/forgotten',
  setUp: () => '/set-up',
  /** The token follows as a fragment, which stays out of logs and referrers. */
  invitation: () => '/invitation',

  organization: (part?: 'region' | 'brand' | 'calendar') =>
    part ? `/organization/${part}` : '/organization',
  firstSteps: () => '/first-steps',
  sites: () => '/sites',
  site: (id: string) => `/sites/${id}`,
  settings: (section?: string) => (section ? `/settings/${section}` : '/settings'),

  staff: (part?: 'invitations' | 'attempts') => (part ? `/staff/${part}` : '/staff'),
  staffMember: (id: string) => `/staff/members/${id}`,
  roles: () => '/roles',
  role: (id: string) => `/roles/${id}`,
  account: (section?: string) => (section ? `/account/${section}` : '/account'),
  sessions: () => '/sessions',
  apiKeys: () => '/api-keys',
  audit: () => '/audit',

  jobs: (part?: 'events' | 'automatic') => (part ? `/jobs/${part}` : '/jobs'),
  webhooks: () => '/webhooks',
  webhook: (id: string) => `/webhooks/${id}`,
  ledger: (part?: 'journals' | 'trial-balance' | 'periods' | 'seals') =>
    part ? `/ledger/${part}` : '/ledger',
  journal: (id: string) => `/ledger/journals/${id}`,
  payments: (
    part?:
      | 'suspense'
      | 'claims'
      | 'refunds'
      | 'prompts'
      | 'standing'
      | 'reconciliation'
      | 'businesses'
      | 'mpesa',
  ) => (part ? `/payments/${part}` : '/payments'),
  payment: (id: string) => `/payments/of/${id}`,
  providerStatement: (id: string) => `/payments/statements/${id}`,
  messages: (part?: 'texts' | 'gateways' | 'spending' | 'opt-outs') =>
    part ? `/messages/${part}` : '/messages',
  notices: () => '/notices',
  demoPhones: () => '/demo/phones',
  quotations: () => '/quotations',
  quotation: (id: string) => `/quotations/${id}`,
  invoices: () => '/invoices',
  invoice: (id: string) => `/invoices/${id}`,
  creditNote: (id: string) => `/credit-notes/${id}`,
  receipt: (paymentId: string) => `/receipts/${paymentId}`,
  statement: (subscriberId: string) => `/statements/${subscriberId}`,
  drawerClose: (drawerId: string) => `/closes/drawers/${drawerId}`,
  tillDayClose: (siteId: string, day: string) => `/closes/tills/${siteId}/${day}`,
  dayClose: (account: number | string, day: string) => `/closes/days/${account}/${day}`,
  proForma: (subscriberId: string) => `/pro-formas/${subscriberId}`,
  archives: () => '/archives',
  reports: (report?: string) => (report ? `/reports/${report}` : '/reports'),
  dunning: () => '/dunning',
  certificates: () => '/certificates',
  billRuns: () => '/bill-runs',
  billRun: (id: string) => `/bill-runs/${id}`,

  routers: () => '/routers',
  router: (id: string) => `/routers/${id}`,
  routerProfiles: () => '/router-profiles',
  routerProfile: (ref: string) => `/router-profiles/${ref}`,
  pools: (part?: 'holders' | 'ports') => (part ? `/pools/${part}` : '/pools'),
  pool: (id: string) => `/pools/of/${id}`,
  links: () => '/links',

  online: (part?: 'past') => (part ? `/online/${part}` : '/online'),
  onlineWith: (found: string) => `/online?q=${encodeURIComponent(found)}`,
  session: (id: string) => `/online/sessions/${id}`,
  why: (serviceId?: string) => (serviceId ? `/why/${serviceId}` : '/why'),
  radius: (part?: 'drops' | 'traces' | 'tester' | 'realms') =>
    part ? `/radius/${part}` : '/radius',
  radiusTrace: (id: string) => `/radius/traces/${id}`,

  subscribers: () => '/subscribers',
  newSubscriber: () => '/subscribers/new',
  importSubscribers: () => '/subscribers/import',
  subscriber: (id: string, part?: 'money' | 'documents' | 'standing' | 'contracts' | 'timeline') =>
    part ? `/subscribers/${id}/${part}` : `/subscribers/${id}`,
  services: () => '/services',
  service: (id: string) => `/services/${id}`,
  serviceUsage: (id: string) => `/services/${id}/usage`,
  fairUseWhatIf: () => '/fair-use',

  plans: () => '/plans',
  newPlan: () => '/plans/new',
  plan: (id: string) => `/plans/${id}`,
  planDraft: (id: string) => `/plans/${id}/draft`,
  serviceTypes: () => '/service-types',
  profiles: () => '/profiles',
  products: () => '/products',
  packages: () => '/packages',
  priceRules: (part?: 'segments' | 'coupons') => (part ? `/price-rules/${part}` : '/price-rules'),
  taxes: () => '/taxes',
  priceChange: (id: string) => `/price-changes/${id}`,
  priceTest: () => '/price-test',
  vouchers: (part?: 'liability' | 'wrong-codes' | 'stolen') =>
    part ? `/vouchers/${part}` : '/vouchers',
  voucher: (id: string) => `/vouchers/codes/${id}`,
  hotspots: (part?: 'purchases') => (part ? `/hotspots/${part}` : '/hotspots'),
  hotspot: (siteId: string) => `/hotspots/of/${siteId}`,
  voucherBatch: (id: string) => `/vouchers/batches/${id}`,

  bank: (part?: 'files' | 'transfers') => (part ? `/bank/${part}` : '/bank'),
  tills: (part?: 'drawers' | 'day') => (part ? `/tills/${part}` : '/tills'),
  drawer: (id: string) => `/tills/drawers/${id}`,

  style: () => '/style',
}

/** A place inside this web to come back to after sign-in; anything else (another host) becomes the start page. */
export function safeReturn(then: unknown): string {
  if (typeof then !== 'string' || !then.startsWith('/') || /^\/[/\\]/.test(then))
    return paths.home()
  return then.startsWith('/sign-in') ? paths.home() : then
}
