/** Generated from the migrated database by `npm run db:types`; do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

type Generated<T> = ColumnType<T, T | undefined, T>

/** Written as JSON text, so that an array is not taken for one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>

export interface AccessAnswering {
  process: string
  host: string
  auth_port: number
  acct_port: number
  since: Temporal.Instant
  seen_at: Temporal.Instant
  trouble: string | null
  heard_since: Temporal.Instant
}

export interface AccessAttempt {
  id: string
  at: Temporal.Instant
  last_at: Temporal.Instant
  count: number
  nas_id: string
  service_id: string | null
  name_sealed: string
  name_blind: string
  station: string | null
  nas_port: string | null
  method: string
  outcome: string
  reason: string
  down_bps: bigint | null
  up_bps: bigint | null
  session_s: number | null
}

export interface AccessAttemptCount {
  minute: Temporal.Instant
  nas_id: string
  outcome: string
  reason: string
  count: bigint
  unlogged: bigint
}

export interface AccessDropCount {
  hour: Temporal.Instant
  address: string
  reason: string
  nas_id: string | null
  count: bigint
  last_at: Temporal.Instant
}

export interface AccessHomeServer {
  id: string
  name: string
  name_key: string
  address: string
  auth_port: number
  acct_port: number
  secret_sealed: string
  signed_only: boolean
  checked_by: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  transport: Generated<string>
  tls_name: string | null
  tls_authority: string | null
  tls_identity: string | null
  sends_changes: Generated<boolean>
}

export interface AccessHomeState {
  server_id: string
  process: string
  dead_since: Temporal.Instant | null
  asked: bigint
  answered: bigint
  answered_at: Temporal.Instant | null
  took_ms: number | null
  looked_at: Temporal.Instant
}

export interface AccessMark {
  mark: string
  down_bps: bigint | null
  up_bps: bigint | null
  priority: number | null
  address_list: string | null
  noted_at: Temporal.Instant
}

export interface AccessNasLook {
  nas_id: string
  asked_at: Temporal.Instant
  answered_at: Temporal.Instant | null
  outcome: string | null
  said: string | null
  silences: Generated<number>
  rests_until: Temporal.Instant | null
  listed_at: Temporal.Instant | null
  listed: Generated<number>
  ended: Generated<number>
  unaccounted: Generated<number>
  unaccounted_sealed: string | null
}

export interface AccessOnline {
  at: Temporal.Instant
  site_id: string
  sessions: number
}

export interface AccessPastSession {
  id: string
  key: string
  nas_id: string
  service_id: string | null
  class: string | null
  nas_session: string
  station: string | null
  called_station: string | null
  nas_port: string | null
  ipv4: string | null
  ipv6_prefix: string | null
  delegated_prefix: string | null
  interim_s: number | null
  started_at: Temporal.Instant
  heard_at: Temporal.Instant
  received_at: Temporal.Instant
  seconds: number
  up_total: bigint
  up_last: bigint
  down_total: bigint
  down_last: bigint
  ended_at: Temporal.Instant
  ended_by: string | null
  end_cause: string | null
}

export interface AccessRealm {
  id: string
  realm: string
  accounting: string
  passes: string
  guest_down_bps: bigint | null
  guest_up_bps: bigint | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface AccessRealmServer {
  realm_id: string
  turn: number
  server_id: string
}

export interface AccessSession {
  id: string
  key: string
  nas_id: string
  service_id: string | null
  class: string | null
  told: string | null
  nas_session: string
  user_name_sealed: string
  station: string | null
  called_station: string | null
  nas_port: string | null
  ipv4: string | null
  ipv6_prefix: string | null
  delegated_prefix: string | null
  interim_s: number | null
  started_at: Temporal.Instant
  heard_at: Temporal.Instant
  received_at: Temporal.Instant
  seconds: number
  up_total: bigint
  up_last: bigint
  down_total: bigint
  down_last: bigint
  ended_at: Temporal.Instant | null
  ended_by: string | null
  end_cause: string | null
  end_wanted_at: Temporal.Instant | null
  end_wanted_because: string | null
  enforcing_until: Temporal.Instant | null
  enforce_failures: Generated<number>
  enforce_said: string | null
  silent_since: Temporal.Instant | null
}

export interface AccessSessionStep {
  id: string
  session_id: string
  at: Temporal.Instant
  what: string
  told: string | null
  said: string | null
  by_kind: string
  by_id: string
}

export interface AccessSpool {
  id: string
  position: bigint
  moved_at: Temporal.Instant
}

export interface AccessTest {
  id: string
  nas_id: string
  service_id: string | null
  asked_at: Temporal.Instant
  answered_at: Temporal.Instant | null
  asked_sealed: string
  outcome_sealed: string | null
  by_kind: string
  by_id: string
}

export interface AccessTrace {
  id: string
  nas_id: string | null
  service_id: string | null
  site_id: string | null
  started_at: Temporal.Instant
  ends_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface AccessTracedPacket {
  id: string
  trace_id: string
  at: Temporal.Instant
  nas_id: string | null
  address: string
  direction: string
  dropped: string | null
  packet_sealed: string
}

export interface BankingAccount {
  id: string
  name: string
  number: string | null
  mapping: ColumnType<unknown, string | null | undefined, string | null>
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BankingArrival {
  id: string
  line_id: string
  journal: bigint
  found_by: string
  found_at: Temporal.Instant
  by_kind: string
  by_id: string
  undone_at: Temporal.Instant | null
}

export interface BankingBooking {
  line_id: string
  kind: string
  account: number | null
  payment_id: string | null
  note: string | null
  booked_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BankingImport {
  id: string
  account_id: string
  file_name: string
  format: string
  file_hash: Buffer
  lines: number
  fresh: number
  from_on: Temporal.PlainDate | null
  to_on: Temporal.PlainDate | null
  imported_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BankingLateTransfer {
  journal: bigint
  found_at: Temporal.Instant
}

export interface BankingLine {
  id: string
  account_id: string
  import_id: string
  key: Buffer
  day: Temporal.PlainDate
  cents: bigint
  reference: string | null
  words_sealed: string
  payer_sealed: string | null
  payment_id: string | null
}

export interface BankingTransferMark {
  is_only: Generated<boolean>
  journal: bigint
}

export interface BillingAdjustment {
  id: string
  subscriber_id: string
  kind: string
  invoice_id: string | null
  of_id: string | null
  cents: bigint
  to_wallet_cents: Generated<bigint>
  reason: string
  certificate: string | null
  certificate_on: Temporal.PlainDate | null
  at: Temporal.Instant
  by_kind: string
  by_id: string
  undone_at: Temporal.Instant | null
  undone_why: string | null
  undone_by_kind: string | null
  undone_by_id: string | null
}

export interface BillingAllocation {
  id: string
  invoice_id: string
  source: string
  key: string
  credit_note_id: string | null
  cents: bigint
  at: Temporal.Instant
  adjustment_id: string | null
}

export interface BillingCreditLine {
  credit_note_id: string
  line_id: string
  taxed: Json
  net_cents: bigint
  excise_cents: bigint
  levies_cents: bigint
  vat_cents: bigint
  gross_cents: bigint
  words_en: string | null
  words_sw: string | null
  earned_cents: bigint | null
}

export interface BillingCreditNote {
  id: string
  number: bigint
  code: string
  invoice_id: string
  subscriber_id: string
  reason: string
  issued_at: Temporal.Instant
  issued_on: Temporal.PlainDate
  currency: string
  net_cents: bigint
  excise_cents: bigint
  levies_cents: bigint
  taxable_cents: bigint
  vat_cents: bigint
  gross_cents: bigint
  to_wallet_cents: bigint
  by_kind: string
  by_id: string
  key: string | null
}

export interface BillingCycle {
  payer_id: string
  kind: string
  unit: string
  count: number
  anchor_day: number | null
  anchor_at: Temporal.Instant
  k: number
  from_at: Temporal.Instant
  to_at: Temporal.Instant
}

export interface BillingDispute {
  id: string
  invoice_id: string
  reason: string
  opened_at: Temporal.Instant
  by_kind: string
  by_id: string
  ended_at: Temporal.Instant | null
  outcome: string | null
  outcome_words: string | null
}

export interface BillingDunningPolicy {
  version: number
  content: Json
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BillingDunningStep {
  subscriber_id: string
  due_on: Temporal.PlainDate
  policy: number
  step: number
  action: string
  open_cents: bigint
  at: Temporal.Instant
}

export interface BillingHeldCoupon {
  id: string
  coupon_id: string
  code: string
  subscriber_id: string
  service_id: string
  used_before: number
  cycles: number
  used: Generated<number>
  state: string
  held_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BillingInvoice {
  id: string
  number: bigint
  code: string
  subscriber_id: string
  key: string
  issued_at: Temporal.Instant
  issued_on: Temporal.PlainDate
  due_on: Temporal.PlainDate
  currency: string
  net_cents: bigint
  excise_cents: bigint
  levies_cents: bigint
  taxable_cents: bigint
  vat_cents: bigint
  gross_cents: bigint
  settled_cents: Generated<bigint>
  by_kind: string
  by_id: string
}

export interface BillingLine {
  id: string
  invoice_id: string
  place: number
  service_id: string | null
  kind: string
  component: string
  from_at: Temporal.Instant | null
  to_at: Temporal.Instant | null
  words_en: string
  words_sw: string
  quantity: bigint
  list_cents: bigint
  price_cents: bigint
  tax_class: string
  taxed: Json
  net_cents: bigint
  excise_cents: bigint
  levies_cents: bigint
  vat_cents: bigint
  gross_cents: bigint
  income_account: number
  is_deferred: boolean
  credited_net_cents: Generated<bigint>
  plan_version_id: string | null
  earned_cents: bigint | null
}

export interface BillingLineAhead {
  invoice_id: string
}

export interface BillingLineDimension {
  line_id: string | null
  dimension: string | null
  key: string | null
}

export interface BillingMrrMove {
  subscriber_id: string
  day: Temporal.PlainDate
  kind: string
  cents: bigint
}

export interface BillingOutage {
  id: string
  service_id: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant
  reason: string
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
  removed_at: Temporal.Instant | null
}

export interface BillingParked {
  run_id: string
  payer_id: string
  kind: string
  from_at: Temporal.Instant
  code: string
  reason: string
  at: Temporal.Instant
}

export interface BillingPlanQuote {
  id: string
  service_id: string
  subscriber_id: string
  to_version_id: string
  at: Temporal.Instant
  valid_until: Temporal.Instant
  credited_cents: bigint
  charged_cents: bigint
  state: string
  change_id: string | null
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BillingProgress {
  one: Generated<boolean>
  recognised_at: Temporal.Instant
  renewed_at: Temporal.Instant
  renewed_id: string
}

export interface BillingPromise {
  id: string
  subscriber_id: string
  until_on: Temporal.PlainDate
  open_cents: bigint
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
  withdrawn_at: Temporal.Instant | null
}

export interface BillingQuotation {
  id: string
  subscriber_id: string
  state: string
  version: Generated<number>
  number: bigint | null
  code: string | null
  items: Json
  notes_en: string
  notes_sw: string
  valid_days: number
  valid_on: Temporal.PlainDate | null
  expires_at: Temporal.Instant | null
  gross_cents: bigint
  sent_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  reason: Generated<string>
  invoice_id: string | null
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface BillingQuotationLine {
  quotation_id: string
  place: number
  item: number
  product_id: string | null
  product: ColumnType<unknown, string | null | undefined, string | null>
  kind: string
  component: string
  charged: string
  words_en: string
  words_sw: string
  quantity: bigint
  list_cents: bigint
  price_cents: bigint
  tax_class: string
  taxed: Json
  gross_cents: bigint
}

export interface BillingQuotationService {
  quotation_id: string
  service_id: string
}

export interface BillingRated {
  service_id: string
  component: string
  plan_version_id: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant
  quantity: bigint
}

export interface BillingRun {
  id: string
  number: GeneratedAlways<bigint>
  mode: string
  cutoff_at: Temporal.Instant
  state: string
  began_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  due: number
  invoiced: Generated<number>
  nothing: Generated<number>
  behind: Generated<number>
  after_at: Temporal.Instant | null
  after_id: string | null
  by_kind: string
  by_id: string
}

export interface BillingRunTotal {
  run_id: string
  kind: string
  plan_version_id: string | null
  lines: bigint
  net_cents: bigint
  excise_cents: bigint
  vat_cents: bigint
  gross_cents: bigint
}

export interface BillingSeries {
  kind: string
  prefix: string
  next: bigint
}

export interface BillingStretch {
  id: string
  service_id: string
  to_at: Temporal.Instant
  subscriber_id: string
  plan_version_id: string
}

export interface BillingSumDay {
  measure: string
  dimension: string
  day: Temporal.PlainDate
  key: string
  cents: bigint
}

export interface BillingSumMark {
  one: Generated<boolean>
  journal: bigint
  ended_at: Temporal.Instant
}

export interface BillingSweep {
  lane: number
  renewed_at: Temporal.Instant
  renewed_id: string
}

export interface CatalogAgreedPrice {
  id: string
  holder_kind: string
  holder_id: string
  plan_id: string
  component_key: string | null
  effect: Json
  with_rules: boolean
  from_on: Temporal.PlainDate
  last_on: Temporal.PlainDate | null
  reason: string
  state: string
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogComposed {
  choice_hash: string
  package_id: string
  plan_version_id: string
  choice: Json
  made_at: Temporal.Instant
}

export interface CatalogCoupon {
  id: string
  code: string
  segment_id: string | null
  content: Json
  uses_max: number | null
  uses: number
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogCouponUse {
  id: string
  coupon_id: string
  subscriber_id: string
  number: number
  key: string
  state: string
  at: Temporal.Instant
}

export interface CatalogPackage {
  id: string
  code: string
  content: Json
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogPlan {
  id: string
  code: string
  name: string
  description_en: string
  description_sw: string
  service_type_id: string
  audience: string
  site_ids: string[] | null
  kind: string
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogPlanPrice {
  plan_version_id: string
  key: string
  kind: string
  tax_class_id: string
}

export interface CatalogPlanVersion {
  id: string
  plan_id: string
  number: number
  state: string
  sell_from: Temporal.Instant | null
  sell_until: Temporal.Instant | null
  terms: Json
  speed_id: string | null
  fair_use_id: string | null
  quota_id: string | null
  access_hours_id: string | null
  price_cents: bigint
  notes: string
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogPriceChange {
  id: string
  plan_id: string
  to_version_id: string
  kind: string
  effective_on: Temporal.PlainDate
  notice_days: number
  reason: string
  announced_at: Temporal.Instant | null
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogPriceRule {
  id: string
  priority: number
  segment_id: string | null
  content: Json
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogProduct {
  id: string
  code: string
  kind: string
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogProductVersion {
  id: string
  product_id: string
  number: number
  content: Json
  tax_class_id: string
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogProfile {
  id: string
  kind: string
  name_en: string
  name_sw: string
  notes: string
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogProfileVersion {
  id: string
  profile_id: string
  number: number
  content: Json
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogSegment {
  id: string
  name_en: string
  name_sw: string
  proof_en: string
  proof_sw: string
  proof_days: number | null
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogServiceType {
  id: string
  name_en: string
  name_sw: string
  online: boolean
  sort: number
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogTax {
  id: string
  name_en: string
  name_sw: string
  kind: string
  level: number
}

export interface CatalogTaxClass {
  id: string
  name_en: string
  name_sw: string
  taxes: string[]
  vat: string
  note: string
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface CatalogTaxRate {
  tax_id: string
  from_on: Temporal.PlainDate
  rate_bp: number | null
  note: string
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface DocumentsBundle {
  id: string
  kind: string
  from_on: Temporal.PlainDate
  to_on: Temporal.PlainDate
  state: string
  wanted: number
  made: Generated<number>
  after_number: Generated<bigint>
  asked_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

export interface DocumentsBundlePart {
  id: string
  bundle_id: string
  place: number
  documents: number
  size_bytes: number
  content_sealed: string
}

export interface DocumentsFiscalStamp {
  id: string
  cu_serial: string
  cu_invoice_number: string
  internal_data: string
  receipt_signature: string
  verify_url: string
  signed_at: Temporal.Instant
}

export interface DocumentsKept {
  id: string
  kind: string
  seller_id: string
  buyer_sealed: string
  kept_at: Temporal.Instant
}

export interface DocumentsProgress {
  kind: string
  number: bigint
}

export interface DocumentsSeller {
  id: string
  version: number
  seller_sealed: string
  kept_at: Temporal.Instant
}

export interface HotspotBuyer {
  known_by: string
  subscriber_id: string
}

export interface HotspotCode {
  id: string
  kind: string
  phone_blind: string | null
  code_blind: string
  site_id: string
  mac: string | null
  tries: Generated<number>
  ends_at: Temporal.Instant
  used_at: Temporal.Instant | null
  service_id: string | null
}

export interface HotspotDoor {
  id: string
  is_open: boolean
  plan_ids: string[]
  login_hosts: string[]
  uam_secret_sealed: string | null
  trial_minutes: number
  trial_every_days: number
  trial_plan_id: string | null
  sponsor_minutes: number
  sponsor_per_device: number
  sponsor_per_day: number
  sponsor_name: string
  sponsor_words: string
  sponsor_plan_id: string | null
  welcome: string
  terms_en: string
  terms_sw: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface HotspotFreeUse {
  id: string
  site_id: string
  kind: string
  mac_blind: string
  device_blind: string
  service_id: string
  minutes: number
  given_at: Temporal.Instant
}

export interface HotspotPass {
  id: string
  site_id: string
  kind: string
  phone_blind: string | null
  device_blind: string | null
  mac_blind: string | null
  handed_at: Temporal.Instant | null
  made_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface HotspotPurchase {
  id: string
  site_id: string
  plan_version_id: string
  price_cents: bigint
  currency: string
  phone_sealed: string
  phone_blind: string
  mac: string | null
  language: string
  for_service_id: string | null
  asked_at: Temporal.Instant
  service_id: string | null
  made_at: Temporal.Instant | null
  undone_at: Temporal.Instant | null
  undone_because: string | null
  wants_offers: Generated<boolean>
}

export interface LedgerAccount {
  code: number
  name: string
  kind: string
  party_kind: string | null
  is_guarded: Generated<boolean>
  export_name: string | null
  is_standard: Generated<boolean>
  archived_at: Temporal.Instant | null
  version: Generated<number>
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface LedgerAccountDay {
  account: number
  day: Temporal.PlainDate
  debit_cents: bigint
  credit_cents: bigint
}

export interface LedgerBooking {
  unit: string | null
}

export interface LedgerJournal {
  number: GeneratedAlways<bigint>
  id: string
  kind: string
  key: string
  body_hash: Buffer
  currency: string
  booked_at: Temporal.Instant
  booked_on: Temporal.PlainDate
  recorded_at: Temporal.Instant
  subject_kind: string | null
  subject_id: string | null
  memo: string | null
  reverses: bigint | null
  by_kind: string
  by_id: string
}

export interface LedgerPartyBalance {
  party: string
  account: number
  cents: bigint
}

export interface LedgerPeriod {
  month: Temporal.PlainDate
  state: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface LedgerPeriodChange {
  id: string
  month: Temporal.PlainDate
  version: number
  state: string
  reason: string
  at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface LedgerPosting {
  journal: bigint
  place: number
  account: number
  party: string | null
  cents: bigint
}

export interface LedgerSeal {
  number: number
  day: Temporal.PlainDate
  from_journal: bigint
  to_journal: bigint
  journal_count: bigint
  hash: Buffer
  mac: string
  sealed_at: Temporal.Instant
}

export interface LedgerVerification {
  id: string
  started_at: Temporal.Instant
  finished_at: Temporal.Instant
  journal_count: bigint
  seal_count: bigint
  finding_count: bigint
  findings: string[]
}

export interface LedgerWatermark {
  one: Generated<boolean>
  rolled_up: bigint
  settled: bigint
  candidate: bigint
  waits_for: string[] | null
}

export interface MessagingAttempt {
  id: string
  message_id: string
  n: number
  channel: string
  gateway_id: string | null
  outcome: string
  why: string | null
  provider_id: string | null
  report: string | null
  report_at: Temporal.Instant | null
  parts: number
  cents: bigint
  at: Temporal.Instant
  ask_at: Temporal.Instant | null
  asks: Generated<number>
}

export interface MessagingEarlyReport {
  gateway_id: string
  provider_id: string
  report: string
  why: string | null
  came_at: Temporal.Instant
}

export interface MessagingGateway {
  id: string
  name: string
  kind: string
  channel: string
  api: string
  sender: string
  rank: number
  is_on: boolean
  part_cents: bigint
  keys_sealed: string
  hook_secret_sealed: string
  hook_hash: string
  rest_until: Temporal.Instant | null
  failures: Generated<number>
  trouble: string | null
  trouble_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface MessagingMessage {
  id: string
  key: string
  purpose: string
  class: string
  language: string
  subscriber_id: string | null
  to_sealed: string
  phone_blind: string | null
  email_blind: string | null
  said_sealed: string | null
  ways: string[]
  state: string
  look_at: Temporal.Instant | null
  tries: Generated<number>
  until_at: Temporal.Instant
  sent_by: string | null
  sent_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  why: string | null
  parts: Generated<number>
  cents: Generated<bigint>
  only_gateway_id: string | null
  again_of: string | null
  written_at: Temporal.Instant
  by_kind: string
  by_id: string
  encloses: string | null
  encloses_id: string | null
}

export interface MessagingOptOut {
  channel: string
  value_blind: string
  how: string
  at: Temporal.Instant
  id: Generated<string>
  value_sealed: string | null
  reason_sealed: string | null
}

export interface MessagingPushAddress {
  id: string
  subscriber_id: string
  endpoint_hash: string
  address_sealed: string
  device: string
  added_at: Temporal.Instant
}

export interface MessagingPushKey {
  id: string
  public_key: string
  private_sealed: string
  made_at: Temporal.Instant
  one: Generated<boolean>
}

export interface MessagingWording {
  template: string
  language: string
  text: string
  subject: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NetworkAddress {
  pool_id: string
  part: string
  range_id: string
  state: string
  service_id: string | null
  key: Generated<string>
  nas_id: string | null
  since: Temporal.Instant | null
  until: Temporal.Instant | null
  note: Generated<string>
}

export interface NetworkAddressUse {
  session_id: string
  address: string
  service_id: string | null
  nas_id: string | null
  mac: string | null
  started_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface NetworkConflict {
  address: string
  kind: string
  nas_id: string
  service_ids: string[]
  since: Temporal.Instant
}

export interface NetworkDevice {
  id: string
  name: string
  name_key: string
  site_id: string
  kind: string
  make: string
  model: string
  serial: string
  address: string | null
  nas_id: string | null
  link_id: string | null
  capacity_bps: bigint | null
  removed_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NetworkLink {
  id: string
  name: string
  site_id: string
  towards_site_id: string | null
  provider: string | null
  medium: string
  role: string
  down_bps: bigint
  up_bps: bigint
  notes: string
  removed_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NetworkNas {
  id: string
  name: string
  name_key: string
  site_id: string
  address: string | null
  tunnel_address: string | null
  behind_nat: boolean
  tunnel: string
  secret_sealed: string
  secret_changed_at: Temporal.Instant
  old_secret_sealed: string | null
  old_secret_until: Temporal.Instant | null
  message_authenticator: string
  coa_way: string
  coa_port: number
  router_os: number | null
  api_port: number | null
  api_tls: boolean
  api_login_sealed: string | null
  tunnel_key_sealed: string | null
  tunnel_public_key: string | null
  swap_octets: boolean
  built_in_profile: string | null
  profile_id: string | null
  notes: string
  archived_at: Temporal.Instant | null
  added_at: Temporal.Instant
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  tls_key_sealed: string | null
  tls_key_made_at: Temporal.Instant | null
  sessions_max: number | null
}

export interface NetworkNasHealth {
  nas_id: string
  authorized_at: Temporal.Instant | null
  accounted_at: Temporal.Instant | null
  confirmed_at: Temporal.Instant | null
  signed_at: Temporal.Instant | null
  sessions: number | null
  software: string | null
  trouble: string | null
  trouble_at: Temporal.Instant | null
  changed_at: Temporal.Instant
}

export interface NetworkNasTest {
  id: string
  nas_id: string
  asked_at: Temporal.Instant
  answered_at: Temporal.Instant | null
  outcome: ColumnType<unknown, string | null | undefined, string | null>
}

export interface NetworkPool {
  id: string
  name: string
  name_key: string
  kind: string
  chosen_by: string
  site_id: string | null
  nas_id: string | null
  dns: string[]
  notes: string
  archived_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  automatic: Generated<boolean>
  accesses: Generated<string[]>
  keep_h: Generated<number>
}

export interface NetworkPoolRange {
  id: string
  pool_id: string
  first: string
  last: string
  part_length: number
  parts: bigint
  made: bigint
}

export interface NetworkPortPlan {
  id: string
  name: string
  nas_id: string
  inside_first: string
  inside_last: string
  outside_first: string
  outside_last: string
  first_port: number
  ports: number
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant | null
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NetworkVendorProfile {
  id: string
  name: string
  name_key: string
  copied_from: string
  document: Json
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NoticesChoice {
  notice: string
  is_on: boolean
  lead_hours: number | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface NoticesConsidered {
  key: string
  at: Temporal.Instant
}

export interface NoticesOutage {
  id: string
  site_id: string
  what: string
  at: Temporal.Instant | null
  told_at: Temporal.Instant
  told_up_to: string | null
  told: Generated<number>
  done_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

export interface OrganizationAnnouncedHoliday {
  key: string
  hijri_year: number
  date: Temporal.PlainDate
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationBrand {
  id: string
  primary_colour: string
  accent_colour: string
  logo: Buffer | null
  logo_type: string | null
  logo_tag: string | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationClosedDay {
  id: string
  date: Temporal.PlainDate
  name: string
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationHours {
  id: string
  hours: Json
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationIsp {
  id: string
  trading_name: string
  legal_name: string
  vat_registered: boolean
  ca_licence_number: string | null
  odpc_number: string | null
  odpc_expires_on: Temporal.PlainDate | null
  website: string | null
  contact_sealed: string | null
  time_zone: string
  week_start: string
  language: string
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationSetting {
  id: string
  value: ColumnType<unknown, string | null | undefined, string | null>
  value_sealed: string | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationSettingChange {
  id: string
  key: string
  version: number
  how: string
  before: ColumnType<unknown, string | null | undefined, string | null>
  before_sealed: string | null
  after: ColumnType<unknown, string | null | undefined, string | null>
  after_sealed: string | null
  at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface OrganizationSetupStep {
  id: string
  state: string
  at: Temporal.Instant
}

export interface OrganizationSite {
  id: string
  name: string
  code: string
  kind: string
  county: string
  town: string | null
  address: string | null
  lat: number | null
  lng: number | null
  contact_sealed: string | null
  notes_sealed: string | null
  opened_at: Temporal.Instant
  archived_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsAssignment {
  id: string
  payment_id: string
  subscriber_id: string | null
  reason: string
  at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsBalance {
  conversation_id: string
  shortcode_id: string
  told_at: Temporal.Instant
  cents: bigint
  accounts: Json
  booked_cents: bigint
}

export interface PaymentsBusinessPayment {
  id: string
  shortcode_id: string
  to_kind: string
  to_number: string
  account: string | null
  cents: bigint
  currency: string
  booked_to: number
  reason: string
  state: string
  receipt: string | null
  why_failed: string | null
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

export interface PaymentsClaim {
  id: string
  receipt: string
  subscriber_id: string | null
  prompt_id: string | null
  phone_sealed: string | null
  device_blind: string | null
  address_blind: string | null
  state: string
  why: string | null
  payment_id: string | null
  claimed_at: Temporal.Instant
  look_at: Temporal.Instant | null
  looks: Generated<number>
  settled_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

export interface PaymentsClosedDay {
  account: number
  day: Temporal.PlainDate
  id: string
  statement_cents: bigint
  ledger_cents: bigint
  lines: number
  closed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsConversation {
  id: string
  shortcode_id: string
  kind: string
  subject_kind: string
  subject_id: string
  state: string
  code: string | null
  said: string | null
  receipt: string | null
  begun_at: Temporal.Instant
  look_at: Temporal.Instant | null
  looks: Generated<number>
  settled_at: Temporal.Instant | null
  theirs: string | null
  reason: string | null
}

export interface PaymentsDifference {
  id: string
  account: number
  day: Temporal.PlainDate
  kind: string
  line_id: string | null
  payment_id: string | null
  cents: bigint
  state: string
  way: string | null
  note: string | null
  found_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  by_kind: string
  by_id: string
}

export interface PaymentsPayment {
  id: string
  number: GeneratedAlways<bigint>
  rail: string
  receipt: string
  channel: string
  into_account: number
  drawer_of: string | null
  cents: bigint
  currency: string
  paid_at: Temporal.Instant
  received_at: Temporal.Instant
  account_sealed: string | null
  payer_sealed: string | null
  payer_phone_blind: string | null
  note_sealed: string | null
  state: string
  subscriber_id: string | null
  matched_by: string | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsPrompt {
  id: string
  shortcode_id: string
  subscriber_id: string | null
  phone_sealed: string
  phone_blind: string
  cents: bigint
  currency: string
  account: string
  state: string
  checkout_id: string | null
  why: string | null
  again_at: Temporal.Instant | null
  asked_at: Temporal.Instant
  look_at: Temporal.Instant | null
  looks: number
  settled_at: Temporal.Instant | null
  payment_id: string | null
  by_kind: string
  by_id: string
  purpose: string | null
  reference: string | null
  site_id: string | null
  asker_blind: string | null
}

export interface PaymentsQr {
  id: string
  shortcode_id: string
  subscriber_id: string
  account: string
  cents: bigint
  state: string
  png: Buffer | null
  said: string | null
  asked_at: Temporal.Instant
}

export interface PaymentsQuietHour {
  id: string
  site_id: string | null
  hour: Temporal.Instant
  expected_payments: number
  expected_cents: bigint
  payments: number
  cents: bigint
  noticed_at: Temporal.Instant
  made_up_at: Temporal.Instant | null
}

export interface PaymentsRefund {
  id: string
  payment_id: string
  subscriber_id: string | null
  cents: bigint
  currency: string
  state: string
  reason: string
  receipt: string | null
  why_failed: string | null
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsShortcode {
  id: string
  name: string
  kind: string
  number: string
  store: string
  site_id: string | null
  api: string
  door_sealed: string
  hook_secret_sealed: string
  hook_hash: string
  into_account: number
  is_on: boolean
  validates: boolean
  urls_registered_at: Temporal.Instant | null
  pull_registered_at: Temporal.Instant | null
  pulled_until: Temporal.Instant | null
  trouble: string | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsSighting {
  payment_id: string
  channel: string
  cents: bigint
  paid_at: Temporal.Instant
  seen_at: Temporal.Instant
}

export interface PaymentsStandingOrder {
  id: string
  shortcode_id: string
  subscriber_id: string
  phone_sealed: string
  account: string
  cents: bigint
  frequency: string
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  state: string
  why: string | null
  mandate: string | null
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  next_on: Temporal.PlainDate | null
  paid_on: Temporal.PlainDate | null
  missed: Generated<number>
  by_kind: string
  by_id: string
}

export interface PaymentsStatement {
  id: string
  account: number
  shortcode_id: string | null
  format: string
  file_name: string
  digest: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant
  lines: number
  known_lines: number
  skipped: number
  gaps: number
  state: string
  imported_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface PaymentsStatementLine {
  id: string
  statement_id: string
  account: number
  place: number
  key: string
  kind: string
  rail: string
  receipt: string | null
  of_receipt: string | null
  at: Temporal.Instant
  cents: bigint
  balance_cents: bigint | null
  told_sealed: string
  state: string
  payment_id: string | null
  refund_id: string | null
  business_payment_id: string | null
}

export interface PaymentsTelling {
  id: string
  shortcode_id: string
  kind: string
  body_sealed: string
  from_address: string
  came_at: Temporal.Instant
  state: string
  look_at: Temporal.Instant
  why: string | null
  payment_id: string | null
  done_at: Temporal.Instant | null
  conversation_id: string | null
}

export interface PlatformAudit {
  id: string
  at: Temporal.Instant
  action: string
  outcome: string
  actor_kind: string
  actor_id: string | null
  via: string | null
  objects: Generated<string[]>
  site_id: string | null
  ip: string | null
  user_agent: string | null
  request_id: string | null
  because: string | null
  detail_sealed: string | null
  detail_mac: Buffer | null
  mac: Buffer
}

export interface PlatformAuditAnchor {
  day: Temporal.PlainDate
  position: bigint
  hash: Buffer
  mac: Buffer
}

export interface PlatformAuditHead {
  one: Generated<boolean>
  position: bigint
  hash: Buffer
  mac: Buffer
  linked_at: Temporal.Instant
}

export interface PlatformAuditLink {
  position: bigint
  audit_id: string
  hash: Buffer
}

export interface PlatformAuditUnlinked {
  audit_id: string
}

export interface PlatformAuditVerification {
  id: string
  started_at: Temporal.Instant
  finished_at: Temporal.Instant
  row_count: bigint
  waiting_count: bigint
  erased_count: bigint
  anchor_count: number
  finding_count: bigint
  findings: string[]
}

export interface PlatformDataKey {
  id: string
  purpose: string
  state: string
  kek: string
  wrapped: string | null
  made_at: Temporal.Instant
  changed_at: Temporal.Instant
}

export interface PlatformEvent {
  id: string
  name: string
  payload: Json
  at: Temporal.Instant
  actor: string
  origin: string
  order_key: string | null
}

export interface PlatformGuess {
  bucket: string
  spent_until: Temporal.Instant
}

export interface PlatformIdempotency {
  id: string
  actor: string
  endpoint: string
  key: string
  fingerprint: Buffer
  reply_sealed: string
  at: Temporal.Instant
}

export interface PlatformInvariantRun {
  name: string
  at: Temporal.Instant
  violated_since: Temporal.Instant | null
  violations: string[]
  fault: string | null
}

export interface PlatformMigration {
  number: number
  name: string
  sha256: string
  applied_at: Generated<Temporal.Instant>
}

export interface PlatformReactionDone {
  event_id: string
  reaction: string
  at: Temporal.Instant
}

export interface PlatformReconciler {
  name: string
  started_at: Temporal.Instant
  finished_at: Temporal.Instant | null
  done: number | null
  remaining: number | null
  fault: string | null
}

export interface PlatformReseal {
  table_name: string
  column_name: string
  after_id: string | null
  rows_resealed: Generated<bigint>
  rows_broken: Generated<bigint>
  finished_at: Temporal.Instant | null
}

export interface PlatformSearched {
  table_name: string
  columns: string[]
}

export interface PlatformWebhook {
  id: string
  name: string
  host: string
  url_sealed: string
  events: string[]
  secret_sealed: string
  old_secret_sealed: string | null
  old_secret_until: Temporal.Instant | null
  state: string
  off_because: string | null
  failing_since: Temporal.Instant | null
  last_delivered_at: Temporal.Instant | null
  version: Generated<number>
  added_at: Temporal.Instant
  changed_at: Temporal.Instant
}

export interface PlatformWebhookDelivery {
  id: string
  webhook_id: string
  event_id: string
  event: string
  body_sealed: string
  state: string
  attempts: Generated<number>
  at: Temporal.Instant
  next_at: Temporal.Instant | null
  delivered_at: Temporal.Instant | null
  last_status: number | null
  last_error: string | null
}

export interface PlatformWebhookTry {
  id: string
  delivery_id: string
  at: Temporal.Instant
  duration_ms: number
  status: number | null
  error: string | null
  answer_sealed: string | null
}

export interface ServicesAddon {
  id: string
  service_id: string
  product_id: string
  name: string
  quantity: number
  from_at: Temporal.Instant
  to_at: Temporal.Instant | null
  price: Json
  added_at: Temporal.Instant
}

export interface ServicesAutoChange {
  id: string
  may_upgrade: boolean
  may_downgrade: boolean
  ceiling_cents: bigint
  consented_at: Temporal.Instant
  consented_by: string
  cooldown_periods: number
  last_change_at: Temporal.Instant | null
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  looked_until: Temporal.Instant | null
}

export interface ServicesCredential {
  id: string
  service_id: string
  username: string
  password_sealed: string
  nt_hash_sealed: string
  made_at: Temporal.Instant
  changed_at: Temporal.Instant
}

export interface ServicesDevice {
  id: string
  service_id: string
  mac: string
  name: string
  role: string
  added_at: Temporal.Instant
}

export interface ServicesFixedAddress {
  id: string
  service_id: string
  kind: string
  net: string
  added_at: Temporal.Instant
}

export interface ServicesHold {
  id: string
  service_id: string
  reason: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant | null
  bills: boolean
  note_sealed: string | null
  set_at: Temporal.Instant
  by_kind: string
  by_id: string
  lifted_at: Temporal.Instant | null
  lifted_by_kind: string | null
  lifted_by_id: string | null
}

export interface ServicesPendingChange {
  id: string
  service_id: string
  what: string
  effective: string
  at: Temporal.Instant | null
  details: Json
  quote_id: string | null
  asked_at: Temporal.Instant
  by_kind: string
  by_id: string
  done_at: Temporal.Instant | null
  dropped_at: Temporal.Instant | null
}

export interface ServicesPeriod {
  id: string
  service_id: string
  kind: string
  addon_id: Generated<string>
  from_at: Temporal.Instant
  to_at: Temporal.Instant
  paid: boolean
  plan_version_id: string
  price: Json
  invoice_id: string | null
  made_at: Temporal.Instant
}

export interface ServicesService {
  id: string
  number: string
  subscriber_id: string
  plan_version_id: string
  site_id: string | null
  address_id: string | null
  contract_id: string | null
  label: string | null
  access: string
  pay: string
  status: string
  waits_for: string | null
  requested_at: Temporal.Instant
  activated_at: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  ended_because: string | null
  paid_until: Temporal.Instant | null
  grace_s: Generated<number>
  dunning: Generated<string>
  auto_renew: Generated<boolean>
  renew_priority: Generated<number>
  sessions_max: number | null
  is_bound: Generated<boolean>
  change: bigint
  changed_xid: Generated<string>
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  chosen: ColumnType<unknown, string | undefined, string>
  nas_ids: Generated<string[]>
}

export interface ServicesTransition {
  id: string
  seq: GeneratedAlways<bigint>
  service_id: string
  at: Temporal.Instant
  event: string
  from_status: string | null
  to_status: string
  because: string | null
  by_kind: string
  by_id: string
}

export interface StaffApiKey {
  id: string
  member_id: string
  name: string
  hint: string
  key_hash: string
  permissions: string[]
  networks: string[]
  made_at: Temporal.Instant
  expires_at: Temporal.Instant
  revoked_at: Temporal.Instant | null
  last_used_at: Temporal.Instant | null
  last_used_ip: string | null
}

export interface StaffDevice {
  token_hash: string
  member_id: string
  first_seen_at: Temporal.Instant
  last_seen_at: Temporal.Instant
}

export interface StaffInvitation {
  id: string
  name_sealed: string
  email_sealed: string
  email_blind: string
  language: string
  roles: Json
  token_hash: string
  invited_by: string
  invited_at: Temporal.Instant
  expires_at: Temporal.Instant
  accepted_at: Temporal.Instant | null
  revoked_at: Temporal.Instant | null
}

export interface StaffKnownPermission {
  permission: string
}

export interface StaffMail {
  id: string
  letter_sealed: string
  written_at: Temporal.Instant
}

export interface StaffMailedCode {
  id: string
  purpose: string
  subject_id: string
  member_id: string
  code_blind: string
  new_email_sealed: string | null
  new_email_blind: string | null
  sent_at: Temporal.Instant
  ends_at: Temporal.Instant
  tries: Generated<number>
  used_at: Temporal.Instant | null
}

export interface StaffMember {
  id: string
  name_sealed: string
  email_sealed: string
  email_blind: string
  password_hash: string
  password_changed_at: Temporal.Instant
  language: string
  time_format: Generated<string>
  theme: Generated<string>
  totp_secret_sealed: string | null
  totp_added_at: Temporal.Instant | null
  totp_step: bigint | null
  totp_pending_sealed: string | null
  disabled_at: Temporal.Instant | null
  disabled_because_sealed: string | null
  joined_at: Temporal.Instant
  last_sign_in_at: Temporal.Instant | null
}

export interface StaffMemberRole {
  member_id: string
  role_id: string
  site_ids: string[] | null
  until: Temporal.Instant | null
  given_by: string | null
  given_at: Temporal.Instant
}

export interface StaffPasskey {
  id: string
  member_id: string
  credential_id: string
  public_key: Buffer
  counter: bigint
  transports: string[]
  synced: boolean
  name: string
  added_at: Temporal.Instant
  last_used_at: Temporal.Instant | null
}

export interface StaffRecoveryCode {
  member_id: string
  slot: string
  code_hash: string
  used_at: Temporal.Instant | null
}

export interface StaffRole {
  id: string
  seed: string | null
  name: string
  description: Generated<string>
  permissions: Generated<string[]>
  requires_mfa: Generated<boolean>
  made_at: Generated<Temporal.Instant>
}

export interface StaffSession {
  id: string
  token_hash: string
  member_id: string
  device: string
  ip: string
  started_at: Temporal.Instant
  last_seen_at: Temporal.Instant
  proven_at: Temporal.Instant
  ends_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  ended_because: string | null
  challenge: string | null
  challenge_until: Temporal.Instant | null
}

export interface StaffSetUpCode {
  code_hash: string
  ends_at: Temporal.Instant
}

export interface StaffSignIn {
  id: string
  token_hash: string
  member_id: string | null
  started_at: Temporal.Instant
  ends_at: Temporal.Instant
  tries: Generated<number>
  challenge: string | null
  finished_at: Temporal.Instant | null
}

export interface StaffSignInAttempt {
  id: string
  at: Temporal.Instant
  member_id: string | null
  ip: string
  device: string
  factor: string
  outcome: string
}

export interface StaffWrongTries {
  key: string
  tries: number
  last_at: Temporal.Instant
}

export interface SubscribersAddress {
  id: string
  subscriber_id: string
  kind: string
  county: string
  place_sealed: string
  added_at: Temporal.Instant
  archived_at: Temporal.Instant | null
}

export interface SubscribersConsent {
  id: string
  seq: GeneratedAlways<bigint>
  subscriber_id: string
  purpose: string
  what: string
  text_version: string
  channel: string
  at: Temporal.Instant
  ip_sealed: string | null
  by_kind: string
  by_id: string
}

export interface SubscribersContact {
  id: string
  subscriber_id: string
  channel: string
  purpose: string
  value_sealed: string
  value_blind: string
  name_sealed: string | null
  added_at: Temporal.Instant
  phone_hash_blind: string | null
  phone_ends_blind: string | null
}

export interface SubscribersContract {
  id: string
  subscriber_id: string
  number: string
  state: string
  name: string
  from_on: Temporal.PlainDate
  until_on: Temporal.PlainDate | null
  terms: Json
  document_id: string | null
  ended_on: Temporal.PlainDate | null
  added_at: Temporal.Instant
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface SubscribersDocument {
  id: string
  subscriber_id: string
  kind: string
  name_sealed: string
  media_type: string
  size_bytes: number
  added_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface SubscribersDocumentContent {
  id: string
  content_sealed: string
}

export interface SubscribersMoment {
  id: string
  seq: GeneratedAlways<bigint>
  subscriber_id: string
  at: Temporal.Instant
  what: string
  facts: ColumnType<unknown, string | undefined, string>
  note_sealed: string | null
  is_pinned: Generated<boolean>
  by_kind: string
  by_id: string
}

export interface SubscribersPortalCode {
  id: string
  value_blind: string
  code_blind: string
  tries: Generated<number>
  made_at: Temporal.Instant
  ends_at: Temporal.Instant
  used_at: Temporal.Instant | null
}

export interface SubscribersPortalGoogle {
  value_blind: string
  subject_blind: string
  linked_at: Temporal.Instant
}

export interface SubscribersPortalPasskey {
  id: string
  subscriber_id: string
  value_blind: string
  credential_id: string
  public_key: Buffer
  counter: bigint
  transports: string[]
  synced: boolean
  name: string
  added_at: Temporal.Instant
  last_used_at: Temporal.Instant | null
}

export interface SubscribersPortalPassword {
  value_blind: string
  password_hash: string
  tries: Generated<number>
  tried_at: Temporal.Instant | null
  set_at: Temporal.Instant
}

export interface SubscribersPortalSession {
  id: string
  token_hash: string
  value_blind: string
  subscriber_id: string
  device: string
  started_at: Temporal.Instant
  last_seen_at: Temporal.Instant
  ends_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  challenge: string | null
  challenge_until: Temporal.Instant | null
}

export interface SubscribersPortalTry {
  id: string
  token_hash: string
  way: string
  challenge: string | null
  secrets_sealed: string | null
  step: string
  value_blind: string | null
  subject_blind: string | null
  because: string | null
  started_at: Temporal.Instant
  ends_at: Temporal.Instant
}

export interface SubscribersSegmentClaim {
  id: string
  subscriber_id: string
  segment_id: string
  state: string
  document_id: string | null
  from_on: Temporal.PlainDate
  until_on: Temporal.PlainDate | null
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface SubscribersSubscriber {
  id: string
  number: string
  kind: string
  state: string
  name_sealed: string
  details_sealed: string
  search: string[]
  parent_id: string | null
  merged_into: string | null
  site_id: string | null
  county: string | null
  language: string
  tags: Generated<string[]>
  payment_days: Generated<number>
  credit_limit_cents: Generated<bigint>
  cycle_unit: Generated<string>
  cycle_count: Generated<number>
  cycle_anchor: number | null
  billed_to: Generated<string>
  added_at: Temporal.Instant
  closed_at: Temporal.Instant | null
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
  referred_by: string | null
}

export interface SubscribersTaxStanding {
  id: string
  subscriber_id: string
  kind: string
  from_on: Temporal.PlainDate
  until_on: Temporal.PlainDate | null
  certificate_sealed: string
  document_id: string | null
  ended_at: Temporal.Instant | null
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface TillsClosing {
  id: string
  drawer_id: string
  closed_at: Temporal.Instant
  expected_cents: bigint
  counted_cents: bigint
  counts: Json
  lines: Json
  settled: bigint
  after_settled: Json
  note: string | null
  journal_id: string | null
  undone_at: Temporal.Instant | null
  undone_because: string | null
  by_kind: string
  by_id: string
}

export interface TillsDrawer {
  id: string
  number: GeneratedAlways<bigint>
  cashier: string
  site_id: string
  day: Temporal.PlainDate
  float_cents: bigint
  state: string
  opened_at: Temporal.Instant
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface TillsMovement {
  id: string
  drawer_id: string
  way: string
  cents: bigint
  note: string
  at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface UsageCounter {
  service_id: string
  key: string
  meter: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant | null
  granted: bigint | null
  used: bigint
  reserved: bigint
  beyond: bigint
}

export interface UsageDay {
  service_id: string
  day: Temporal.PlainDate
  up: bigint
  down: bigint
  seconds: number
}

export interface UsageExtra {
  id: string
  service_id: string
  kind: string
  amount: bigint | null
  down_bps: bigint | null
  up_bps: bigint | null
  from_at: Temporal.Instant
  to_at: Temporal.Instant | null
  how: string
  reason: string
  cause: string | null
  at: Temporal.Instant
  by_kind: string
  by_id: string
  undone_at: Temporal.Instant | null
  undone_by_kind: string | null
  undone_by_id: string | null
}

export interface UsageHour {
  service_id: string
  hour: Temporal.Instant
  up: bigint
  down: bigint
  seconds: number
}

export interface UsagePastCounter {
  service_id: string
  key: string
  from_at: Temporal.Instant
  to_at: Temporal.Instant
  meter: string
  granted: bigint | null
  used: bigint
  beyond: bigint
}

export interface UsageReservation {
  service_id: string
  session_id: string
  seq: number
  counter: string
  granted: bigint
  remaining: bigint
  expires_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export interface UsageStanding {
  service_id: string
  plan_version_id: string
  fair_use_id: string | null
  quota_id: string | null
  anchor: Temporal.Instant
  stage: number | null
  quota_state: string | null
  quota_step: number | null
  next_at: Temporal.Instant | null
  changed_xid: Generated<string>
  quota_share: number | null
  fair_use_share: number | null
}

export interface VouchersBatch {
  id: string
  number: GeneratedAlways<bigint>
  name: string
  plan_version_id: string
  site_ids: string[]
  face_cents: bigint
  currency: string
  kind_of_code: string
  devices: number | null
  last_day: Temporal.PlainDate
  printable_until: Temporal.Instant
  wanted: number
  made: number
  sold: number
  redeemed: number
  voided: number
  expired: number
  made_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface VouchersPrintable {
  id: string
  batch_id: string
  from_serial: number
  to_serial: number
  codes_sealed: string
}

export interface VouchersSale {
  id: string
  batch_id: string
  from_serial: number
  to_serial: number
  vouchers: number
  buyer_sealed: string
  how: string
  paid_cents: bigint
  reference: string | null
  sold_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface VouchersSheet {
  id: string
  batch_id: string
  format: string
  from_serial: number
  to_serial: number
  state: string
  made: number
  wanted: number
  asked_at: Temporal.Instant
  by_kind: string
  by_id: string
}

export interface VouchersSheetPart {
  id: string
  sheet_id: string
  place: number
  vouchers: number
  size_bytes: number
  pdf_sealed: string
}

export interface VouchersStolenTry {
  id: string
  voucher_id: string
  device_blind: string
  site_id: string | null
  at: Temporal.Instant
}

export interface VouchersVoucher {
  id: string
  batch_id: string
  serial: number
  code_blind: string
  state: string
  state_at: Temporal.Instant
  sale_id: string | null
  service_id: string | null
  site_id: string | null
  why: string | null
  subscriber_id: string | null
}

export interface VouchersWrongTry {
  who_blind: string
  kind: string
  slot: Temporal.Instant
  site_id: string | null
  tries: number
  stolen: number
  last_at: Temporal.Instant
  id: string
}

export interface DB {
  'access.answering': AccessAnswering
  'access.attempt': AccessAttempt
  'access.attempt_count': AccessAttemptCount
  'access.drop_count': AccessDropCount
  'access.home_server': AccessHomeServer
  'access.home_state': AccessHomeState
  'access.mark': AccessMark
  'access.nas_look': AccessNasLook
  'access.online': AccessOnline
  'access.past_session': AccessPastSession
  'access.realm': AccessRealm
  'access.realm_server': AccessRealmServer
  'access.session': AccessSession
  'access.session_step': AccessSessionStep
  'access.spool': AccessSpool
  'access.test': AccessTest
  'access.trace': AccessTrace
  'access.traced_packet': AccessTracedPacket
  'banking.account': BankingAccount
  'banking.arrival': BankingArrival
  'banking.booking': BankingBooking
  'banking.import': BankingImport
  'banking.late_transfer': BankingLateTransfer
  'banking.line': BankingLine
  'banking.transfer_mark': BankingTransferMark
  'billing.adjustment': BillingAdjustment
  'billing.allocation': BillingAllocation
  'billing.credit_line': BillingCreditLine
  'billing.credit_note': BillingCreditNote
  'billing.cycle': BillingCycle
  'billing.dispute': BillingDispute
  'billing.dunning_policy': BillingDunningPolicy
  'billing.dunning_step': BillingDunningStep
  'billing.held_coupon': BillingHeldCoupon
  'billing.invoice': BillingInvoice
  'billing.line': BillingLine
  'billing.line_ahead': BillingLineAhead
  'billing.line_dimension': BillingLineDimension
  'billing.mrr_move': BillingMrrMove
  'billing.outage': BillingOutage
  'billing.parked': BillingParked
  'billing.plan_quote': BillingPlanQuote
  'billing.progress': BillingProgress
  'billing.promise': BillingPromise
  'billing.quotation': BillingQuotation
  'billing.quotation_line': BillingQuotationLine
  'billing.quotation_service': BillingQuotationService
  'billing.rated': BillingRated
  'billing.run': BillingRun
  'billing.run_total': BillingRunTotal
  'billing.series': BillingSeries
  'billing.stretch': BillingStretch
  'billing.sum_day': BillingSumDay
  'billing.sum_mark': BillingSumMark
  'billing.sweep': BillingSweep
  'catalog.agreed_price': CatalogAgreedPrice
  'catalog.composed': CatalogComposed
  'catalog.coupon': CatalogCoupon
  'catalog.coupon_use': CatalogCouponUse
  'catalog.package': CatalogPackage
  'catalog.plan': CatalogPlan
  'catalog.plan_price': CatalogPlanPrice
  'catalog.plan_version': CatalogPlanVersion
  'catalog.price_change': CatalogPriceChange
  'catalog.price_rule': CatalogPriceRule
  'catalog.product': CatalogProduct
  'catalog.product_version': CatalogProductVersion
  'catalog.profile': CatalogProfile
  'catalog.profile_version': CatalogProfileVersion
  'catalog.segment': CatalogSegment
  'catalog.service_type': CatalogServiceType
  'catalog.tax': CatalogTax
  'catalog.tax_class': CatalogTaxClass
  'catalog.tax_rate': CatalogTaxRate
  'documents.bundle': DocumentsBundle
  'documents.bundle_part': DocumentsBundlePart
  'documents.fiscal_stamp': DocumentsFiscalStamp
  'documents.kept': DocumentsKept
  'documents.progress': DocumentsProgress
  'documents.seller': DocumentsSeller
  'hotspot.buyer': HotspotBuyer
  'hotspot.code': HotspotCode
  'hotspot.door': HotspotDoor
  'hotspot.free_use': HotspotFreeUse
  'hotspot.pass': HotspotPass
  'hotspot.purchase': HotspotPurchase
  'ledger.account': LedgerAccount
  'ledger.account_day': LedgerAccountDay
  'ledger.booking': LedgerBooking
  'ledger.journal': LedgerJournal
  'ledger.party_balance': LedgerPartyBalance
  'ledger.period': LedgerPeriod
  'ledger.period_change': LedgerPeriodChange
  'ledger.posting': LedgerPosting
  'ledger.seal': LedgerSeal
  'ledger.verification': LedgerVerification
  'ledger.watermark': LedgerWatermark
  'messaging.attempt': MessagingAttempt
  'messaging.early_report': MessagingEarlyReport
  'messaging.gateway': MessagingGateway
  'messaging.message': MessagingMessage
  'messaging.opt_out': MessagingOptOut
  'messaging.push_address': MessagingPushAddress
  'messaging.push_key': MessagingPushKey
  'messaging.wording': MessagingWording
  'network.address': NetworkAddress
  'network.address_use': NetworkAddressUse
  'network.conflict': NetworkConflict
  'network.device': NetworkDevice
  'network.link': NetworkLink
  'network.nas': NetworkNas
  'network.nas_health': NetworkNasHealth
  'network.nas_test': NetworkNasTest
  'network.pool': NetworkPool
  'network.pool_range': NetworkPoolRange
  'network.port_plan': NetworkPortPlan
  'network.vendor_profile': NetworkVendorProfile
  'notices.choice': NoticesChoice
  'notices.considered': NoticesConsidered
  'notices.outage': NoticesOutage
  'organization.announced_holiday': OrganizationAnnouncedHoliday
  'organization.brand': OrganizationBrand
  'organization.closed_day': OrganizationClosedDay
  'organization.hours': OrganizationHours
  'organization.isp': OrganizationIsp
  'organization.setting': OrganizationSetting
  'organization.setting_change': OrganizationSettingChange
  'organization.setup_step': OrganizationSetupStep
  'organization.site': OrganizationSite
  'payments.assignment': PaymentsAssignment
  'payments.balance': PaymentsBalance
  'payments.business_payment': PaymentsBusinessPayment
  'payments.claim': PaymentsClaim
  'payments.closed_day': PaymentsClosedDay
  'payments.conversation': PaymentsConversation
  'payments.difference': PaymentsDifference
  'payments.payment': PaymentsPayment
  'payments.prompt': PaymentsPrompt
  'payments.qr': PaymentsQr
  'payments.quiet_hour': PaymentsQuietHour
  'payments.refund': PaymentsRefund
  'payments.shortcode': PaymentsShortcode
  'payments.sighting': PaymentsSighting
  'payments.standing_order': PaymentsStandingOrder
  'payments.statement': PaymentsStatement
  'payments.statement_line': PaymentsStatementLine
  'payments.telling': PaymentsTelling
  'platform.audit': PlatformAudit
  'platform.audit_anchor': PlatformAuditAnchor
  'platform.audit_head': PlatformAuditHead
  'platform.audit_link': PlatformAuditLink
  'platform.audit_unlinked': PlatformAuditUnlinked
  'platform.audit_verification': PlatformAuditVerification
  'platform.data_key': PlatformDataKey
  'platform.event': PlatformEvent
  'platform.guess': PlatformGuess
  'platform.idempotency': PlatformIdempotency
  'platform.invariant_run': PlatformInvariantRun
  'platform.migration': PlatformMigration
  'platform.reaction_done': PlatformReactionDone
  'platform.reconciler': PlatformReconciler
  'platform.reseal': PlatformReseal
  'platform.searched': PlatformSearched
  'platform.webhook': PlatformWebhook
  'platform.webhook_delivery': PlatformWebhookDelivery
  'platform.webhook_try': PlatformWebhookTry
  'services.addon': ServicesAddon
  'services.auto_change': ServicesAutoChange
  'services.credential': ServicesCredential
  'services.device': ServicesDevice
  'services.fixed_address': ServicesFixedAddress
  'services.hold': ServicesHold
  'services.pending_change': ServicesPendingChange
  'services.period': ServicesPeriod
  'services.service': ServicesService
  'services.transition': ServicesTransition
  'staff.api_key': StaffApiKey
  'staff.device': StaffDevice
  'staff.invitation': StaffInvitation
  'staff.known_permission': StaffKnownPermission
  'staff.mail': StaffMail
  'staff.mailed_code': StaffMailedCode
  'staff.member': StaffMember
  'staff.member_role': StaffMemberRole
  'staff.passkey': StaffPasskey
  'staff.recovery_code': StaffRecoveryCode
  'staff.role': StaffRole
  'staff.session': StaffSession
  'staff.set_up_code': StaffSetUpCode
  'staff.sign_in': StaffSignIn
  'staff.sign_in_attempt': StaffSignInAttempt
  'staff.wrong_tries': StaffWrongTries
  'subscribers.address': SubscribersAddress
  'subscribers.consent': SubscribersConsent
  'subscribers.contact': SubscribersContact
  'subscribers.contract': SubscribersContract
  'subscribers.document': SubscribersDocument
  'subscribers.document_content': SubscribersDocumentContent
  'subscribers.moment': SubscribersMoment
  'subscribers.portal_code': SubscribersPortalCode
  'subscribers.portal_google': SubscribersPortalGoogle
  'subscribers.portal_passkey': SubscribersPortalPasskey
  'subscribers.portal_password': SubscribersPortalPassword
  'subscribers.portal_session': SubscribersPortalSession
  'subscribers.portal_try': SubscribersPortalTry
  'subscribers.segment_claim': SubscribersSegmentClaim
  'subscribers.subscriber': SubscribersSubscriber
  'subscribers.tax_standing': SubscribersTaxStanding
  'tills.closing': TillsClosing
  'tills.drawer': TillsDrawer
  'tills.movement': TillsMovement
  'usage.counter': UsageCounter
  'usage.day': UsageDay
  'usage.extra': UsageExtra
  'usage.hour': UsageHour
  'usage.past_counter': UsagePastCounter
  'usage.reservation': UsageReservation
  'usage.standing': UsageStanding
  'vouchers.batch': VouchersBatch
  'vouchers.printable': VouchersPrintable
  'vouchers.sale': VouchersSale
  'vouchers.sheet': VouchersSheet
  'vouchers.sheet_part': VouchersSheetPart
  'vouchers.stolen_try': VouchersStolenTry
  'vouchers.voucher': VouchersVoucher
  'vouchers.wrong_try': VouchersWrongTry
}
