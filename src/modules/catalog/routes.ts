import { serve } from '#platform/serve.ts'
import { addCoupon } from './commands/add-coupon.ts'
import { addPackage } from './commands/add-package.ts'
import { addPlan } from './commands/add-plan.ts'
import { addProduct } from './commands/add-product.ts'
import { addProfile } from './commands/add-profile.ts'
import { addRule } from './commands/add-rule.ts'
import { addSegment } from './commands/add-segment.ts'
import { addServiceType } from './commands/add-service-type.ts'
import { addTaxClass } from './commands/add-tax-class.ts'
import { addTaxRate } from './commands/add-tax-rate.ts'
import { agreePrice } from './commands/agree-price.ts'
import { announcePriceChange } from './commands/announce-price-change.ts'
import { archivePlan } from './commands/archive-plan.ts'
import { archiveProfile } from './commands/archive-profile.ts'
import { cancelPriceChange } from './commands/cancel-price-change.ts'
import { changeCoupon } from './commands/change-coupon.ts'
import { changePackage } from './commands/change-package.ts'
import { changePlan } from './commands/change-plan.ts'
import { changeProduct } from './commands/change-product.ts'
import { changeProfile } from './commands/change-profile.ts'
import { changeRule } from './commands/change-rule.ts'
import { changeSegment } from './commands/change-segment.ts'
import { changeServiceType } from './commands/change-service-type.ts'
import { changeTaxClass } from './commands/change-tax-class.ts'
import { changeVersion } from './commands/change-version.ts'
import { composePlan } from './commands/compose-plan.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { endAgreedPrice } from './commands/end-agreed-price.ts'
import { planPriceChange } from './commands/plan-price-change.ts'
import { publishVersion } from './commands/publish-version.ts'
import { removeTaxRate } from './commands/remove-tax-rate.ts'
import { restorePlan } from './commands/restore-plan.ts'
import { saveDraft } from './commands/save-draft.ts'
import { switchCoupon } from './commands/switch-coupon.ts'
import { switchRule } from './commands/switch-rule.ts'
import { withdrawVersion } from './commands/withdraw-version.ts'
import * as contract from './contract.ts'
import { agreedOnWire, agreedPriceNow } from './queries/agreed-prices.ts'
import { couponNow, couponsPage } from './queries/coupons.ts'
import { packageNow, packagesNow } from './queries/packages.ts'
import { planNow, plansPage } from './queries/plans.ts'
import { priceChangesNow, pricePreviewOf } from './queries/price-changes.ts'
import { priceOf } from './queries/price-book.ts'
import { productNow, productsPage, productVersions } from './queries/products.ts'
import { profileNow, profilesPage } from './queries/profiles.ts'
import { ruleNow, rulesPage, segmentNow, segmentsNow } from './queries/rules.ts'
import { serviceTypeNow, serviceTypesNow } from './queries/service-types.ts'
import { taxDeskNow, taxPreview } from './queries/tax-desk.ts'

const plans = [
  serve(contract.listPlans, (read, input) => plansPage(read, input)),
  serve(contract.readPlan, (read, { planId }) => planNow(read, planId)),
  serve(contract.addPlan, async (tx, input) => planNow(tx, await addPlan(tx, input))),
  serve(contract.changePlan, async (tx, input) => {
    await changePlan(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.archivePlan, async (tx, input) => {
    await archivePlan(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.restorePlan, async (tx, input) => {
    await restorePlan(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.saveDraft, async (tx, input) => {
    await saveDraft(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.discardDraft, async (tx, input) => {
    await discardDraft(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.changeVersion, async (tx, input) => {
    await changeVersion(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.publishVersion, async (tx, input) => {
    await publishVersion(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.withdrawVersion, async (tx, input) => {
    await withdrawVersion(tx, input)
    return planNow(tx, input.planId)
  }),
  serve(contract.listServiceTypes, async (read) => ({ serviceTypes: await serviceTypesNow(read) })),
  serve(contract.addServiceType, async (tx, input) => {
    await addServiceType(tx, input)
    return serviceTypeNow(tx, input.id)
  }),
  serve(contract.changeServiceType, async (tx, input) => {
    await changeServiceType(tx, input)
    return serviceTypeNow(tx, input.serviceTypeId)
  }),
]

const profiles = [
  serve(contract.listProfiles, (read, input) => profilesPage(read, input)),
  serve(contract.readProfile, (read, { profileId }) => profileNow(read, profileId)),
  serve(contract.addProfile, async (tx, input) => profileNow(tx, await addProfile(tx, input))),
  serve(contract.changeProfile, async (tx, input) => {
    await changeProfile(tx, input)
    return profileNow(tx, input.profileId)
  }),
  serve(contract.archiveProfile, async (tx, input) => {
    await archiveProfile(tx, input)
    return profileNow(tx, input.profileId)
  }),
]

const products = [
  serve(contract.listProducts, (read, input) => productsPage(read, input)),
  serve(contract.listProductVersions, (read, { productId }) => productVersions(read, productId)),
  serve(contract.addProduct, async (tx, input) => productNow(tx, await addProduct(tx, input))),
  serve(contract.changeProduct, async (tx, input) => {
    await changeProduct(tx, input)
    return productNow(tx, input.productId)
  }),
  serve(contract.listPackages, (read) => packagesNow(read)),
  serve(contract.addPackage, async (tx, input) => packageNow(tx, await addPackage(tx, input))),
  serve(contract.changePackage, async (tx, input) => {
    await changePackage(tx, input)
    return packageNow(tx, input.packageId)
  }),
  serve(contract.composePlan, (tx, input) => composePlan(tx, input)),
]

const taxes = [
  serve(contract.readTaxes, (read) => taxDeskNow(read)),
  serve(contract.previewTaxRate, (read, input) => taxPreview(read, input)),
  serve(contract.addTaxRate, async (tx, input) => {
    await addTaxRate(tx, input)
    return taxDeskNow(tx)
  }),
  serve(contract.removeTaxRate, async (tx, input) => {
    await removeTaxRate(tx, input)
    return taxDeskNow(tx)
  }),
  serve(contract.addTaxClass, async (tx, input) => {
    await addTaxClass(tx, input)
    return taxDeskNow(tx)
  }),
  serve(contract.changeTaxClass, async (tx, input) => {
    await changeTaxClass(tx, input)
    return taxDeskNow(tx)
  }),
]

const prices = [
  serve(contract.listSegments, (read) => segmentsNow(read)),
  serve(contract.addSegment, async (tx, input) => segmentNow(tx, await addSegment(tx, input))),
  serve(contract.changeSegment, async (tx, input) => {
    await changeSegment(tx, input)
    return segmentNow(tx, input.segmentId)
  }),
  serve(contract.listRules, (read, input) => rulesPage(read, input)),
  serve(contract.addRule, async (tx, input) => ruleNow(tx, await addRule(tx, input))),
  serve(contract.changeRule, async (tx, input) => {
    await changeRule(tx, input)
    return ruleNow(tx, input.ruleId)
  }),
  serve(contract.switchRule, async (tx, input) => {
    await switchRule(tx, input)
    return ruleNow(tx, input.ruleId)
  }),
  serve(contract.listCoupons, (read, input) => couponsPage(read, input)),
  serve(contract.addCoupon, async (tx, input) => couponNow(tx, await addCoupon(tx, input))),
  serve(contract.changeCoupon, async (tx, input) => {
    await changeCoupon(tx, input)
    return couponNow(tx, input.couponId)
  }),
  serve(contract.switchCoupon, async (tx, input) => {
    await switchCoupon(tx, input)
    return couponNow(tx, input.couponId)
  }),
  serve(contract.listAgreedPrices, async (read, { holderId }) => ({
    prices: await agreedOnWire(read, holderId),
  })),
  serve(contract.agreePrice, async (tx, input) => agreedPriceNow(tx, await agreePrice(tx, input))),
  serve(contract.endAgreedPrice, async (tx, input) => {
    await endAgreedPrice(tx, input)
    return agreedPriceNow(tx, input.agreedPriceId)
  }),
  serve(contract.testPrice, async (tx, { planVersionId, at, facts }) => {
    const moment = at === null ? tx.now : Temporal.Instant.from(at)
    return contract.priceQuote.encode(await priceOf(tx, { planVersionId, facts, at: moment }))
  }),
]

const changes = [
  serve(contract.listPriceChanges, (read, input) => priceChangesNow(read, input)),
  serve(contract.planPriceChange, async (tx, input) =>
    pricePreviewOf(tx, await planPriceChange(tx, input)),
  ),
  serve(contract.announcePriceChange, async (tx, input) => {
    await announcePriceChange(tx, input)
    return pricePreviewOf(tx, input.priceChangeId)
  }),
  serve(contract.cancelPriceChange, async (tx, input) => {
    await cancelPriceChange(tx, input)
    return pricePreviewOf(tx, input.priceChangeId)
  }),
]

export const routes = [...plans, ...profiles, ...products, ...taxes, ...prices, ...changes]
