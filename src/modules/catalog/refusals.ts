import { refusal, refusesStale } from '#kernel/refusal.ts'

export const refuseStale = refusesStale(
  refusal(
    'catalog.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)

export const planNotFound = refusal('catalog.plan_not_found', 404, 'There is no such plan.')
export const planVersionNotFound = refusal(
  'catalog.plan_version_not_found',
  404,
  'There is no such version of a plan.',
)
export const codeTaken = refusal('catalog.code_taken', 409, 'The code {code} is taken already.')
export const nameTaken = refusal('catalog.name_taken', 409, 'The name {name} is taken already.')
export const planIsArchived = refusal(
  'catalog.plan_is_archived',
  409,
  'This plan is archived. Restore it first.',
)
export const versionIsPublished = refusal(
  'catalog.version_is_published',
  409,
  'Version {number} was published and never changes: people may have bought it. Make a next version.',
)
export const noDraft = refusal('catalog.no_draft', 409, 'This plan has no draft.')
export const notReadyToSell = refusal(
  'catalog.not_ready_to_sell',
  422,
  'Something is missing before this plan can be sold.',
)
export const tooShortToInvoice = refusal(
  'catalog.too_short_to_invoice',
  422,
  'What is invoiced afterwards is sold by the day or longer; by the hour it is paid before.',
)
export const sellFromPast = refusal('catalog.sell_from_past', 422, 'Sale cannot begin in the past.')
export const noTaxClass = refusal(
  'catalog.no_tax_class',
  422,
  'A price needs a tax class that is in use; {class} is not one.',
)
export const noServiceType = refusal(
  'catalog.no_service_type',
  422,
  'There is no kind of service {type} in use.',
)
export const serviceTypeInUse = refusal(
  'catalog.service_type_in_use',
  409,
  'Plans of this kind are on sale. Archive them first.',
)
export const serviceTypeNotFound = refusal(
  'catalog.service_type_not_found',
  404,
  'There is no such kind of service.',
)
export const profileNotFound = refusal(
  'catalog.profile_not_found',
  404,
  'There is no such profile.',
)
export const profileUnfit = refusal(
  'catalog.profile_unfit',
  422,
  'This is no version of a profile of that kind.',
)
export const profileKindStays = refusal(
  'catalog.profile_kind_stays',
  422,
  'A profile keeps its kind. Add another one.',
)
export const taxNotFound = refusal('catalog.tax_not_found', 404, 'There is no such tax.')
export const rateInPast = refusal(
  'catalog.rate_in_past',
  422,
  'A rate begins today or later: what was invoiced before keeps its own. Correct it with credit notes.',
)
export const rateTaken = refusal(
  'catalog.rate_taken',
  409,
  'This tax has a rate from that day on already.',
)
export const rateInForce = refusal(
  'catalog.rate_in_force',
  409,
  'Only a rate that is not in force yet can be taken back.',
)
export const taxClassNotFound = refusal(
  'catalog.tax_class_not_found',
  404,
  'There is no such tax class.',
)
export const taxClassInUse = refusal(
  'catalog.tax_class_in_use',
  409,
  'Plans or products on sale have this tax class. Give them another one first.',
)
export const productNotFound = refusal(
  'catalog.product_not_found',
  404,
  'There is no such product.',
)
export const segmentNotFound = refusal(
  'catalog.segment_not_found',
  404,
  'There is no such segment.',
)
export const ruleNotFound = refusal('catalog.rule_not_found', 404, 'There is no such price rule.')
export const rulesOverlap = refusal(
  'catalog.rules_overlap',
  409,
  'The rule “{name}” has the priority {priority}, too, and can reach the same prices, so nobody could say which comes first. Choose another priority.',
)
export const scopeUnknown = refusal(
  'catalog.scope_unknown',
  422,
  'A plan, kind of service or segment that this is for does not exist.',
)
export const couponNotFound = refusal('catalog.coupon_not_found', 404, 'There is no such coupon.')
export const couponLimit = refusal(
  'catalog.coupon_limit',
  422,
  'This coupon was used {uses} times already; its limit cannot be lower.',
)
export const couponUsedUp = refusal(
  'catalog.coupon_used_up',
  409,
  'The coupon {code} was used as often as it can be.',
)
export const couponIsOff = refusal(
  'catalog.coupon_is_off',
  409,
  'The coupon {code} is switched off.',
)
export const couponKeyTaken = refusal(
  'catalog.coupon_key_taken',
  409,
  'This was counted for another coupon or subscriber already.',
)
export const agreedPriceNotFound = refusal(
  'catalog.agreed_price_not_found',
  404,
  'There is no such agreed price.',
)
export const noSuchPrice = refusal(
  'catalog.no_such_price',
  422,
  'No version of this plan has a price {key}.',
)
export const packageNotFound = refusal(
  'catalog.package_not_found',
  404,
  'There is no such package.',
)
export const choiceRefused = refusal(
  'catalog.choice_refused',
  422,
  'This choice is not offered: look at the fields.',
)
export const priceChangeNotFound = refusal(
  'catalog.price_change_not_found',
  404,
  'There is no such price change.',
)
export const priceChangeExists = refusal(
  'catalog.price_change_exists',
  409,
  'A change to this version is planned already. Cancel it first.',
)
export const priceChangeOver = refusal(
  'catalog.price_change_over',
  409,
  'This price change is {state}.',
)
export const changeFromPast = refusal(
  'catalog.change_from_past',
  422,
  'A price change takes effect today or later.',
)
export const nothingToMove = refusal(
  'catalog.nothing_to_move',
  422,
  'There is no older published version that somebody could move from.',
)
