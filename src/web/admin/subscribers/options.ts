import {
  ADDRESS_KINDS,
  CONTACT_PURPOSES,
  CYCLE_UNITS,
  GENDERS,
  LANGUAGES,
  PAPER_KINDS,
  SUBSCRIBER_KINDS,
} from '#modules/subscribers/contract.ts'
import type { Text } from '#web/i18n/index.ts'

/** What may be chosen, in the shown language. */
export const kindOptions = (t: Text) =>
  SUBSCRIBER_KINDS.map((value) => ({ value, label: t(`subscribers.kinds.${value}`) }))
export const paperOptions = (t: Text) =>
  PAPER_KINDS.map((value) => ({ value, label: t(`subscribers.papers.${value}`) }))
export const languageOptions = (t: Text) =>
  LANGUAGES.map((value) => ({ value, label: t(`subscribers.languages.${value}`) }))
export const genderOptions = (t: Text) =>
  GENDERS.map((value) => ({ value, label: t(`subscribers.profile.genders.${value}`) }))
export const purposeOptions = (t: Text) =>
  CONTACT_PURPOSES.map((value) => ({ value, label: t(`subscribers.contacts.purposes.${value}`) }))
export const addressKindOptions = (t: Text) =>
  ADDRESS_KINDS.map((value) => ({ value, label: t(`subscribers.addresses.kinds.${value}`) }))
export const cycleOptions = (t: Text) =>
  CYCLE_UNITS.map((value) => ({ value, label: t(`subscribers.terms.units.${value}`) }))
