/**
 * Codes to one phone: enough for somebody whose network is bad, too few to make money of (artificially inflated traffic) or to
 * harass somebody with (NIST SP 800-63B §3.2.2).
 */
export function mayHaveCode({ hour, day }: { hour: number; day: number }): boolean {
  return hour < 6 && day < 20
}
