import { vendorProfile, type VendorProfile } from '../contract.ts'
import { builtInProfile } from '../rules/built-in-profiles.ts'

/** What a router is told by: one that Kasi brings, or the document of one of ours. */
export function profileFrom(ref: string, document: unknown): VendorProfile {
  return vendorProfile.parse(builtInProfile(ref) ?? document)
}
